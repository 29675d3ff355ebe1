"""`rygsaek case share` and `case unshare`."""

from __future__ import annotations

from collections.abc import Sequence

from rygsaek.casework import views
from rygsaek.casework.desk import Desk
from sync.office import case_sharing, people
from ui import wiring
from ui.cli.speaking import say

UNSENT = "Det gælder, næste gang du sender og henter."


def share(desk: Desk, case: str, given: Sequence[str], *, may_write: bool) -> None:
    """Give laptops a case. given: their numbers, or the names of those who have them."""
    line = wiring.line_on(desk)
    views.require(desk, case)
    devices = [people.member_named(line, line.membership(), one).device for one in given]
    told = case_sharing.give(line, desk, case, devices, may_write=may_write)
    say(f"Sagen er delt med {told}. {UNSENT}")


def unshare(desk: Desk, case: str, given: Sequence[str]) -> None:
    """Take a case from laptops again."""
    line = wiring.line_on(desk)
    views.require(desk, case)
    devices = [people.member_named(line, line.membership(), one).device for one in given]
    told = case_sharing.take_back(line, desk, case, devices)
    say(f"Sagen er ikke mere delt med {told}. {UNSENT}")
