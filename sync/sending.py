"""Signed things of one's own on their way to the store: grants, notices. They go in the order in which they were made."""

from __future__ import annotations

from rygsaek.vault.transaction import Transaction
from sync.wire.requests import Kind


def send(tx: Transaction, kind: Kind, case: str, data: bytes, now_ms: int) -> None:
    """Hand in something signed, the next time the store is reached.

    case: "" for the office's own matters; data: a Signed or a Notice; now_ms: milliseconds.
    """
    tx.execute(
        "INSERT INTO sync_sending (kind, case_id, data, since_ms, refused) VALUES (?, ?, ?, ?, '')", (kind, case, data, now_ms)
    )
