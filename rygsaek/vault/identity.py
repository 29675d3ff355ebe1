"""Which life of which vault this is. An incarnation numbers its changes by itself, so no two may ever share one.

A vault that finds itself in another place than it was left (another machine, or another file on this one: a copy, a
restored image, a moved folder) begins a new incarnation. A move costs one needlessly, which harms nothing; a copy that
went on under the old one would give two different changes the same id.
Not found here: an image of a whole disk put back on the same machine. The central store's knowledge finds that.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from rygsaek.vault.migrations import Migration
from rygsaek.vault.secret import new_id
from rygsaek.vault.system import machine
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (
    Migration("vault-1", ("CREATE TABLE vault_fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",)),
)


INCARNATION, HOME, SHEET = "incarnation", "home", "sheet"


def fact(reader: Reader, name: str) -> str | None:
    """One fact about the vault itself."""
    found = reader.one("SELECT value FROM vault_fact WHERE name = ?", (name,))
    return None if found is None else str(found[0])


def note(tx: Transaction, name: str, value: str) -> None:
    """Write one fact about the vault itself."""
    tx.execute("INSERT INTO vault_fact VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))


def forget_home(tx: Transaction) -> None:
    """Have the next opening begin a new incarnation."""
    tx.execute("DELETE FROM vault_fact WHERE name = ?", (HOME,))


def settle(tx: Transaction, database: Path) -> tuple[str, bool]:
    """This vault's incarnation, begun anew where it is a copy; and whether it was."""
    incarnation, home, here = fact(tx, INCARNATION), fact(tx, HOME), whereabouts(database)
    if incarnation is not None and home == here:
        return incarnation, False
    return begin(tx, database), incarnation is not None


def begin(tx: Transaction, database: Path) -> str:
    """Begin a new incarnation here."""
    incarnation = new_id()
    note(tx, INCARNATION, incarnation)
    note(tx, HOME, whereabouts(database))
    return incarnation


def whereabouts(database: Path) -> str:
    """Tells this file on this machine from any copy of it."""
    return hashlib.sha256(f"{machine()}\n{database.stat().st_ino}".encode()).hexdigest()
