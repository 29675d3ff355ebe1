"""What is on its way to the store: signed things of one's own, and envelopes, each sealed once and sent byte for byte until it
is taken."""

from __future__ import annotations

from rygsaek.vault.transaction import Transaction
from sync.wire.requests import Kind


def send(tx: Transaction, kind: Kind, case: str, data: bytes, now_ms: int) -> None:
    """Hand in something signed, the next time the store is reached. case: "" for the office's own matters; data: a Signed or a
    Notice; now_ms: milliseconds. What is handed in goes in this order."""
    tx.execute(
        "INSERT INTO sync_sending (kind, case_id, data, since_ms, refused) VALUES (?, ?, ?, ?, '')", (kind, case, data, now_ms)
    )
