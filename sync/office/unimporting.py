"""An import taken out again as one: every case of it that is still as it came and that nobody else has got anything of."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from rygsaek.casework import accesslog, caselist, held
from rygsaek.casework import problems as refusals
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER
from rygsaek.casework.importing import imports
from rygsaek.errors import InputError
from rygsaek.vault.transaction import Transaction
from sync import keyring, membership
from sync.membership import Membership
from sync.office import deleting

Why = Literal["written", "handed_on"]
HANDING_ON: Final = ("print", "save", "export", "share", "recover", "move")
"""Looks after which something of a case is somewhere else."""


class Kept(NamedTuple):
    """A case that stays. why: somebody has written in it, or something of it is with somebody else."""

    case: str
    name: str
    why: Why


class TakenOut(NamedTuple):
    """gone: how many cases are gone."""

    gone: int
    kept: tuple[Kept, ...]


def take_out(desk: Desk, name: str) -> TakenOut:
    """Take out what came with an import. The cases that stay are told of, and are access-logged as shown.

    name: the import's id. Raises InputError (`import.unknown`, `role.not_yours`), DiskError; nothing is done then.
    """
    if not desk.role.may_write(BORGER):
        raise refusals.not_this_role(desk.role)
    kept, at = list[Kept](), int(desk.now().timestamp() * 1000)
    with desk.vault.write() as tx:
        cases = imports.cases_of(tx, name)
        if not cases:
            raise InputError(
                "Den import er ikke i denne rygsæk.", "Se dem, der er, med: rygsaek case import --list", code="import.unknown"
            )
        known = membership.load(tx)
        for case in cases:
            why = _why_kept(tx, known, case)
            if why is None:
                deleting.forget_here(desk, tx, case, at)
                continue
            summary = caselist.summary_of(tx, case)
            kept.append(Kept(case, summary.name if summary else "", why))
            accesslog.note(desk, case, "list", detail="Fortrudt import", tx=tx)
    return TakenOut(len(cases) - len(kept), tuple(sorted(kept, key=lambda one: (one.name, one.case))))


def _why_kept(tx: Transaction, known: Membership | None, case: str) -> Why | None:
    is_granted = known is not None and keyring.grants(tx, known, case).n > 0
    looks = {what for (what,) in tx.query("SELECT DISTINCT what FROM access_entry WHERE case_id = ?", (case,))}
    if is_granted or held.is_held(tx, case) or looks & {*HANDING_ON}:
        return "handed_on"
    return None if imports.is_as_it_came(tx, case) else "written"
