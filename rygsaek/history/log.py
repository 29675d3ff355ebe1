"""The log's tables: entries clustered by case, so that a case is read from pages that lie together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from rygsaek.history.changes import Change
from rygsaek.history.entries import NO_HASH, Entry, chain_hash, unpack
from rygsaek.history.reissuing import Stored, settled
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

MIGRATIONS = (
    Migration(
        "history-1",
        (
            "CREATE TABLE log_case (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
            "CREATE TABLE log_projection (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            """CREATE TABLE log_entry (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, txn INTEGER NOT NULL,
                payload BLOB NOT NULL, hash BLOB NOT NULL,
                PRIMARY KEY (case_id, incarnation, txn)
            ) STRICT, WITHOUT ROWID""",
            """CREATE TABLE log_aside (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, txn INTEGER NOT NULL, hash BLOB NOT NULL,
                payload BLOB NOT NULL, reason TEXT NOT NULL,
                PRIMARY KEY (case_id, incarnation, txn, hash)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
    Migration(  # which changes' texts were taken out of a save, and what vouches for what is left (redacting.py)
        "history-2",
        (
            """CREATE TABLE log_redaction (
                case_id TEXT NOT NULL, incarnation TEXT NOT NULL, txn INTEGER NOT NULL, changes BLOB NOT NULL,
                hash BLOB NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (case_id, incarnation, txn)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
)
STORE = "INSERT INTO log_entry (case_id, incarnation, txn, payload, hash) VALUES (?, ?, ?, ?, ?)"
STORE_RUN = """
    INSERT INTO log_entry (case_id, incarnation, txn, payload, hash)
    SELECT ?1, ?2, ?3 + key, substr(?4, value >> 32, value & 4294967295), substr(?5, 32 * key + 1, 32) FROM json_each(?6)"""
"""Saves that follow each other, cut apart by the database, each by its start and size in one number: to hand it five values a
row takes more than twice the time, and to take a pair of numbers apart a quarter more."""
TAILS = """
    WITH RECURSIVE chain (name) AS (
        SELECT min(incarnation) FROM log_entry WHERE case_id = ?1 UNION ALL
        SELECT (SELECT min(incarnation) FROM log_entry WHERE case_id = ?1 AND incarnation > name)
        FROM chain WHERE name IS NOT NULL
    )
    SELECT name, (SELECT max(txn) FROM log_entry WHERE case_id = ?1 AND incarnation = name) AS last,
        (SELECT hash FROM log_entry WHERE case_id = ?1 AND incarnation = name ORDER BY txn DESC LIMIT 1)
    FROM chain WHERE name IS NOT NULL"""
"""Straight to where each chain ends, however many saves it has."""
ENTRIES = "SELECT incarnation, txn, payload, hash FROM log_entry WHERE case_id = ? ORDER BY incarnation, txn"


class Tail(NamedTuple):
    """Where a chain ends: its last save and that one's hash."""

    txn: int
    hash: bytes


START = Tail(0, NO_HASH)


def entries(reader: Reader, case: str) -> Iterator[Entry]:
    """Every entry of a case, by incarnation and save."""
    for incarnation, txn, payload, total in reader.query(ENTRIES, (case,)):
        yield Entry(case, incarnation, txn, payload, total)


class Known(NamedTuple):
    """The changes of a case, by the entry that each stands in; has_again: something among them was issued again."""

    changes: list[Change]
    has_again: bool


def known(reader: Reader, case: str) -> Known:
    """Every change of a case, what was issued again once (see reissuing.py)."""
    stored = [
        Stored((incarnation, txn), total, unpack(case, incarnation, txn, payload))
        for incarnation, txn, payload, total in reader.query(ENTRIES, (case,))
    ]
    if any(one.opened.again is not None for one in stored):
        return Known(settled(stored), True)
    return Known([change for one in stored for change in one.opened.changes], False)


def changes(reader: Reader, case: str) -> list[Change]:
    """Every change of a case, by the entry that it stands in."""
    return known(reader, case).changes


def cases(reader: Reader) -> tuple[str, ...]:
    """Every case that has a log, in order of the ids."""
    return tuple(row[0] for row in reader.query("SELECT case_id FROM log_case ORDER BY case_id"))


def tail(reader: Reader, case: str, incarnation: str) -> Tail:
    """Where the chain of an incarnation in a case ends."""
    found = reader.one(
        "SELECT txn, hash FROM log_entry WHERE case_id = ? AND incarnation = ? ORDER BY txn DESC LIMIT 1", (case, incarnation)
    )
    return START if found is None else Tail(found[0], found[1])


def store(tx: Transaction, entry: Entry) -> None:
    """Add an entry that continues its chain."""
    tx.execute(STORE, (entry.case, entry.incarnation, entry.txn, entry.payload, entry.hash))
    if entry.txn == 1:
        tx.execute("INSERT OR IGNORE INTO log_case (case_id) VALUES (?)", (entry.case,))


def store_all(tx: Transaction, entries: Sequence[Entry]) -> None:
    """Add entries of a case that continue their chains, each chain's in their order."""
    for (case, incarnation), found in groupby(entries, key=itemgetter(0, 1)):
        run = list(found)
        sizes = [len(one.payload) for one in run]
        places = [(start << 32) + size for start, size in zip(accumulate(sizes, initial=1), sizes, strict=False)]
        payloads, hashes = b"".join([one.payload for one in run]), b"".join([one.hash for one in run])
        tx.execute(STORE_RUN, (case, incarnation, run[0].txn, payloads, hashes, msgspec.json.encode(places).decode()))
        if run[0].txn == 1:
            tx.execute("INSERT OR IGNORE INTO log_case (case_id) VALUES (?)", (case,))


def drop(tx: Transaction, case: str, incarnation: str, first: int) -> list[Entry]:
    """Take the entries of a chain from a number on out of the log; returns them, in their order."""
    place = (case, incarnation, first)
    found = tx.query(
        "SELECT txn, payload, hash FROM log_entry WHERE case_id = ? AND incarnation = ? AND txn >= ? ORDER BY txn", place
    )
    tx.execute("DELETE FROM log_entry WHERE case_id = ? AND incarnation = ? AND txn >= ?", place)
    return [Entry(case, incarnation, txn, payload, total) for txn, payload, total in found]


def has(reader: Reader, case: str) -> bool:
    """Something of the case is here."""
    return reader.one("SELECT 1 FROM log_entry WHERE case_id = ? LIMIT 1", (case,)) is not None


def tails(reader: Reader, case: str) -> dict[str, Tail]:
    """Where every chain of a case ends, by incarnation."""
    return {incarnation: Tail(txn, total) for incarnation, txn, total in reader.query(TAILS, (case,))}


def following(case: str, incarnation: str, after: Tail, payload: bytes) -> Entry:
    """The entry that continues a chain."""
    txn = after.txn + 1
    return Entry(case, incarnation, txn, payload, chain_hash(case, incarnation, txn, after.hash, payload))
