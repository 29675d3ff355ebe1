"""What belongs to this laptop alone and is no part of any case: who works here, which printer, how large the text, where one was.

Outside the log (DESIGN.md names them); kept in the vault, because a place or a printer's name may tell of a citizen.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec

from forms.profile import Person
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Transaction
from rygsaek.vault.vault import Vault

T = TypeVar("T")

MIGRATIONS = (
    Migration(
        "casework-settings-1",
        ("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",),
    ),
)

WORKER: Final = "worker"
PLACE: Final = "place"
PRINTER: Final = "printer"
SHEET_OWED: Final = "sheet_owed"
BACKUP: Final = "backup_last"


def get(vault: Vault, name: str, kind: type[T], tx: Transaction | None = None) -> T | None:
    """A setting as a value of `kind`, None where it was never set or is of another kind."""
    if tx is not None:
        row = tx.one("SELECT value FROM setting WHERE name = ?", (name,))
    else:
        with vault.read() as reader:
            row = reader.one("SELECT value FROM setting WHERE name = ?", (name,))
    if row is None:
        return None
    try:
        return msgspec.json.decode(row[0], type=kind)
    except msgspec.MsgspecError:
        return None


def put(vault: Vault, name: str, value: Any, tx: Transaction | None = None) -> None:
    """Set a setting to anything JSON can say; None forgets it. Raises DiskError."""
    if tx is None:
        with vault.write() as own:
            put(vault, name, value, own)
    elif value is None:
        tx.execute("DELETE FROM setting WHERE name = ?", (name,))
    else:
        tx.execute(
            "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, msgspec.json.encode(value).decode()),
        )


def worker(vault: Vault) -> Person | None:
    """Whose vault this is."""
    return get(vault, WORKER, Person)


def set_worker(vault: Vault, person: Person) -> None:
    """Say whose vault this is."""
    put(vault, WORKER, person)
