"""An import taken out again as one: every case of it that is still as it came and that nobody else has got anything of."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from rygsaek.casework import accesslog, caselist, held
from rygsaek.casework import problems as refusals
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER
from rygsaek.casework.importing import imports
from rygsaek.casework.importing.imports import Listed
from rygsaek.errors import InputError
from rygsaek.vault.transaction import Reader
from sync import keyring
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


def undoable(desk: Desk) -> tuple[Listed, ...]:
    """The imports of which something can still be taken out, the latest first, with how many cases that is."""
    with desk.vault.read() as reader:
        granted = frozenset(keyring.granted_cases(reader))
        found = [
            one._replace(cases=sum(_why_kept(reader, granted, case) is None for case in imports.cases_of(reader, one.id)))
            for one in imports.listed(reader)
        ]
    return tuple(one for one in found if one.cases)


def take_out(desk: Desk, name: str) -> TakenOut:
    """Take out what came with an import. The cases that stay are told of, and are access-logged as shown.

    That it was taken out is access-logged beside all cases: what was logged in those that are gone goes with them.

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
        granted = frozenset(keyring.granted_cases(tx))
        for case in cases:
            why = _why_kept(tx, granted, case)
            if why is None:
                deleting.forget_here(desk, tx, case, at)
                continue
            summary = caselist.summary_of(tx, case)
            kept.append(Kept(case, summary.name if summary else "", why))
            accesslog.note(desk, case, "list", detail="Fortrudt import", tx=tx)
        gone = len(cases) - len(kept)
        if gone:
            accesslog.note(desk, accesslog.NO_CASE, "unimport", detail=f"{name}: {gone} væk, {len(kept)} blev", tx=tx)
    return TakenOut(gone, tuple(sorted(kept, key=lambda one: (one.name, one.case))))


def _why_kept(reader: Reader, granted: frozenset[str], case: str) -> Why | None:
    """Why a case stays, None where it can go. granted: cases whose key somebody may have: they are sealed to be sent."""
    looks = {what for (what,) in reader.query("SELECT DISTINCT what FROM access_entry WHERE case_id = ?", (case,))}
    if case in granted or held.is_held(reader, case) or looks & {*HANDING_ON}:
        return "handed_on"
    return None if imports.is_as_it_came(reader, case) else "written"
