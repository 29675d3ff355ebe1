"""Which rows of a repeated part stand, and in what order.

Adding wins over removing: a removal names every change of the row that the remover had seen (`seen`), and a row in which
anything else stands, stands. A removal that says `wins` (consents) removes it all the same.
Order is no matter for a person to settle: of two places the greater counts, and equal places go by the row's id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rygsaek.history.changes import ROW_REMOVED, Change
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState, Register


class RowState(NamedTuple):
    """id: the row's; is_standing: it is to be shown; overruled: removals that an unseen edit outlived, for a person to see."""

    id: str
    place: str
    is_standing: bool
    overruled: tuple[Change, ...]


def rows(state: CaseState, document: str, rows_id: str) -> tuple[RowState, ...]:
    """The standing rows in their order."""
    return tuple(row for row in all_rows(state, document, rows_id) if row.is_standing)


def all_rows(state: CaseState, document: str, rows_id: str) -> tuple[RowState, ...]:
    """Every row that ever was, in order."""
    prefix = rows_id + "/"
    registers_by_row: dict[str, dict[str, Register]] = {}
    for name, register in state.registers(document):
        if name.startswith(prefix):
            row, _, cell = name[len(prefix) :].partition("/")
            registers_by_row.setdefault(row, {})[cell] = register
    return tuple(sorted((row_state(row, cells) for row, cells in registers_by_row.items()), key=lambda one: (one.place, one.id)))


def row_state(row: str, cells: dict[str, Register]) -> RowState:
    """One row from its registers: "" its existence, "^" its place, else its cells."""
    existence = cells.get("", Register())
    places = [head.value for head in cells.get("^", Register()).heads if isinstance(head.value, str) and not head.is_empty]
    removals = [head for head in existence.heads if head.kind == ROW_REMOVED]
    added = [head for head in existence.heads if not head.is_empty]
    seen = {one for removal in removals for one in seen_by(removal)}
    edited = any(head.id not in seen for cell, register in cells.items() if cell not in ("", "^") for head in register.heads)
    has_winner = any(isinstance(one.value, dict) and one.value.get("wins") is True for one in removals)
    undone = bool(existence.heads) and not added and not removals
    is_standing = not has_winner and (bool(added) or (bool(removals) and edited) or (not existence.heads and edited))
    if undone:
        is_standing = edited and any(not head.is_empty for cell, register in cells.items() if cell for head in register.heads)
    return RowState(row, max(places, default=""), is_standing, tuple(removals) if is_standing else ())


def seen_by(removal: Change) -> Iterator[ChangeId]:
    """The changes that a removal says its author had seen."""
    value = removal.value
    for one in value.get("seen", ()) if isinstance(value, dict) else ():
        if isinstance(one, list | tuple) and len(one) == 3:
            yield ChangeId(str(one[0]), removal.id.case, one[1], one[2])


def seen_in(state: CaseState, document: str, row: str) -> list[list[object]]:
    """What a removal of `row` (`rows/ROWID`) made now has seen: the standing changes of its cells."""
    prefix = row + "/"
    return [
        [head.id.incarnation, head.id.txn, head.id.n]
        for name, register in state.registers(document)
        if name.startswith(prefix) and not name.endswith("/^")
        for head in register.heads
    ]
