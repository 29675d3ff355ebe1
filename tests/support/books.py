"""One laptop's log of a case, twice: the journal on a vault without a disk, and the journal's parts alone, which is quick."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from rygsaek.history import log
from rygsaek.history.changes import ROW_REMOVED, Change, NewChange
from rygsaek.history.clock import HybridClock
from rygsaek.history.entries import NO_HASH, Entry, Opened, chain_hash, issued_again, pack, unpack
from rygsaek.history.ids import ChangeId
from rygsaek.history.journal import Journal
from rygsaek.history.reading import state_of
from rygsaek.history.registers import CaseState, Key, fold
from rygsaek.history.reissuing import Stored, settled
from rygsaek.history.rows import seen_in
from tests.support.memory_vault import MemoryVault

CASE_STEPS = log.MIGRATIONS


opened_once = lru_cache(4096)(unpack)
"""What one laptop has read, the others need not read again."""


class Clock:
    """Says what it is told to say."""

    def __init__(self, ms: int) -> None:
        self.ms = ms

    def now(self) -> int:
        return self.ms


class Image(NamedTuple):
    """What a copy of a disk holds."""

    incarnation: str
    entries: tuple[Entry, ...]


class Book(Protocol):
    """A case's log on one laptop."""

    @property
    def incarnation(self) -> str: ...

    def save(self, changes: Sequence[NewChange], by: str) -> None: ...

    def take(self, entries: Sequence[Entry]) -> None: ...

    def begin_again(self, first: Mapping[str, int]) -> None:
        """A new incarnation, under which is issued again what others wrote: by incarnation, from which save on."""

    def state(self) -> CaseState: ...

    def changes(self) -> list[Change]: ...

    def entries(self) -> tuple[Entry, ...]: ...

    def image(self) -> Image: ...

    def put_back(self, image: Image) -> None: ...

    def reopen(self) -> None:
        """As after a crash: nothing is known but what was durable."""


class QuickBook:
    """The journal's parts: packing, chains, folding, issuing again; in memory."""

    def __init__(self, case: str, name: str, clock: Clock) -> None:
        self._case, self._clock = case, HybridClock(clock.now)
        self._names = (f"{name}{life}" for life in itertools.count())
        self.incarnation = next(self._names)
        self._chains: dict[str, list[Entry]] = {}
        self._opened: dict[str, list[Opened]] = {}
        self._aside: set[Entry] = set()
        self._state = CaseState()

    def save(self, changes: Sequence[NewChange], by: str) -> None:
        state, at, made = self._state, self._clock.after(self._state.latest), list[Change]()
        txn, standing = len(self._chains.get(self.incarnation, ())) + 1, dict[Key, tuple[ChangeId, ...]]()
        for n, new in enumerate(changes):
            key = (new.document, new.register)
            heads = standing.get(key) or tuple(head.id for head in state.register(*key).heads)
            value = {**(new.value or {}), "seen": seen_in(state, *key)} if new.kind == ROW_REMOVED else new.value
            one = ChangeId(self.incarnation, self._case, txn, n)
            made.append(Change(one, at, by, new.document, new.register, new.kind, value, heads))
            standing[key] = (one,)
        self._follow(self._next(pack(made, None)))
        self._state = state.plus(made)

    def _next(self, payload: bytes) -> Entry:
        """The entry that continues one's own chain."""
        chain = self._chains.get(self.incarnation, ())
        txn, before = len(chain) + 1, chain[-1].hash if chain else NO_HASH
        total = chain_hash(self._case, self.incarnation, txn, before, payload)
        return Entry(self._case, self.incarnation, txn, payload, total)

    def _follow(self, entry: Entry) -> None:
        self._chains.setdefault(entry.incarnation, []).append(entry)
        opened = opened_once(entry.case, entry.incarnation, entry.txn, entry.payload)
        self._opened.setdefault(entry.incarnation, []).append(opened)

    def take(self, entries: Sequence[Entry]) -> None:
        new, is_anew = list[Change](), False
        waiting = sorted({*entries, *self._aside})
        self._aside.clear()
        for entry in waiting:
            chain = self._chains.get(entry.incarnation, [])
            before = chain[-1].hash if chain else NO_HASH
            if entry.txn > len(chain) + 1:
                self._aside.add(entry)
            elif entry.txn == len(chain) + 1:
                assert chain_hash(self._case, entry.incarnation, entry.txn, before, entry.payload) == entry.hash
                self._follow(entry)
                opened = self._opened[entry.incarnation][-1]
                is_anew = is_anew or opened.again is not None
                new.extend(opened.changes)
            else:
                assert chain[entry.txn - 1] == entry, "a fork"
        if is_anew or (new and any(one.again is not None for opened in self._opened.values() for one in opened)):
            self._state = fold(self.changes())
        elif new:
            self._state = self._state.plus(new)

    def begin_again(self, first: Mapping[str, int]) -> None:
        self.incarnation = next(self._names)
        for old, number in sorted(first.items()):
            dropped = self._chains[old][number - 1 :]
            del self._chains[old][number - 1 :], self._opened[old][number - 1 :]
            for entry in dropped:
                self._follow(self._next(issued_again(entry)))
        self.reopen()

    def state(self) -> CaseState:
        return self._state

    def changes(self) -> list[Change]:
        stored = [
            Stored((incarnation, entry.txn), entry.hash, opened)
            for incarnation, chain in sorted(self._chains.items())
            for entry, opened in zip(chain, self._opened[incarnation], strict=True)
        ]
        if any(one.opened.again is not None for one in stored):
            return settled(stored)
        return [change for one in stored for change in one.opened.changes]

    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for _, chain in sorted(self._chains.items()) for entry in chain)

    def image(self) -> Image:
        return Image(self.incarnation, self.entries())

    def put_back(self, image: Image) -> None:
        self.incarnation = image.incarnation
        self._chains, self._opened, self._aside, self._state = {}, {}, set(), CaseState()
        self.take(image.entries)

    def reopen(self) -> None:
        """Read again as a journal reads, which is to give just what folding every change gives."""
        folded = fold(self.changes())
        read = state_of(self._case, [(one.incarnation, one.txn, one.payload) for one in self.entries()])
        assert read in (None, folded), "read otherwise than folded"
        self._state = folded


class JournalBook:
    """The journal itself, on a vault without a disk that many cases share."""

    def __init__(self, case: str, vault: MemoryVault, clock: Clock) -> None:
        self._case, self._vault, self._clock = case, vault, HybridClock(clock.now)
        self._open()

    def _open(self) -> None:
        self.journal = Journal(self._vault.as_vault(), (), self._clock)

    @property
    def incarnation(self) -> str:
        return self._vault.incarnation

    def save(self, changes: Sequence[NewChange], by: str) -> None:
        self.journal.append(self._case, changes, by)

    def take(self, entries: Sequence[Entry]) -> None:
        self.journal.merge(self._case, entries)

    def begin_again(self, first: Mapping[str, int]) -> None:
        with self._vault.write() as tx:
            self._vault.begin_incarnation(tx)
            self.journal.reissue(self._case, first, tx=tx)

    def state(self) -> CaseState:
        return self.journal.state(self._case)

    def changes(self) -> list[Change]:
        with self._vault.read() as reader:
            return log.changes(reader, self._case)

    def entries(self) -> tuple[Entry, ...]:
        return self.journal.entries(self._case)

    def image(self) -> Image:
        return Image(self.incarnation, self.entries())

    def put_back(self, image: Image) -> None:
        self._vault.incarnation = image.incarnation
        with self._vault.write() as tx:
            for table in ("log_entry", "log_aside"):
                tx.execute(f"DELETE FROM {table} WHERE case_id = ?", (self._case,))
            store_all(tx, image.entries)
        self._open()

    def reopen(self) -> None:
        self._open()


def store_all(tx: log.Transaction, entries: Iterable[Entry]) -> None:
    for entry in entries:
        log.store(tx, entry)
