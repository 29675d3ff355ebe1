"""Cases that are shown and not yet to be written in: what stands in them has come in one piece, and has not been checked."""

from __future__ import annotations

from rygsaek.casework import problems
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (Migration("casework-held-1", ("CREATE TABLE case_held (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",)),)


def hold(tx: Transaction, case: str, *, is_held: bool) -> None:
    """Say whether a case is only to be read for now."""
    if is_held:
        tx.execute("INSERT OR IGNORE INTO case_held VALUES (?)", (case,))
    else:
        tx.execute("DELETE FROM case_held WHERE case_id = ?", (case,))


def is_held(reader: Reader, case: str) -> bool:
    """The case is only to be read for now."""
    return reader.one("SELECT 1 FROM case_held WHERE case_id = ?", (case,)) is not None


def refuse_held(reader: Reader, case: str) -> None:
    """Raises InputError `case.unchecked` where a case is only to be read for now."""
    if is_held(reader, case):
        raise problems.unchecked()
