"""Taking in what another copy of a case's log has: each entry verified against its chain, none twice, none out of turn.

What does not continue its chain here is set aside with its reason, and never applied in part: `waiting` for one before
it, `forked` where another entry stands under its number (or its chain is not the one that stands here), `unreadable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rygsaek.errors import InputError
from rygsaek.history import log
from rygsaek.history.changes import Change
from rygsaek.history.entries import Entry, Opened, unpack
from rygsaek.history.log import Tail
from rygsaek.history.redacting import Marks, RedactionError, as_left, follows, marks_of, stripped
from rygsaek.history.runs import Run
from rygsaek.vault.transaction import Reader, Transaction

WAITING, FORKED, UNREADABLE = "waiting", "forked", "unreadable"


class Merged(NamedTuple):
    """changes: new here; waiting, refused: how many entries of the case are set aside, by reason.

    is_again: something among the new was issued before, under another incarnation.
    """

    changes: tuple[Change, ...]
    waiting: int
    refused: int
    is_again: bool = False


def take(tx: Transaction, case: str, entries: Iterable[Entry]) -> Merged:
    """Store what continues its chain, and what was waiting for it. Raises InputError for another case's entry."""
    tails: dict[str, Tail] = {}
    taken: list[Opened] = []
    fresh: list[Entry] = []
    marks = marks_of(tx, case)
    for entry in sorted(set(entries)):
        if entry.case != case:
            raise InputError("Historikken hører til en anden sag.", "Hent den igen fra den rigtige sag.", code="input.other_case")
        if entry.incarnation not in tails:
            tails[entry.incarnation] = log.tail(tx, case, entry.incarnation)
        tail = tails[entry.incarnation]
        if entry.txn > tail.txn + 1:
            set_aside(tx, entry, WAITING, marks)
        elif entry.txn == tail.txn + 1:
            tails[entry.incarnation] = follow(tx, entry, tail, taken, fresh, marks)
        elif not stands(tx, entry):
            set_aside(tx, entry, FORKED, marks)
    return stored(tx, case, fresh, taken, tails, marks)


def take_runs(tx: Transaction, case: str, runs: Sequence[Run]) -> Merged:
    """The same of runs, which were hashed and opened when they were made. Raises InputError as `take`.

    Each entry is looked at by itself where a run does not go on where its chain ends here, or a text was taken out of the case.
    """
    marks, tails = marks_of(tx, case), dict[str, Tail]()
    for run in runs:
        tail = tails.get(run.incarnation) or log.tail(tx, case, run.incarnation)
        if marks or run.behind != tail or run.entries[0].case != case:
            return take(tx, case, [entry for one in runs for entry in one.entries])
        tails[run.incarnation] = run.end
    fresh = [entry for run in runs for entry in run.entries]
    return stored(tx, case, fresh, [opened for run in runs for opened in run.opened], tails, marks)


def stored(
    tx: Transaction, case: str, fresh: Sequence[Entry], taken: list[Opened], tails: Mapping[str, Tail], marks: Marks
) -> Merged:
    """Store entries that continue their chains, and what was waiting for them. tails: where the chains then end."""
    log.store_all(tx, fresh)
    for incarnation, tail in tails.items():
        wake(tx, case, incarnation, tail, taken, marks)
    changes = tuple([change for opened in taken for change in opened.changes])
    return Merged(changes, *counts(tx, case), any(opened.again is not None for opened in taken))


def follow(tx: Transaction, entry: Entry, tail: Tail, taken: list[Opened], fresh: list[Entry], marks: Marks) -> Tail:
    """Take an entry whose turn it is, if it continues the chain; returns where the chain then ends. fresh: entries to store."""
    if not follows(entry, tail.hash, marks):
        set_aside(tx, entry, FORKED, marks)
        return tail
    try:
        entry = as_left(entry, tail.hash, marks)
        opened = unpack(entry.case, entry.incarnation, entry.txn, entry.payload)
    except ValueError:
        set_aside(tx, entry, UNREADABLE, marks)
        return tail
    fresh.append(entry)
    taken.append(opened)
    return Tail(entry.txn, entry.hash)


def wake(tx: Transaction, case: str, incarnation: str, tail: Tail, taken: list[Opened], marks: Marks) -> None:
    """Take what waited for the entry that has now come."""
    while True:
        waiting = tx.query(
            "SELECT payload, hash FROM log_aside WHERE case_id = ? AND incarnation = ? AND txn = ? AND reason = ?",
            (case, incarnation, tail.txn + 1, WAITING),
        )
        before = tail
        fresh: list[Entry] = []
        for payload, total in waiting:
            entry = Entry(case, incarnation, before.txn + 1, payload, total)
            tx.execute(
                "DELETE FROM log_aside WHERE case_id = ? AND incarnation = ? AND txn = ? AND hash = ?",
                (case, incarnation, entry.txn, total),
            )
            if tail == before:
                tail = follow(tx, entry, before, taken, fresh, marks)
            else:
                set_aside(tx, entry, FORKED, marks)
        log.store_all(tx, fresh)
        if tail == before:
            return


def set_aside(tx: Transaction, entry: Entry, reason: str, marks: Marks) -> None:
    """Keep an entry for later or for a person; nothing under a number from which a text was taken out."""
    if (entry.incarnation, entry.txn) in marks:
        try:
            entry = stripped(entry, marks)
        except RedactionError:
            return
    tx.execute(
        "INSERT OR IGNORE INTO log_aside (case_id, incarnation, txn, hash, payload, reason) VALUES (?, ?, ?, ?, ?, ?)",
        (entry.case, entry.incarnation, entry.txn, entry.hash, entry.payload, reason),
    )


def stands(reader: Reader, entry: Entry) -> bool:
    """Exactly this entry is in the log."""
    found = reader.one(
        "SELECT hash FROM log_entry WHERE case_id = ? AND incarnation = ? AND txn = ?", (entry.case, entry.incarnation, entry.txn)
    )
    return found is not None and found[0] == entry.hash


def counts(reader: Reader, case: str) -> tuple[int, int]:
    """How many entries of the case wait, and how many were refused."""
    by_reason: dict[str, int] = dict(
        reader.query("SELECT reason, count(*) FROM log_aside WHERE case_id = ? GROUP BY reason", (case,))
    )
    return by_reason.pop(WAITING, 0), sum(by_reason.values())
