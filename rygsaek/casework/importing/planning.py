"""What would be made of a list: each row as a citizen, and whether that citizen is here already. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from forms.problems import Problem
from rygsaek.casework import cases, twins
from rygsaek.casework import problems as refusals
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER
from rygsaek.casework.importing.columns import Column, map_columns
from rygsaek.casework.importing.rows import Citizen, read_row
from rygsaek.casework.importing.tables import Table, read_table
from rygsaek.casework.twins import Alike, Twin


class Row(NamedTuple):
    """One row. twins: cases that are, or may be, the same citizen's; rows: earlier rows that are, by their numbers."""

    citizen: Citizen
    twins: tuple[Twin, ...] = ()
    rows: tuple[int, ...] = ()

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.citizen.number

    @property
    def can_be_made(self) -> bool:
        """A case can be made of it: it has a name. What cannot be read is left out then."""
        return bool(self.citizen.name)

    @property
    def is_clear(self) -> bool:
        """Nothing speaks against it. Any other row is made only where a person says so."""
        return self.can_be_made and self.citizen.is_whole and not self.twins and not self.rows


class Plan(NamedTuple):
    """What would be made of a file. name: the file's; notes: columns and sheets that are left out."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Problem, ...]

    def chosen(self, take: Collection[int] = (), leave: Collection[int] = ()) -> tuple[Citizen, ...]:
        """Those to be made: the clear ones, and others that a person takes; without those that a person leaves. By row number."""
        return tuple(
            one.citizen
            for one in self.rows
            if one.can_be_made and (one.is_clear or one.number in take) and one.number not in leave
        )


def read_plan(desk: Desk, path: Path) -> Plan:
    """What would be made of the list in a file. Raises InputError (`import.…`, `role.not_yours`)."""
    return plan(desk, read_table(path))


def plan(desk: Desk, table: Table) -> Plan:
    """What would be made of a list. The cases that are named in it are access-logged. Raises InputError as `read_plan`."""
    if not desk.role.may_write(BORGER):
        raise refusals.not_this_role(desk.role)
    here, above = twins.everybody(desk), Alike()
    definition, today = cases.form(desk, BORGER), desk.today()
    mapped = map_columns(table, definition)
    found: list[Row] = []
    for line in mapped.below:
        citizen = read_row(line, mapped.columns, definition, today)
        facts = (citizen.answers,)
        found.append(Row(citizen, here.like(facts), tuple(sorted(int(one.case) for one in above.like(facts)))))
        above.put(str(citizen.number), facts)
    twins.shown(desk, dict.fromkeys(one.case for row in found for one in row.twins))
    return Plan(table.name, mapped.columns, tuple(found), mapped.notes)
