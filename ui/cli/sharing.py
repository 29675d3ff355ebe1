"""`rygsaek case share` and `case unshare`."""

from __future__ import annotations

from collections.abc import Sequence

from rygsaek.casework import accesslog, views
from rygsaek.casework.desk import Desk
from sync.office import people, sharing
from ui import wiring
from ui.cli.speaking import say

UNSENT = "Det gælder, næste gang du sender og henter."


def share(desk: Desk, case: str, given: Sequence[str], *, may_write: bool) -> None:
    """Give laptops a case. given: their numbers, or the names of those who have them."""
    line = wiring.line_on(desk)
    views.require(desk, case)
    known = line.membership()
    found = [people.member_named(line, known, one) for one in given]
    with desk.vault.write() as tx:
        sharing.begin_case(tx, known, case, line.now_ms())
        sharing.share(tx, known, case, [one.device for one in found], line.now_ms(), may_write=may_write)
        told = people.names_of(tx, known, found)
        accesslog.note(desk, case, "share", detail=told, tx=tx)
    say(f"Sagen er delt med {told}. {UNSENT}")


def unshare(desk: Desk, case: str, given: Sequence[str]) -> None:
    """Take a case from laptops again."""
    line = wiring.line_on(desk)
    views.require(desk, case)
    known = line.membership()
    found = [people.member_named(line, known, one) for one in given]
    with desk.vault.write() as tx:
        sharing.unshare(tx, known, case, [one.device for one in found], line.now_ms())
        told = people.names_of(tx, known, found)
        accesslog.note(desk, case, "unshare", detail=told, tx=tx)
    say(f"Sagen er ikke mere delt med {told}. {UNSENT}")
