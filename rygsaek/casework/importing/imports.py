"""Which cases came with which import, as a projection of the log; and whether a case is still as it came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rygsaek.history import log
from rygsaek.history.changes import CASE, CASE_IMPORTED, IMPORTED, Change
from rygsaek.history.entries import unpack
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (
    Migration(
        "casework-imports-1",
        (
            """CREATE TABLE case_import (
                case_id TEXT PRIMARY KEY, import TEXT NOT NULL, at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX case_import_import ON case_import (import)",
        ),
    ),
)


class Listed(NamedTuple):
    """One import of which something is here. at: ms since 1970, UTC; cases: how many of it are here."""

    id: str
    at: int
    cases: int


def listed(reader: Reader) -> tuple[Listed, ...]:
    """Every import, the latest first."""
    return reader.named(Listed, "SELECT import, min(at), count(*) FROM case_import GROUP BY import ORDER BY min(at) DESC, import")


def cases_of(reader: Reader, name: str) -> tuple[str, ...]:
    """The cases of an import that are here, in order of the ids."""
    return tuple(case for (case,) in reader.query("SELECT case_id FROM case_import WHERE import = ? ORDER BY case_id", (name,)))


def is_as_it_came(reader: Reader, case: str) -> bool:
    """Whether nobody has written in an imported case since: its log ends with the import, and nothing is typed."""
    entries = list(log.entries(reader, case))
    if not entries or len({one.incarnation for one in entries}) > 1:
        return False
    last = unpack(*entries[-1][:4])
    is_typed_in = reader.one("SELECT 1 FROM draft WHERE case_id = ? LIMIT 1", (case,)) is not None
    return not is_typed_in and any(change.kind == CASE_IMPORTED for change in last.changes)


class Imports:
    """The projector."""

    name = "case_import"
    version = 1
    tables = ("case_import",)

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Note the import that a case came with."""
        if any(change.kind == CASE_IMPORTED for change in changes):
            heads = [one for one in state.register(CASE, IMPORTED).heads if isinstance(one.value, dict)]
            for one in sorted(heads, key=lambda head: head.id)[:1]:
                said = (case, str(one.value.get("import", "")), one.at.ms)
                tx.execute("INSERT OR REPLACE INTO case_import VALUES (?, ?, ?)", said)

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out."""
        tx.execute("DELETE FROM case_import WHERE case_id = ?", (case,))
