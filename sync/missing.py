"""What colleagues had seen and is not here: told as "Her mangler 2 ændringer fra Bo Krag i 1 sag", until it comes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rygsaek.vault.transaction import Reader, Transaction
from sync import saves
from sync.sealing.bodies import SaveHead

ALARM_SYNCS = 3
ALARM_MS = 24 * 3600 * 1000


class Missing(NamedTuple):
    """Saves that somebody has seen. saves: how many; device: whose envelope told of them; owner: who wrote them, where known.

    is_other: they are here, but not the same ones: two histories are being shown. is_alarm: for three syncs or 24 hours.
    """

    case: str
    saves: int
    device: bytes
    owner: bytes | None
    since_ms: int
    is_other: bool
    is_alarm: bool


def note(tx: Transaction, case: str, heads: Iterable[SaveHead], device: bytes, now_ms: int) -> None:
    """Keep what a colleague had seen of a case beyond what is here. heads: as the envelope tells; device: whose it is."""
    for head in heads:
        if saves.hash_at(tx, case, head.incarnation, head.txn) != head.hash:
            tx.execute(
                "INSERT INTO sync_missing VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (case_id, incarnation) DO UPDATE SET"
                " last = excluded.last, hash = excluded.hash, device = excluded.device WHERE excluded.last > last",
                (case, head.incarnation, head.txn, head.hash, device, now_ms),
            )


def settle(tx: Transaction, case: str) -> None:
    """Forget what has come."""
    for incarnation, last, total in tx.query("SELECT incarnation, last, hash FROM sync_missing WHERE case_id = ?", (case,)):
        if saves.hash_at(tx, case, incarnation, last) == bytes(total):
            tx.execute("DELETE FROM sync_missing WHERE case_id = ? AND incarnation = ?", (case, incarnation))


def count_sync(tx: Transaction) -> None:
    """A whole sync has gone by."""
    tx.execute("UPDATE sync_missing SET syncs = syncs + 1")


def all_of(reader: Reader, now_ms: int) -> tuple[Missing, ...]:
    """Everything that is missing, by case."""
    found = reader.query(
        "SELECT m.case_id, m.incarnation, m.last, m.device, m.since_ms, m.syncs, c.device,"
        " coalesce((SELECT max(l.txn) FROM log_entry l WHERE l.case_id = m.case_id AND l.incarnation = m.incarnation), 0)"
        " FROM sync_missing m LEFT JOIN sync_chain c"
        " ON c.case_id = m.case_id AND c.incarnation = m.incarnation AND c.type = 'changes' ORDER BY m.case_id, m.incarnation"
    )
    return tuple(
        Missing(
            case,
            max(0, last - here),
            bytes(device),
            None if owner is None else bytes(owner),
            since,
            last <= here,
            syncs >= ALARM_SYNCS or now_ms - since >= ALARM_MS,
        )
        for case, _, last, device, since, syncs, owner, here in found
    )
