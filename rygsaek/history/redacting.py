"""A text or an attached file taken out of the log for good, while every chain still holds.

A save whose text was taken out keeps its number, its hash, its ids and all that it superseded; in the text's place stands that it
was taken out, and of a file the hash of its content. Its hash cannot be computed from it any more, so what vouches for it is a
mark: the hash that the save had, and the one that what is left of it has in its place. That one covers the saves before it, as
the save's own did: else whoever gets the log anew could be told anything of them. Who may make a mark is for whoever hands it in
to know (sync: a lead's signature).

    mark = incarnation, save, which changes of it, hash of the save, hash of what is left of it behind the same save

In a vault whose log nobody else has, no mark is needed: the saves behind are chained anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from rygsaek.history import log
from rygsaek.history.changes import ANSWER_GIVEN, FILE_ATTACHED, NOTE_WRITTEN, REDACTED
from rygsaek.history.entries import ENCODER, RAW, Entry, chain_hash
from rygsaek.history.reissuing import Save
from rygsaek.vault.transaction import Reader, Transaction

TEXTS: Final = frozenset({ANSWER_GIVEN, NOTE_WRITTEN})
"""Kinds that carry a text which can be taken out."""
TAKEN_OUT: Final = TEXTS | {FILE_ATTACHED}
"""Kinds of what can be taken out: a text, or a file with its title and its key."""
CHANGES_AT, KIND_AT, VALUE_AT, SUPERSEDES_AT = 5, 2, 3, 4


class RedactionError(ValueError):
    """What is to be taken out is not what stands here, or nothing that can be taken out."""


class Mark(NamedTuple):
    """changes: places in the save, rising; hash: the save's; left: the hash that it has without them."""

    incarnation: str
    txn: int
    changes: tuple[int, ...]
    hash: bytes
    left: bytes

    @property
    def save(self) -> Save:
        return self.incarnation, self.txn


Marks = Mapping[Save, Mark]
NO_MARKS: Final[Marks] = {}


def without(payload: bytes, changes: Iterable[int]) -> bytes:
    """A payload without the texts of these changes; the same for everybody. Raises RedactionError where one is no text."""
    fields = RAW.decode(payload)
    made: list[Any] = list(RAW.decode(fields[CHANGES_AT]))
    for n in changes:
        if not 0 <= n < len(made):
            raise RedactionError("no such change")
        parts = RAW.decode(made[n])
        kind = msgspec.msgpack.decode(parts[KIND_AT])
        if kind != REDACTED and kind not in TAKEN_OUT:
            raise RedactionError("neither a text nor a file")
        left = file_left(parts[VALUE_AT]) if kind == FILE_ATTACHED else parts[VALUE_AT] if kind == REDACTED else None
        made[n] = [parts[0], parts[1], REDACTED, left, parts[SUPERSEDES_AT]]
    return ENCODER.encode([*fields[:CHANGES_AT], made, *fields[CHANGES_AT + 1 :]])


def file_left(value: bytes) -> dict[str, Any] | None:
    """What stays of a file that is taken out: the hash of its content."""
    match msgspec.msgpack.decode(value):
        case {"key": {"file": str(file)}}:
            return {"file": file}
    return None


def mark_of(entry: Entry, before: bytes, changes: Iterable[int]) -> Mark:
    """The mark for taking these changes' texts out of an entry. before: the hash of the save before it. Raises RedactionError."""
    places = tuple(sorted(set(changes)))
    left = chain_hash(entry.case, entry.incarnation, entry.txn, before, without(entry.payload, places))
    return Mark(entry.incarnation, entry.txn, places, entry.hash, left)


def marks_of(reader: Reader, case: str) -> Marks:
    """Every mark in a case, by save."""
    rows = reader.query("SELECT incarnation, txn, changes, hash, payload FROM log_redaction WHERE case_id = ?", (case,))
    found = [
        Mark(name, txn, tuple(msgspec.msgpack.decode(places)), bytes(total), bytes(left))
        for name, txn, places, total, left in rows
    ]
    return {one.save: one for one in found}


def follows(entry: Entry, before: bytes, marks: Marks) -> bool:
    """Whether an entry continues the chain that ends in `before`: by its payload, or as its mark says."""
    return hash_behind(entry.case, (entry.incarnation, entry.txn), before, entry.payload, marks) == entry.hash


def hash_behind(case: str, save: Save, before: bytes, payload: bytes, marks: Marks) -> bytes:
    """The hash of the entry that a payload makes behind `before`."""
    total, mark = chain_hash(case, *save, before, payload), marks.get(save)
    return mark.hash if mark is not None and total == mark.left else total


def as_left(entry: Entry, before: bytes, marks: Marks) -> Entry:
    """An entry behind `before` as it is to be stored: without what its mark takes out. Raises RedactionError."""
    left = stripped(entry, marks)
    if left is not entry and not follows(left, before, marks):
        raise RedactionError("leaves something else")
    return left


def stripped(entry: Entry, marks: Marks) -> Entry:
    """The same wherever the entry belongs, of which it is not known yet what goes before it. Raises RedactionError."""
    mark = marks.get((entry.incarnation, entry.txn))
    if mark is None or mark.hash != entry.hash:
        return entry
    return entry._replace(payload=without(entry.payload, mark.changes))


def take(tx: Transaction, case: str, marks: Iterable[Mark]) -> None:
    """Keep marks, and take out what they name of what is here; what comes later is taken in without.

    Raises RedactionError where the log here is another, or more would go than texts; nothing is written then.
    """
    kept = dict(marks_of(tx, case))
    fresh: list[Mark] = []
    for mark in marks:
        before = kept.get(mark.save)
        if before is not None and before.hash != mark.hash:
            raise RedactionError("another history")
        if before is None or set(before.changes) < set(mark.changes):
            kept[mark.save] = mark
            fresh.append(mark)
    left = [as_left(one, _before(tx, one), kept) for one in (_entry(tx, case, mark) for mark in fresh) if one is not None]
    for one in left:
        tx.execute(
            "UPDATE log_entry SET payload = ? WHERE case_id = ? AND incarnation = ? AND txn = ?",
            (one.payload, case, one.incarnation, one.txn),
        )
    for mark in fresh:
        tx.execute("DELETE FROM log_aside WHERE case_id = ? AND incarnation = ? AND txn = ?", (case, *mark.save))
        places = msgspec.msgpack.encode(mark.changes)
        tx.execute(
            "INSERT OR REPLACE INTO log_redaction VALUES (?, ?, ?, ?, ?, ?)", (case, *mark.save, places, mark.hash, mark.left)
        )


def rewrite(tx: Transaction, case: str, places: Mapping[Save, Iterable[int]]) -> None:
    """Take texts out of a log that nobody else has: what stands behind them is chained anew. Raises RedactionError."""
    before: dict[str, bytes] = {}
    rewritten: list[Entry] = []
    for one in log.entries(tx, case):
        found = places.get((one.incarnation, one.txn))
        payload = one.payload if found is None else without(one.payload, found)
        after = before.get(one.incarnation, log.START.hash)
        total = chain_hash(case, one.incarnation, one.txn, after, payload)
        before[one.incarnation] = total
        if total != one.hash:
            rewritten.append(one._replace(payload=payload, hash=total))
    for one in rewritten:
        tx.execute(
            "UPDATE log_entry SET payload = ?, hash = ? WHERE case_id = ? AND incarnation = ? AND txn = ?",
            (one.payload, one.hash, case, one.incarnation, one.txn),
        )


def _entry(reader: Reader, case: str, mark: Mark) -> Entry | None:
    """The entry that a mark is about, where it is here. Raises RedactionError where another stands there."""
    row = reader.one("SELECT payload, hash FROM log_entry WHERE case_id = ? AND incarnation = ? AND txn = ?", (case, *mark.save))
    if row is None:
        return None
    if bytes(row[1]) != mark.hash:
        raise RedactionError("another history")
    return Entry(case, *mark.save, bytes(row[0]), bytes(row[1]))


def _before(reader: Reader, entry: Entry) -> bytes:
    """The hash of the save before one that is here."""
    place = (entry.case, entry.incarnation, entry.txn - 1)
    row = reader.one("SELECT hash FROM log_entry WHERE case_id = ? AND incarnation = ? AND txn = ?", place)
    return log.START.hash if row is None else bytes(row[0])
