"""Bytes named by their own SHA-256: form definitions, profiles, frozen papers. Stored once, checked whenever read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rygsaek.vault.driver import damaged
from rygsaek.vault.migrations import Migration

if TYPE_CHECKING:
    from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (Migration("blobs-1", ("CREATE TABLE blob (hash BLOB PRIMARY KEY, data BLOB NOT NULL) STRICT",)),)


class ReadableBlobs:
    """Reading only."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def get(self, name: str) -> bytes | None:
        """The bytes of that name (SHA-256 in hex), or None. Raises VaultError where they are no longer what was stored."""
        found = self._reader.one("SELECT data FROM blob WHERE hash = ?", (bytes.fromhex(name),))
        if found is None:
            return None
        data = bytes(found[0])
        if hashlib.sha256(data).hexdigest() != name:
            raise damaged()
        return data

    def has(self, name: str) -> bool:
        """Bytes of that name are stored."""
        return self._reader.one("SELECT 1 FROM blob WHERE hash = ?", (bytes.fromhex(name),)) is not None

    def names(self) -> tuple[str, ...]:
        """Every name, in order."""
        return tuple(row[0].hex() for row in self._reader.query("SELECT hash FROM blob ORDER BY hash"))


class Blobs(ReadableBlobs):
    """Reading and writing."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    def put(self, data: bytes) -> str:
        """Store bytes once; returns their name."""
        digest = hashlib.sha256(data).digest()
        self._transaction.execute("INSERT OR IGNORE INTO blob (hash, data) VALUES (?, ?)", (digest, data))
        return digest.hex()

    def drop(self, name: str) -> None:
        """Forget bytes that nothing refers to any more."""
        self._transaction.execute("DELETE FROM blob WHERE hash = ?", (bytes.fromhex(name),))
