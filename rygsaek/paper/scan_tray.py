"""The scan tray: what was scanned and lies nowhere yet. On this laptop alone, outside the log, sealed as everything here."""

from __future__ import annotations

import msgspec

from rygsaek.errors import InputError
from rygsaek.history.ids import new_id
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (
    Migration(
        "scan tray 1",
        (
            """CREATE TABLE scan_tray (
                id TEXT PRIMARY KEY, at TEXT NOT NULL, pages INTEGER NOT NULL, codes TEXT NOT NULL, how TEXT NOT NULL,
                data BLOB NOT NULL) STRICT""",
        ),
    ),
)


class Scan(msgspec.Struct, frozen=True):
    """A scan that is to be filed. at: UTC, ISO 8601; codes: what the QR codes on it say; how: `scan` or `file`."""

    id: str
    at: str
    pages: int
    codes: tuple[str, ...]
    how: str


def put(tx: Transaction, data: bytes, pages: int, codes: tuple[str, ...], how: str, at: str) -> Scan:
    """Lay a PDF into the tray."""
    scan = Scan(new_id(), at, pages, codes, how)
    tx.execute(
        "INSERT INTO scan_tray VALUES (?, ?, ?, ?, ?, ?)", (scan.id, at, pages, msgspec.json.encode(codes).decode(), how, data)
    )
    return scan


def listed(reader: Reader) -> tuple[Scan, ...]:
    """What lies in it, oldest first."""
    rows = reader.query("SELECT id, at, pages, codes, how FROM scan_tray ORDER BY at, id")
    return tuple(_scan(*row) for row in rows)


def taken(reader: Reader, scan: str) -> tuple[Scan, bytes]:
    """One of them, and its PDF. Raises InputError `scan.unknown`."""
    row = reader.one("SELECT id, at, pages, codes, how, data FROM scan_tray WHERE id = ?", (scan,))
    if row is None:
        raise InputError("Scanningen er der ikke mere.", "Se, om den allerede ligger i sagen.", code="scan.unknown")
    return _scan(*row[:5]), bytes(row[5])


def drop(tx: Transaction, scan: str) -> None:
    """Take it out: it was filed, or is not wanted."""
    tx.execute("DELETE FROM scan_tray WHERE id = ?", (scan,))


def _scan(name: str, at: str, pages: int, codes: str, how: str) -> Scan:
    return Scan(name, at, pages, msgspec.json.decode(codes, type=tuple[str, ...]), how)
