"""Which saves no envelope carries yet: told by where the log ends and where the envelopes end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rygsaek.history import log
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader, Transaction


class Uncovered(NamedTuple):
    """Saves of one incarnation in a case that no envelope carries: from first to last."""

    incarnation: str
    first: int
    last: int


class Unsealed:
    """The projector: marks each case that something was saved in. Of its table nothing follows from the log alone."""

    name = "sync_unsealed"
    version = 1
    tables: tuple[str, ...] = ()

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Mark the case."""
        tx.execute("INSERT OR IGNORE INTO sync_unsealed (case_id) VALUES (?)", (case,))

    def forget(self, tx: Transaction, case: str) -> None:
        """Nothing is shown of a case here that could be forgotten."""


def marked(reader: Reader) -> tuple[str, ...]:
    """Cases that may have something, in order of the ids."""
    return tuple(row[0] for row in reader.query("SELECT case_id FROM sync_unsealed ORDER BY case_id"))


def uncovered(reader: Reader, case: str) -> tuple[Uncovered, ...]:
    """Every incarnation's saves in a case that no envelope carries, by incarnation."""
    carried: dict[str, int] = dict(
        reader.query("SELECT incarnation, last FROM sync_chain WHERE case_id = ? AND type = 'changes'", (case,))
    )
    ends = ((name, carried.get(name, 0), tail.txn) for name, tail in log.tails(reader, case).items())
    return tuple(Uncovered(name, last + 1, end) for name, last, end in ends if end > last)


def note_why(tx: Transaction, case: str, why: str) -> None:
    """Say why a case's saves cannot be sealed: a code."""
    tx.execute("UPDATE sync_unsealed SET why = ? WHERE case_id = ?", (why, case))


def is_held_up(reader: Reader) -> bool:
    """Some case's saves could not be sealed when it was last tried."""
    return reader.one("SELECT 1 FROM sync_unsealed WHERE why <> '' LIMIT 1") is not None


def unmark(tx: Transaction, case: str) -> None:
    """Take the mark off where every save is in an envelope."""
    if not uncovered(tx, case):
        tx.execute("DELETE FROM sync_unsealed WHERE case_id = ?", (case,))
