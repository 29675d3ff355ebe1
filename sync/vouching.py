"""How far a lead vouches for a case's chains, in the place of envelopes that the store may have let go of after a redaction.

The lead has signed the log's hash there, which covers every save before it, so what a checkpoint says of them cannot be other
than what the lead saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rygsaek.history.entries import Entry
from rygsaek.vault.transaction import Reader, Transaction
from sync import chains, matter
from sync.aside import AsideError
from sync.chains import Chain
from sync.contents import Into
from sync.sealing.bodies import Covered


class Vouched(NamedTuple):
    """A chain up to an envelope (seq, id), which carried it up to a save (last) with this hash."""

    incarnation: str
    device: bytes
    seq: int
    id: bytes
    last: int
    hash: bytes


def all_of(reader: Reader, case: str) -> dict[str, Vouched]:
    """Every chain of a case that is vouched for, by incarnation."""
    rows = reader.query("SELECT incarnation, device, seq, id, last, hash FROM sync_vouched WHERE case_id = ?", (case,))
    return {row[0]: Vouched(row[0], bytes(row[1]), row[2], bytes(row[3]), row[4], bytes(row[5])) for row in rows}


def put(tx: Transaction, case: str, one: Vouched) -> None:
    """Keep how far a chain is vouched for; the furthest counts."""
    before = all_of(tx, case).get(one.incarnation)
    if before is None or before.seq < one.seq:
        tx.execute("INSERT OR REPLACE INTO sync_vouched VALUES (?, ?, ?, ?, ?, ?, ?)", (case, *one))
    tx.execute(
        "UPDATE sync_behind SET at_seq = ?, at_id = ?, at_last = ? WHERE case_id = ? AND incarnation = ? AND at_seq < ?",
        (one.seq, one.id, one.last, case, one.incarnation, one.seq),
    )
    tx.execute("DELETE FROM sync_behind WHERE case_id = ? AND incarnation = ? AND seq <= at_seq", (case, one.incarnation))


def check(vouched: Mapping[str, Vouched], told: Iterable[Covered], entries: Iterable[Entry]) -> None:
    """Raises AsideError (`checkpoint.differs`) where a checkpoint says something else than what is vouched for, or less.

    told: where it says that the chains end; entries: what it carries. Nobody can hold it against the envelopes any more.
    """
    ends, hashes = {one.incarnation: one for one in told}, {(one.incarnation, one.txn): one.hash for one in entries}
    for sure in vouched.values():
        end = ends.get(sure.incarnation)
        is_there = end is not None and end.seq >= sure.seq and hashes.get((sure.incarnation, sure.last)) == sure.hash
        if end is None or not is_there or end.device != sure.device:
            raise AsideError("checkpoint.differs")
        if end.seq == sure.seq and (end.id, end.last) != (sure.id, sure.last):
            raise AsideError("checkpoint.differs")


def catch_up(into: Into, vouched: Mapping[str, Vouched], entries: Sequence[Entry]) -> None:
    """Take from a checkpoint the saves whose envelopes have gone before they came here. entries: checked."""
    tx = into.tx
    for one in vouched.values():
        case = entries[0].case
        known = chains.get(tx, case, one.incarnation, "changes")
        lacking = [entry for entry in entries if entry.incarnation == one.incarnation and known.last < entry.txn <= one.last]
        if known.seq >= one.seq or known.is_frozen or one.incarnation == into.journal.vault.incarnation or not lacking:
            continue
        merged = into.journal.merge(case, lacking, tx=tx)
        matter.note_lacking(tx, case, merged.changes)
        chains.put(tx, Chain(case, one.incarnation, "changes", one.device, one.seq, one.id, one.last))
