"""Saves on their way between log and envelope."""

from __future__ import annotations

from collections.abc import Sequence

from rygsaek.history.entries import NO_HASH, Entry
from rygsaek.vault.transaction import Reader


def of_chain(reader: Reader, case: str, incarnation: str, first: int, last: int) -> list[Entry]:
    """The log's entries of a chain, from one save to another."""
    found = reader.query(
        "SELECT txn, payload, hash FROM log_entry WHERE case_id = ? AND incarnation = ? AND txn BETWEEN ? AND ? ORDER BY txn",
        (case, incarnation, first, last),
    )
    return [Entry(case, incarnation, txn, payload, total) for txn, payload, total in found]


def hash_at(reader: Reader, case: str, incarnation: str, txn: int) -> bytes | None:
    """The log's hash at a save; of none before the first. None where the log does not reach there."""
    if txn == 0:
        return NO_HASH
    found = reader.one("SELECT hash FROM log_entry WHERE case_id = ? AND incarnation = ? AND txn = ?", (case, incarnation, txn))
    return None if found is None else bytes(found[0])


def are_same(some: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """The same saves, though a text may have been taken out of one of them."""
    return [(one.txn, one.hash) for one in some] == [(one.txn, one.hash) for one in others]
