"""The log of every case: append, read, merge, undo. A save and all its projections are one transaction, or nothing.

The states of a few cases are kept in memory. They follow from the log, and only this process writes it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from rygsaek.errors import OursError
from rygsaek.history import log, redacting
from rygsaek.history.changes import ROW_REMOVED, Change, NewChange
from rygsaek.history.clock import HybridClock
from rygsaek.history.entries import Entry, issued_again, pack
from rygsaek.history.ids import ChangeId
from rygsaek.history.log import Tail
from rygsaek.history.merging import Merged, stands, take, take_runs
from rygsaek.history.projection import Projector, settle
from rygsaek.history.reading import read
from rygsaek.history.redacting import Mark
from rygsaek.history.registers import CaseState, Key, fold
from rygsaek.history.reissuing import Save
from rygsaek.history.rows import seen_in
from rygsaek.history.runs import Run
from rygsaek.history.undoing import Undoable, taking_back, undoable
from rygsaek.vault.driver import SUPPORT
from rygsaek.vault.transaction import Reader, Transaction
from rygsaek.vault.vault import Vault

T = TypeVar("T")

KEPT_CASES = 16
_id = attrgetter("id")


class Held(NamedTuple):
    """A case's state, and where the chain of this vault's incarnation ends in it. has_again: something in it was issued again."""

    state: CaseState
    incarnation: str
    tail: Tail
    has_again: bool = False


class Journal:
    """Every case's log in one vault. Usable from any thread.

    projectors: applied in their order, in the same transaction as what they follow.
    """

    def __init__(self, vault: Vault, projectors: Sequence[Projector], clock: HybridClock) -> None:
        self.vault = vault
        self.projectors = tuple(projectors)
        self._clock = clock
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._epoch = 0
        self._guard = threading.Lock()
        settle(vault, self.projectors)

    def follow(self, projectors: Sequence[Projector]) -> None:
        """Have other projectors follow the log from now on. A vault has one journal for as long as it is open: what is kept in
        memory is right only where nobody else writes."""
        with self.vault.write():  # nothing is half applied by the ones before
            self.projectors = tuple(projectors)
        settle(self.vault, self.projectors)

    def append(
        self,
        case: str,
        changes: Sequence[NewChange],
        by: str,
        *,
        tx: Transaction | None = None,
        supersedes: Mapping[Key, tuple[ChangeId, ...]] | None = None,
    ) -> tuple[Change, ...]:
        """Save changes as one transaction, with everything that follows from them. Durable when it returns (without `tx`).

        Each supersedes what stands in its register now, or what `supersedes` names for its (document, register): what
        its author had seen, where something has come in since. Raises DiskError or VaultError; then nothing was saved.
        """
        if not changes:
            return ()
        return self._within(tx, lambda within: self._append(within, case, changes, by, supersedes or {}))

    def state(self, case: str, reader: Reader | None = None) -> CaseState:
        """What stands in a case; an empty state for one that is not known. reader: to see inside a transaction."""
        if isinstance(reader, Transaction):
            return self._hold(reader, case).state
        with self._guard:
            held, epoch = self._held.get(case), self._epoch
            if held is not None:
                self._held.move_to_end(case)
                return held.state
        with self.vault.read() as view:
            found = self._read(view, case)
        with self._guard:
            if self._epoch == epoch:
                self._keep(case, found)
        return found.state

    def changes(self, case: str) -> tuple[Change, ...]:
        """Every change of a case in the order to show them: by stamp, then id."""
        with self.vault.read() as reader:
            return tuple(sorted(log.changes(reader, case), key=lambda change: (change.at, change.id)))

    def entries(self, case: str) -> tuple[Entry, ...]:
        """The log of a case as it is stored, for handing on."""
        with self.vault.read() as reader:
            return tuple(log.entries(reader, case))

    def cases(self) -> tuple[str, ...]:
        """Every case, in order of the ids."""
        with self.vault.read() as reader:
            return log.cases(reader)

    def merge(self, case: str, entries: Iterable[Entry], *, tx: Transaction | None = None) -> Merged:
        """Take in another copy's entries of a case: any of them, in any order, any number of times.

        Entries of this vault's own incarnation that it has not got itself tell that it was copied or put back: it then
        begins a new incarnation. Raises InputError for another case's entries, DiskError, VaultError.
        """
        given = tuple(entries)
        return self._within(tx, lambda within: self._merge(within, case, given, lambda: take(within, case, given)))

    def merge_runs(self, case: str, runs: Sequence[Run], *, tx: Transaction, state: CaseState | None = None) -> Merged:
        """The same of entries that were hashed and opened already. state: what stands after them alone, where it is known."""
        given = [entry for run in runs for entry in run.entries]
        return self._merge(tx, case, given, lambda: take_runs(tx, case, runs), state)

    def reissue(self, case: str, first: Mapping[str, int], *, tx: Transaction | None = None) -> dict[Save, Save]:
        """Issue again, under this vault's incarnation, what others wrote here and nobody else has.

        first: by incarnation, from which save on. All that this vault has not handed on is to be issued again at once, for
        it names each other; the incarnation must be a fresh one. Returns the new (incarnation, save) by the old, for drafts
        and whatever else outside the log names them. Raises OursError, DiskError, VaultError.
        """
        return self._within(tx, lambda within: self._reissue(within, case, first))

    def redact(self, case: str, marks: Iterable[Mark], *, tx: Transaction) -> None:
        """Take texts out of a case for good, as everybody has. Raises RedactionError; nothing is written then."""
        redacting.take(tx, case, tuple(marks))
        self._apply_anew(tx, case)

    def rewrite(self, case: str, places: Mapping[Save, Iterable[int]], *, tx: Transaction) -> None:
        """The same in a vault whose log nobody else has. Raises RedactionError; nothing is written then."""
        redacting.rewrite(tx, case, places)
        self._apply_anew(tx, case)

    def forget(self, case: str, *, tx: Transaction) -> None:
        """Let go of a case for good: its log and everything that follows from it. Somebody else's word can bring it back."""
        self._hold(tx, case)
        for projector in self.projectors:
            projector.forget(tx, case)
        for table in ("log_entry", "log_aside", "log_redaction", "log_case"):
            tx.execute(f"DELETE FROM {table} WHERE case_id = ?", (case,))  # noqa: S608 - our own names
        tx.memory[self][case] = Held(fold(()), self.vault.incarnation, log.START)

    def refresh(self, case: str, *, tx: Transaction) -> None:
        """Make a case's projections again: something that they need and that is no change has come."""
        self._apply_anew(tx, case)

    def undoable(self, case: str, by: str) -> Undoable | None:
        """The save that `undo` would take back, or None."""
        with self.vault.read() as reader:
            state = self.state(case)
            return undoable(reader, state, case, self.vault.incarnation, by)

    def undo(self, case: str, by: str, *, tx: Transaction | None = None) -> tuple[Change, ...] | None:
        """Take back the person's latest save, if it still stands; returns the changes that did, or None."""
        return self._within(tx, lambda within: self._undo(within, case, by))

    def _undo(self, tx: Transaction, case: str, by: str) -> tuple[Change, ...] | None:
        state, incarnation, tail, _ = self._hold(tx, case)
        one = undoable(tx, state, case, incarnation, by)
        if one is None:
            return None
        first = ChangeId(incarnation, case, tail.txn + 1, 0)
        return self._save(tx, case, taking_back(tx, state, one, first, self._clock.after(state.latest), by), one.txn)

    def _merge(
        self, tx: Transaction, case: str, entries: Sequence[Entry], taking: Callable[[], Merged], state: CaseState | None = None
    ) -> Merged:
        held = self._hold(tx, case)
        merged = taking()
        own = [entry for entry in entries if entry.incarnation == held.incarnation]
        if any(entry.txn > held.tail.txn or not stands(tx, entry) for entry in own):
            self.vault.begin_incarnation(tx)
        if merged.is_again or (held.has_again and merged.changes):
            self._apply_anew(tx, case)
        elif merged.changes:
            incarnation = self.vault.incarnation
            if state is None or not held.state.is_empty or not state.has_all(map(_id, merged.changes)):
                state = held.state.plus(merged.changes)
            woken = (one for one in held.state.pending if state.has(one.id))
            self._apply(tx, case, (*merged.changes, *woken), Held(state, incarnation, log.tail(tx, case, incarnation)))
        return merged

    def _reissue(self, tx: Transaction, case: str, first: Mapping[str, int]) -> dict[Save, Save]:
        incarnation, names = self.vault.incarnation, dict[Save, Save]()
        tail = log.tail(tx, case, incarnation)
        if tail.txn:
            raise OursError("Noget gik galt i programmet.", SUPPORT, code="bug.reissue")
        for old, number in sorted(first.items()):
            for entry in log.drop(tx, case, old, number):
                again = log.following(case, incarnation, tail, issued_again(entry))
                log.store(tx, again)
                names[old, entry.txn] = (incarnation, again.txn)
                tail = Tail(again.txn, again.hash)
        if names:
            self._apply_anew(tx, case)
        return names

    def _apply_anew(self, tx: Transaction, case: str) -> None:
        """Read the case again, and make its projections again: what names an entry may mean another than it did.

        Of a case of which nothing is here nothing is shown: its texts may be taken out before it has come.
        """
        self._hold(tx, case)
        changes, has_again = log.known(tx, case)
        for projector in self.projectors:
            projector.forget(tx, case)
        incarnation = self.vault.incarnation
        held = Held(fold(changes), incarnation, log.tail(tx, case, incarnation), has_again)
        if changes:
            self._apply(tx, case, changes, held)
        else:
            tx.memory[self][case] = held

    def _append(
        self, tx: Transaction, case: str, changes: Sequence[NewChange], by: str, seen: Mapping[Key, tuple[ChangeId, ...]]
    ) -> tuple[Change, ...]:
        state, incarnation, tail, _ = self._hold(tx, case)
        at, made = self._clock.after(state.latest), list[Change]()
        standing: dict[Key, tuple[ChangeId, ...]] = dict(seen)
        for n, new in enumerate(changes):
            key = (new.document, new.register)
            heads = standing.get(key)
            if heads is None:
                heads = tuple(head.id for head in state.register(*key).heads)
            one = ChangeId(incarnation, case, tail.txn + 1, n)
            value = new.value
            if new.kind == ROW_REMOVED:
                value = {**(value or {}), "seen": seen_in(state, *key)}
            made.append(Change(one, at, by, new.document, new.register, new.kind, value, heads))
            standing[key] = (one,)
        return self._save(tx, case, made, None)

    def _save(self, tx: Transaction, case: str, made: Sequence[Change], undoes: int | None) -> tuple[Change, ...]:
        """Store one save of this vault's own and apply it."""
        state, incarnation, tail, has_again = self._hold(tx, case)
        entry = log.following(case, incarnation, tail, pack(made, undoes))
        log.store(tx, entry)
        if has_again:
            self._apply_anew(tx, case)
        else:
            self._apply(tx, case, made, Held(state.plus(made), incarnation, Tail(entry.txn, entry.hash)))
        return tuple(made)

    def _apply(self, tx: Transaction, case: str, made: Sequence[Change], held: Held) -> None:
        tx.memory[self][case] = held
        for projector in self.projectors:
            projector.apply(tx, case, made, held.state)

    def _within(self, tx: Transaction | None, work: Callable[[Transaction], T]) -> T:
        if tx is not None:
            return work(tx)
        with self.vault.write() as own:
            return work(own)

    def _hold(self, tx: Transaction, case: str) -> Held:
        """The case as this transaction sees it, its own changes included."""
        mine: dict[str, Held] | None = tx.memory.get(self)
        if mine is None:
            mine = tx.memory[self] = {}
            tx.after_commit(lambda: self._committed(tx))
        held = mine.get(case) or self._held.get(case)
        if held is None:
            held = self._read(tx, case)
        if held.incarnation != self.vault.incarnation:
            held = Held(held.state, self.vault.incarnation, log.tail(tx, case, self.vault.incarnation), held.has_again)
        mine[case] = held
        return held

    def _committed(self, tx: Transaction) -> None:
        with self._guard:
            self._epoch += 1
            for case, held in tx.memory[self].items():
                self._keep(case, held)

    def _keep(self, case: str, held: Held) -> None:
        self._held[case] = held
        self._held.move_to_end(case)
        while len(self._held) > KEPT_CASES:
            self._held.popitem(last=False)

    def _read(self, reader: Reader, case: str) -> Held:
        incarnation = self.vault.incarnation
        found = read(reader, case, incarnation)
        return Held(found.state, incarnation, found.tail, found.has_again)
