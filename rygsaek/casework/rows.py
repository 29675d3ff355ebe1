"""Rows of a document: put in, taken out, put back, moved. Each is one save."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.paths import new_row_id
from rygsaek.casework import edits
from rygsaek.casework.desk import Desk
from rygsaek.casework.editing import editable, write
from rygsaek.history.changes import Change


def add_row(
    desk: Desk,
    case: str,
    document: str,
    rows_id: str,
    after: str | None = None,
    values: Mapping[str, Any] | None = None,
    row_id: str | None = None,
) -> str:
    """Put in a row, at the end or after another, with these cells and what is known of them; returns its id."""
    made_id = row_id or new_row_id()
    with desk.vault.write() as tx:
        definition, state = editable(desk, tx, case, document, (rows_id,))
        if after is not None:
            made = edits.Made(definition, state, document)
            made.put_in(rows_id, made_id, after)
            desk.journal.append(case, made.all(), desk.by, tx=tx)
        place = f"{rows_id}/{made_id}"
        write(desk, tx, case, document, {place: {}} | {f"{place}/{cell}": value for cell, value in (values or {}).items()})
    return made_id


def remove_row(desk: Desk, case: str, document: str, rows_id: str, row_id: str) -> tuple[Change, ...]:
    """Take out a row, and the rows that only followed it."""
    with desk.vault.write() as tx:
        return write(desk, tx, case, document, {f"{rows_id}/{row_id}": None})


def restore_row(desk: Desk, case: str, document: str, rows_id: str, row_id: str) -> tuple[Change, ...]:
    """Put back a row that was taken out, where it stood and with all that was in it."""
    with desk.vault.write() as tx:
        definition, state = editable(desk, tx, case, document, (rows_id,))
        made = edits.Made(definition, state, document)
        made.put_back(rows_id, row_id)
        return desk.journal.append(case, made.all(), desk.by, tx=tx)


def move_row(desk: Desk, case: str, document: str, rows_id: str, row_id: str, by: int) -> tuple[Change, ...]:
    """Move a row up (negative) or down by so many places, as far as it goes."""
    with desk.vault.write() as tx:
        definition, state = editable(desk, tx, case, document, (rows_id,))
        made = edits.Made(definition, state, document)
        made.move(rows_id, row_id, by)
        return desk.journal.append(case, made.all(), desk.by, tx=tx)
