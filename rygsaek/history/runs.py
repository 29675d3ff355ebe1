"""Saves of one chain as they come from elsewhere, hashed one behind another and opened: once, by whoever takes them in.

Whoever has a run knows that its entries follow each other, that each can be read, and where they end. What is left to see is
whether the first follows what is here (merging.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, repeat
from typing import NamedTuple

from rygsaek.history.entries import Entry, Opened, chain_hashes
from rygsaek.history.log import Tail
from rygsaek.history.redacting import NO_MARKS, Marks, hash_behind


class Run(NamedTuple):
    """Entries that follow each other, at least one. behind: where their chain ends before the first; opened: what each says."""

    behind: Tail
    entries: tuple[Entry, ...]
    opened: tuple[Opened, ...]

    @property
    def incarnation(self) -> str:
        return self.entries[0].incarnation

    @property
    def end(self) -> Tail:
        """Where the chain ends with it."""
        return Tail(self.entries[-1].txn, self.entries[-1].hash)


def run_of(
    case: str, incarnation: str, behind: Tail, payloads: Sequence[bytes], said: Sequence[Opened], marks: Marks = NO_MARKS
) -> Run:
    """The entries that payloads make behind an end. said: what each says; marks: of redactions."""
    first = behind.txn + 1
    if marks:
        hashes, before = list[bytes](), behind.hash
        for txn, payload in enumerate(payloads, first):
            before = hash_behind(case, (incarnation, txn), before, payload, marks)
            hashes.append(before)
    else:
        hashes = chain_hashes(case, incarnation, first, behind.hash, payloads)
    parts = zip(repeat(case), repeat(incarnation), count(first), payloads, hashes, strict=False)
    return Run(behind, tuple(map(tuple.__new__, repeat(Entry), parts)), tuple(said))
