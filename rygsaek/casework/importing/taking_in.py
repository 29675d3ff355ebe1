"""The chosen citizens of a list as cases: all of them in one transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rygsaek.casework import accesslog, cases
from rygsaek.casework.desk import Desk
from rygsaek.casework.importing.rows import Citizen
from rygsaek.history.changes import CASE, CASE_IMPORTED, IMPORTED, NewChange
from rygsaek.history.ids import new_id


class Import(NamedTuple):
    """What was brought in. id: by which all of it is taken out again; cases: in the order of the rows."""

    id: str
    cases: tuple[str, ...]


def take_in(desk: Desk, citizens: Sequence[Citizen]) -> Import:
    """Open a case for each citizen, access-logged in each. Raises DiskError, ProblemsError; nothing is written then."""
    name, made = new_id(), list[str]()
    with desk.vault.write() as tx:
        for one in citizens:
            case = cases.create_within(desk, tx, one.answers)
            desk.journal.append(case, (NewChange(CASE, IMPORTED, CASE_IMPORTED, {"import": name}),), desk.by, tx=tx)
            accesslog.note(desk, case, "import", tx=tx)
            made.append(case)
    return Import(name, tuple(made))
