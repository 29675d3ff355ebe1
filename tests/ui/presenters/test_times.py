"""Moments as people say them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ui.presenters.times import clock_words, moment_words

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)  # a Monday, 14.00 in Denmark


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 5, 4, 7, 5, tzinfo=UTC), "i dag kl. 9.05"),
        (datetime(2026, 5, 3, 21, 59, tzinfo=UTC), "i går kl. 23.59"),
        (datetime(2026, 5, 3, 22, 0, tzinfo=UTC), "i dag kl. 0.00"),
        (datetime(2026, 5, 1, 12, 10, tzinfo=UTC), "i fredags kl. 14.10"),
        (datetime(2026, 4, 27, 12, 10, tzinfo=UTC), "den 27. april kl. 14.10"),
        (datetime(2025, 12, 24, 17, 0, tzinfo=UTC), "den 24. december 2025 kl. 18.00"),
    ],
)
def test_a_moment_is_told_as_a_person_would(moment: datetime, words: str) -> None:
    assert moment_words(moment, NOW) == words


def test_the_clock_is_danish_summer_and_winter() -> None:
    assert clock_words(datetime(2026, 7, 1, 8, 42, tzinfo=UTC)) == "10.42"
    assert clock_words(datetime(2026, 1, 1, 8, 42, tzinfo=UTC)) == "9.42"
