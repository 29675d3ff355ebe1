"""What others have sealed, kept as it came: a store that has lost it gets it again from whoever has it.

Who had sealed it may have left, be out of the case by now, or be away for weeks; each envelope proves by itself whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rygsaek.vault.transaction import Reader, Transaction
from sync.proof.envelopes import Checked
from sync.wire.codec import encode
from sync.wire.office import Forgotten
from sync.wire.requests import HeadsAnswer

TYPES: Final = ("changes", "access")
"""What nobody else could make again. Checkpoints and summaries are made anew by whoever writes next."""
LACKING: Final = """
    SELECT case_id, incarnation, type, seq, data FROM sync_lost JOIN (
        SELECT case_id, incarnation, type, seq, data FROM sync_kept
        UNION ALL SELECT case_id, incarnation, type, seq, data FROM sync_own
    ) USING (case_id, incarnation, type, seq) ORDER BY case_id, incarnation, type, seq"""


class Kept(NamedTuple):
    """An envelope that the store lacks: its place in its chain, and its bytes."""

    place: tuple[str, str, str, int]
    data: bytes


def keep(tx: Transaction, checked: Checked) -> None:
    """Keep an envelope that was taken in."""
    header = checked.header
    if header.type in TYPES:
        place = header.case, header.incarnation, header.type, header.seq
        tx.execute("INSERT OR IGNORE INTO sync_kept VALUES (?, ?, ?, ?, ?)", (*place, encode(checked.envelope)))


def begin(tx: Transaction, own: str) -> None:
    """The store has lost something, or is another: it is to be asked where the chains of others end there.

    own: this laptop's incarnation, whose chains are asked for by themselves; those of its earlier lives are as others'.
    """
    tx.execute(
        "INSERT OR IGNORE INTO sync_compared SELECT incarnation FROM sync_kept WHERE incarnation <> ?1"
        " UNION SELECT incarnation FROM sync_own WHERE incarnation <> ?1 AND position > 0",
        (own,),
    )


def to_compare(reader: Reader) -> tuple[str, ...]:
    """The incarnations about which the store is to be asked."""
    return tuple(one for (one,) in reader.query("SELECT incarnation FROM sync_compared ORDER BY incarnation"))


def compare(tx: Transaction, incarnation: str, answer: HeadsAnswer) -> None:
    """Note which envelopes of an incarnation the store lacks, by where it says that its chains end."""
    for kept in ("sync_kept", "sync_own"):
        is_there = "" if kept == "sync_kept" else " AND position > 0 AND length(data) > 0"
        tx.execute(
            "INSERT OR IGNORE INTO sync_lost SELECT case_id, incarnation, type, seq"  # noqa: S608 - names of our own
            f" FROM {kept} WHERE incarnation = ? AND type IN (?, ?){is_there}",
            (incarnation, *TYPES),
        )
    tx.executemany(
        "DELETE FROM sync_lost WHERE case_id = ? AND incarnation = ? AND type = ? AND seq <= ?",
        [(one.case, incarnation, one.type, one.seq) for one in answer.heads],
    )
    tx.execute("DELETE FROM sync_compared WHERE incarnation = ?", (incarnation,))


def lacking(reader: Reader) -> Iterator[Kept]:
    """What is to be handed in again, each behind the one before it in its chain."""
    for case, incarnation, type_, seq, data in reader.execute(LACKING):
        yield Kept((case, incarnation, type_, seq), data)


def answered(tx: Transaction, place: tuple[str, str, str, int]) -> None:
    """The store has taken it, or will not: a gap that nobody here can fill, or a case that it has been told to forget."""
    tx.execute("DELETE FROM sync_lost WHERE case_id = ? AND incarnation = ? AND type = ? AND seq = ?", place)


def let_go(tx: Transaction, case: str, chains: Iterable[Forgotten]) -> None:
    """A redaction names these: no sealed copy of the texts is left."""
    for table in ("sync_kept", "sync_lost"):
        tx.executemany(
            f"DELETE FROM {table} WHERE case_id = ? AND incarnation = ? AND type = 'changes' AND seq <= ?",  # noqa: S608
            [(case, one.incarnation, one.seq) for one in chains],
        )
