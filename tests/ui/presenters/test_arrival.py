"""Back where one was; but near a visit nobody else's name comes on the screen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rygsaek.casework.caselist import CaseDate
from ui.places import CaseAt, Home, Place, WizardAt
from ui.presenters.arrival import BACK, arrival, is_ahead

NINE = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
"""Nine o'clock in Denmark."""


def visit(case: str, time: str) -> CaseDate:
    return CaseDate(case, "A. N.", "2026-05-04", time, "visit", "Besøg", "", "d", "dato")


WIZARD = WizardAt("anna", "d", "maal", 3)
VISITS = [visit("anna", "09:45"), visit("bo", "13:30")]


@pytest.mark.parametrize(
    ("kept", "visits", "only_next", "place", "said"),
    [
        (WIZARD, [], False, WIZARD, BACK),
        (Home(), [], False, Home(), ""),
        (WIZARD, VISITS, False, WIZARD, BACK),
        (CaseAt("bo"), VISITS, False, Home(only_next=True), ""),
        (Home(), VISITS, False, Home(only_next=True), ""),
        (Home(), VISITS[1:], False, Home(), ""),
        (CaseAt("carl"), VISITS[1:], False, CaseAt("carl"), BACK),
        (WIZARD, [], True, Home(only_next=True), ""),
    ],
)
def test_where_unlocking_leads(kept: Place, visits: list[CaseDate], only_next: bool, place: Place, said: str) -> None:
    assert arrival(kept, visits, NINE, only_next=only_next) == (place, said)


@pytest.mark.parametrize(("time", "ahead"), [("", True), ("07:59", False), ("08:00", True), ("18:00", True), ("snart", True)])
def test_a_visit_is_ahead_until_an_hour_after_it_began(time: str, ahead: bool) -> None:
    assert is_ahead(visit("anna", time), NINE) is ahead
