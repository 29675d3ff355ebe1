"""The line that never lies, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from forms.problems import Problem
from sync.attempts import Attempt
from sync.errors import KEPT
from sync.missing import Missing
from sync.status import LocalOnly, Standing
from ui.presenters.status_words import COMPARE, NOTHING, status_line

NOW = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 5, 4, 12, 10, tzinfo=UTC)


DOUBT = "Serveren viser en anden liste over computere end før. Sammenlign de seks ord med en kollega."


def stands(**of: Any) -> Standing:
    """A laptop in an office on which nothing is that others have not."""
    return Standing(LocalOnly(0, 0, 0, None), True, **of)


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
    assert " ".join(status_line(Standing(local), NOW).whole) == said


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
    assert " ".join(status_line(Standing(local, is_member=True), NOW).whole) == said


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
    found = status_line(stands(attempt=Attempt(0, 0, "", shift_minutes * 60_000)), NOW)
    assert found == (f"Computerens ur er {said}. Stil uret.", (NOTHING, KEPT))


def test_a_store_that_shows_another_office_is_told_once_and_not_as_put_back_too() -> None:
    put_back = Attempt(0, 0, "", 0, int(NOW.timestamp() * 1000))
    assert "Serveren var sat tilbage til en ældre kopi" in status_line(stands(attempt=put_back), NOW).line
    told = status_line(stands(attempt=put_back, is_in_doubt=True), NOW).whole
    assert told == (DOUBT, NOTHING, KEPT)
    told = status_line(stands(set_aside={"roster.forked": 1, "signature.wrong": 2}, is_in_doubt=True), NOW).whole
    assert told == (DOUBT, "2 ting fra serveren kan ikke bruges og er lagt til side. Sig det til it.", NOTHING, KEPT)


def test_however_much_is_wrong_the_line_says_one_thing_and_one_piece_of_advice() -> None:
    local = LocalOnly(3, 2, 1, MONDAY, files=1)
    missing = Missing("sag", 2, b"", None, 0, is_other=False, is_alarm=True)
    clock = Problem("clock.wrong", "", "Uret går forkert.", "Ret det.", "note")
    portal = Attempt(1, 0, "net.portal", 0)
    found = Standing(local, True, portal, {"sag": "grant.not_writer"}, (missing,), {"signature": 1}, fetching=2, files_wrong=1)
    line, more = status_line(found, NOW, clock)
    assert line == (
        "3 nye ting i 2 sager og 1 bilag ligger kun her. Netværket vil have dig til at logge ind først. "
        "Åbn en browser, log ind på nettet, og prøv igen."
    )
    assert [one for one in more if "Bed den" in one or "Ret det" in one or "seks ord" in one or "it." in one] == list(more[:5])
    assert more[5:] == ("1 felt er du i gang med.", "Det ældste er fra i mandags kl. 14.10.", "2 sager er på vej hertil.", KEPT)


def test_that_changes_are_missing_is_no_alarm_before_its_time() -> None:
    missing = Missing("sag", 2, b"", None, 0, is_other=False, is_alarm=False)
    told = "Her mangler 2 ændringer fra kolleger i 1 sag."
    assert status_line(stands(missing=(missing,)), NOW) == (f"{NOTHING} {told}", ())
    assert status_line(stands(missing=(missing._replace(is_alarm=True),)), NOW).line == f"{told} {COMPARE}"
    for authors, whose in (
        (("Bo Krag",), "Bo Krag"),
        (("", "Bo Krag", "Lise Holm"), "Bo Krag, Lise Holm og andre kolleger"),
        (("",), "kolleger"),
    ):
        said = status_line(stands(missing=(missing,), authors=authors), NOW).line
        assert said == f"{NOTHING} Her mangler 2 ændringer fra {whose} i 1 sag."
    other = status_line(stands(missing=(missing._replace(is_other=True),)), NOW).line
    assert other == f"Serveren viser dig noget andet i en sag, end en kollega har set. {COMPARE}"
