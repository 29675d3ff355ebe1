"""Rows that one took out while another wrote in them, or put them back: what each did, for a person to choose. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from forms.paths import Answers
from rygsaek.casework.documents import Standing, content, paths_of
from rygsaek.history.changes import ROW_REMOVED, Change
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState, Register
from rygsaek.history.rows import row_state, seen_by


class DisputedRow(msgspec.Struct, frozen=True):
    """A row that is both taken out and wanted.

    is_standing: it shows and counts until somebody chooses (in consents it does not). removed, kept: who and when, no value.
    cells: what is in it. heads: the changes to choose between, for `cases.choose`.
    """

    is_standing: bool
    removed: Standing
    kept: Standing
    cells: Answers
    heads: tuple[ChangeId, ...]


def disputed_rows(state: CaseState, document: str) -> dict[str, DisputedRow]:
    """The disputed rows of a document, by `rows/ROWID`."""
    rows: dict[str, dict[str, Register]] = {}
    for name, register in content(state, document):
        rows_id, _, rest = name.partition("/")
        if rest:
            row, _, cell = rest.partition("/")
            rows.setdefault(f"{rows_id}/{row}", {})[cell] = register
    found = {path: _disputed(path.partition("/")[2], cells) for path, cells in rows.items()}
    return {path: one for path, one in found.items() if one is not None}


def _disputed(row: str, registers: dict[str, Register]) -> DisputedRow | None:
    existence, told = registers.get("", Register()), row_state(row, registers)
    removals = [head for head in existence.heads if head.kind == ROW_REMOVED]
    if not removals or not (told.overruled or existence.is_conflict):
        return None
    seen = {one for removal in removals for one in seen_by(removal)}
    edits = [head for name, one in registers.items() if name not in ("", "^") for head in one.heads if head.id not in seen]
    wanted = [head for head in existence.heads if not head.is_empty] or edits
    cells = {path: value for name, one in registers.items() if name not in ("", "^") for path, value in paths_of(name, one.value)}
    heads = tuple(head.id for head in existence.heads)
    return DisputedRow(told.is_standing, _by(removals), _by(wanted), cells, heads)


def _by(changes: Iterable[Change]) -> Standing:
    made = sorted(changes, key=lambda change: (change.at, change.id))
    return Standing(None, tuple(dict.fromkeys(one.by for one in made)), made[-1].at.ms)
