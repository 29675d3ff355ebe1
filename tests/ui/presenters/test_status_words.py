"""The line that never lies, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sync.attempts import Attempt
from sync.status import LocalOnly, Standing
from ui.presenters.status_words import local_words

NOW = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 5, 4, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "said"),
    [
        (LocalOnly(0, 0, 0, None), "Der ligger ikke noget, som kun er her."),
        (LocalOnly(1, 1, 0, MONDAY), "1 ny ting i 1 sag ligger kun her. Det ældste er fra i mandags kl. 14.10."),
        (LocalOnly(3, 2, 1, None), "3 nye ting i 2 sager ligger kun her. 1 felt er du i gang med."),
        (LocalOnly(0, 0, 2, None), "2 felter er du i gang med."),
    ],
)
def test_how_much_and_since_when(local: LocalOnly, said: str) -> None:
    assert local_words(Standing(local), NOW) == said


@pytest.mark.parametrize(
    ("local", "said"),
    [
        (
            LocalOnly(0, 0, 0, None, decided=1),
            "Det, du har delt, fjernet eller slettet, er ikke sendt endnu. Vi sender det, når der er net.",
        ),
        (LocalOnly(1, 1, 0, None, decided=1), "1 ny ting i 1 sag ligger kun her. Vi sender dem, når der er net."),
    ],
)
def test_a_share_that_no_store_has_heard_of_is_never_told_as_sent(local: LocalOnly, said: str) -> None:
    assert local_words(Standing(local, is_member=True), NOW) == said


@pytest.mark.parametrize(
    ("shift_minutes", "said"),
    [
        (20, "20 minutter bagud"),
        (-119, "2 timer for langt fremme"),
        (60 * 47, "47 timer bagud"),
        (60 * 24 * 1000, "1000 dage bagud"),
    ],
)
def test_how_wrong_the_clock_is_in_the_largest_measure_that_says_it(shift_minutes: int, said: str) -> None:
    told = local_words(Standing(LocalOnly(0, 0, 0, None), is_member=True, attempt=Attempt(0, 0, "", shift_minutes * 60_000)), NOW)
    assert told == f"Der ligger ikke noget, som kun er her. Computerens ur er {said}. Stil uret."


def test_a_store_that_shows_another_office_is_told_once_and_not_as_put_back_too() -> None:
    put_back = Attempt(0, 0, "", 0, int(NOW.timestamp() * 1000))
    told = local_words(Standing(LocalOnly(0, 0, 0, None), is_member=True, attempt=put_back), NOW)
    assert "Serveren var sat tilbage til en ældre kopi" in told
    told = local_words(Standing(LocalOnly(0, 0, 0, None), is_member=True, attempt=put_back, is_in_doubt=True), NOW)
    assert "Sammenlign de seks ord med en kollega." in told and "sat tilbage" not in told
    aside = {"roster.forked": 1, "signature.wrong": 2}
    told = local_words(Standing(LocalOnly(0, 0, 0, None), is_member=True, set_aside=aside, is_in_doubt=True), NOW)
    assert told.endswith("2 ting fra serveren kan ikke bruges og er lagt til side. Sig det til it.")
