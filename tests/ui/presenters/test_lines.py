"""Days and lines as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from ui.presenters.lines import Line, day_words, owed_words, today_words

TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("day", "clock", "said"),
    [
        ("2026-05-04", "10:00", "i dag kl. 10"),
        ("2026-05-05", "", "i morgen"),
        ("2026-05-03", "", "i går"),
        ("2026-05-06", "13:30", "onsdag 6. maj kl. 13.30"),
        ("2027-05-04", "", "4. maj 2027"),
        ("snart", "", "snart"),
    ],
)
def test_a_day_is_said_seen_from_today(day: str, clock: str, said: str) -> None:
    assert day_words(day, TODAY, clock) == said


def test_the_heading_says_the_day() -> None:
    assert today_words(TODAY) == "I dag, mandag 4. maj"


def test_a_line_is_one_sentence_to_a_screen_reader() -> None:
    assert Line("x", "A. N.", "i dag kl. 10", "Besøg", "ikke printet").spoken == "A. N., i dag kl. 10, Besøg, ikke printet"
    assert Line("x", "A. N.").spoken == "A. N."


def test_what_a_case_owes_is_said_in_few_words() -> None:
    assert owed_words(2, 1, 0) == "ikke printet, ikke skrevet under"
    assert owed_words(0, 0, 1) == "står to gange"
    assert owed_words(0, 0, 0) == ""
