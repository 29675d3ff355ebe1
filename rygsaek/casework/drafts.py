"""Text being typed: durable within a second, outside the log, and never lost.

A draft becomes one change when the field is left, after a minute's rest, at lock, print, sync or end (promoting.py). Until
then it belongs to this laptop alone. What was typed and cannot be read as an answer stays a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

import msgspec

from forms.paths import register_of
from rygsaek.casework import settings
from rygsaek.casework.definitions import definition_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import begun, field_of
from rygsaek.casework.folding import whole
from rygsaek.history.ids import ChangeId
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (
    Migration(
        "casework-drafts-1",
        (
            """CREATE TABLE draft (
                case_id TEXT NOT NULL, document TEXT NOT NULL, path TEXT NOT NULL,
                text TEXT NOT NULL, caret INTEGER NOT NULL, begun TEXT NOT NULL, at TEXT NOT NULL, seen TEXT NOT NULL,
                PRIMARY KEY (case_id, document, path)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
)


class Draft(msgspec.Struct, frozen=True):
    """What stands typed in one field. caret: characters before it; begun, at: first and last key, UTC in ISO 8601.

    seen: the changes that stood in the field's register when typing began; what has come in since is not replaced by it.
    """

    case: str
    document: str
    path: str
    text: str
    caret: int
    begun: str
    at: str
    seen: tuple[ChangeId, ...] = ()


def put(desk: Desk, case: str, document: str, path: str, text: str, caret: int) -> None:
    """Keep what is typed. Durable when it returns. Raises DiskError: then the screen still holds the text, and says so."""
    at, kept = desk.now().astimezone(UTC).isoformat(timespec="milliseconds"), whole(text)
    with desk.vault.write() as tx:
        moved = tx.execute(
            "UPDATE draft SET text = ?, caret = ?, at = ? WHERE case_id = ? AND document = ? AND path = ?",
            (kept, caret, at, case, document, path),
        )
        if not moved.rowcount:
            seen = msgspec.json.encode(standing(desk, tx, case, document, path)).decode()
            tx.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (case, document, path, kept, caret, at, at, seen))


def get(desk: Desk, case: str, document: str, path: str) -> Draft | None:
    """What stands typed in a field."""
    with desk.vault.read() as reader:
        return of_field(reader, case, document, path)


def all(desk: Desk) -> tuple[Draft, ...]:  # noqa: A001 – read as drafts.all
    """Every draft, the one typed in last first."""
    with desk.vault.read() as reader:
        found = reader.query("SELECT * FROM draft ORDER BY at DESC, case_id, document, path")
    return tuple(map(_draft, found))


def of_document(reader: Reader, case: str, document: str) -> dict[str, Draft]:
    """The drafts of one document by path."""
    found = reader.query("SELECT * FROM draft WHERE case_id = ? AND document = ?", (case, document))
    return {row[2]: _draft(row) for row in found}


def of_field(reader: Reader, case: str, document: str, path: str) -> Draft | None:
    """What stands typed in a field, as a transaction sees it."""
    row = reader.one("SELECT * FROM draft WHERE case_id = ? AND document = ? AND path = ?", (case, document, path))
    return None if row is None else _draft(row)


def clear(desk: Desk, case: str, document: str, path: str) -> None:
    """Forget what was typed in a field: the person took it back."""
    with desk.vault.write() as tx:
        drop(tx, case, document, path)


def drop(tx: Transaction, case: str, document: str, path: str) -> None:
    """Forget what was typed in a field, with what became of it."""
    tx.execute("DELETE FROM draft WHERE case_id = ? AND document = ? AND path = ?", (case, document, path))


def rename_seen(tx: Transaction, case: str, names: Mapping[tuple[str, int], tuple[str, int]]) -> None:
    """Follow saves that were issued again: what typing had seen has other names now. names: (incarnation, save) by the old."""
    rows = tx.query("SELECT * FROM draft WHERE case_id = ?", (case,))
    for draft in map(_draft, rows):
        seen = tuple(_renamed(one, names) for one in draft.seen)
        if seen != draft.seen:
            tx.execute(
                "UPDATE draft SET seen = ? WHERE case_id = ? AND document = ? AND path = ?",
                (msgspec.json.encode(seen).decode(), case, draft.document, draft.path),
            )


def last_place(desk: Desk) -> str | None:
    """Where the window was, in the window's own words; a lock or a crash returns there."""
    return settings.get(desk.vault, settings.PLACE, str)


def set_last_place(desk: Desk, place: str) -> None:
    """Keep where the window is. Raises DiskError."""
    settings.put(desk.vault, settings.PLACE, place)


def standing(desk: Desk, tx: Transaction, case: str, document: str, path: str) -> tuple[ChangeId, ...]:
    """The changes that stand where a text will go, as whoever types sees them."""
    state = desk.journal.state(case, tx)
    definition = definition_of(desk.library, tx, begun(state, document))
    register = register_of(definition, path) if definition is not None and field_of(definition, path) is not None else path
    return tuple(head.id for head in state.register(document, register).heads)


def _renamed(one: ChangeId, names: Mapping[tuple[str, int], tuple[str, int]]) -> ChangeId:
    incarnation, txn = names.get((one.incarnation, one.txn), (one.incarnation, one.txn))
    return one._replace(incarnation=incarnation, txn=txn)


def _draft(row: tuple[Any, ...]) -> Draft:
    *said, seen = row
    case, document, path, text, caret, first, at = said
    return Draft(case, document, path, text, caret, first, at, msgspec.json.decode(seen, type=tuple[ChangeId, ...]))
