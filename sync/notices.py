"""The office's notices in the vault: the newest of each slot, as it came."""

from __future__ import annotations

from collections.abc import Iterator

from rygsaek.vault.transaction import Reader, Transaction
from sync.wire.codec import decode
from sync.wire.requests import Notice

NOTICE_CAP = 4096 * 1024


def keep(tx: Transaction, notice: Notice, data: bytes) -> bool:
    """Keep a notice that was checked, unless a newer one of its slot is here; returns whether it was new."""
    found = tx.one("SELECT number FROM sync_notice WHERE slot = ?", (notice.slot,))
    if found is not None and found[0] >= notice.number:
        return False
    tx.execute("INSERT OR REPLACE INTO sync_notice VALUES (?, ?, ?, ?)", (notice.slot, notice.epoch, notice.number, data))
    return True


def all_of(reader: Reader) -> Iterator[Notice]:
    """Every slot's newest notice."""
    for (data,) in reader.query("SELECT data FROM sync_notice ORDER BY slot"):
        yield decode(data, Notice, NOTICE_CAP)
