"""Signed things of one's own on their way to the store: pairings, grants, notices; in the order in which they were made."""

from __future__ import annotations

from rygsaek.vault.transaction import Reader, Transaction
from sync.wire.requests import Kind


def send(tx: Transaction, kind: Kind, case: str, data: bytes, now_ms: int, *, is_again: bool = False) -> None:
    """Hand in something signed, the next time the store is reached.

    case: "" for the office's own matters; data: a Signed or a Notice; now_ms: milliseconds; is_again: it lay there once.
    """
    tx.execute(
        "INSERT INTO sync_sending (kind, case_id, data, since_ms, refused, is_again) VALUES (?, ?, ?, ?, '', ?)",
        (kind, case, data, now_ms, is_again),
    )


def of_case(reader: Reader, case: str) -> list[tuple[Kind, bytes]]:
    """What waits of a case's grants, and of the pairings that they may need, in order."""
    return reader.query(
        "SELECT kind, data FROM sync_sending WHERE kind = 'pairing' OR (kind = 'grant' AND case_id = ?) ORDER BY n", (case,)
    )


def again(tx: Transaction, now_ms: int) -> None:
    """Hand in again all that the office and colleagues have signed, as far as it is known here: for a store that has lost some.

    What lies there already is taken again and changes nothing. now_ms: milliseconds.
    """
    tx.execute("DELETE FROM sync_sending WHERE is_again = 1")
    for kind, data in tx.query("SELECT kind, data FROM sync_item ORDER BY place"):
        send(tx, kind, "", data, now_ms, is_again=True)
    for (data,) in tx.query("SELECT data FROM sync_pairing ORDER BY id"):
        send(tx, "pairing", "", data, now_ms, is_again=True)
    for case, data in tx.query("SELECT case_id, data FROM sync_grant ORDER BY case_id, n"):
        send(tx, "grant", case, data, now_ms, is_again=True)
    for case, data in tx.query("SELECT case_id, data FROM sync_redaction ORDER BY case_id, id"):
        send(tx, "redaction", case, data, now_ms, is_again=True)
    for case, data in tx.query("SELECT case_id, data FROM sync_deleted ORDER BY case_id"):
        send(tx, "tombstone", case, data, now_ms, is_again=True)
    for case, data in tx.query("SELECT case_id, data FROM sync_receipt ORDER BY case_id, device"):
        send(tx, "receipt", case, data, now_ms, is_again=True)
