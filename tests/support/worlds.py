"""Four to eight laptops and a store, as a seed says: they write, are cut off, hear things twice and out of order, die, are put
back from images and copied, have their clocks set, are revoked. At the end all that are left agree, and nothing is missing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from rygsaek.history.changes import ANSWER_CLEARED, ANSWER_GIVEN, ROW_ADDED, Change, NewChange, row_removed
from rygsaek.history.entries import Entry, unpack
from rygsaek.history.registers import CaseState
from rygsaek.history.rows import all_rows
from tests.support.books import Book, Clock, Image
from tests.support.vaults import NOW_MS

TEN_YEARS_MS = 10 * 365 * 24 * 3600 * 1000
DOCUMENT, ROWS = "aftale", "maal"
REGISTERS = ("navn", "by", "@adresse", f"{ROWS}/r1/handling", f"{ROWS}/r2/handling", f"{ROWS}/r2/dato")

NewBook = Callable[[int, Clock], Book]


class Tally(NamedTuple):
    """What happened in a world."""

    laptops: int
    saves: int
    conflicts: int
    put_back: int
    revoked: int


class Laptop:
    """One of them. written: marks of what it has acknowledged and holds; owned: incarnations that were its own."""

    def __init__(self, number: int, new_book: NewBook) -> None:
        self.number, self.clock = number, Clock(NOW_MS)
        self.book = new_book(number, self.clock)
        self.written: set[str] = set()
        self.owned = {self.book.incarnation}
        self.cursor, self.is_online, self.is_revoked = 0, True, False
        self.images: list[tuple[Image, set[str], set[str], int]] = []


class World:
    """A course of things. The store keeps entries at positions and takes only what continues a chain, as the real one does."""

    def __init__(self, seed: int, new_book: NewBook) -> None:
        self.seed, self.chance = seed, random.Random(seed)
        self.laptops = [Laptop(number, new_book) for number in range(self.chance.randint(4, 8))]
        self.store: list[Entry] = []
        self.chains: dict[str, list[Entry]] = {}
        self.seen: dict[str, frozenset[str]] = {}
        self.kept: set[str] = set()
        self.marks = self.put_back = 0
        self.writes = iter(range(1, 1_000_000))

    def play(self, steps: int) -> Tally:
        """All of it. Raises AssertionError for a write that is lost, or laptops that do not agree."""
        for _ in range(steps):
            laptop = self.chance.choice(self.laptops)
            if not laptop.is_revoked:
                self.chance.choices(STEPS, WEIGHTS)[0](self, laptop)
        left = [laptop for laptop in self.laptops if not laptop.is_revoked]
        for laptop in [*left, *left]:
            laptop.is_online = True
            self.sync(laptop, is_whole=True)
        return self.look(left)

    def writes_something(self, laptop: Laptop) -> None:
        marks = [f"{laptop.number}.{next(self.writes)}" for _ in range(self.chance.choice((1, 1, 1, 2, 3)))]
        made = [a_change(self.chance, mark) for mark in marks]
        state = laptop.book.state()
        standing: dict[str, frozenset[str]] = {}
        for change in made:
            mark = mark_of(change.value)
            before = standing.get(change.register)
            if before is None:
                before = frozenset(mark_of(head.value) for head in state.register(DOCUMENT, change.register).heads)
            self.seen[mark] = before
            standing[change.register] = frozenset((mark,))
        laptop.book.save(made, f"fs{laptop.number}")
        laptop.written.update(mark_of(change.value) for change in made)

    def syncs(self, laptop: Laptop) -> None:
        if laptop.is_online:
            self.sync(laptop, is_whole=self.chance.random() < 0.5)

    def goes_in_or_out(self, laptop: Laptop) -> None:
        laptop.is_online = not laptop.is_online

    def has_its_clock_set(self, laptop: Laptop) -> None:
        laptop.clock.ms += self.chance.choice((-TEN_YEARS_MS, -1, 0, 1, TEN_YEARS_MS))

    def crashes(self, laptop: Laptop) -> None:
        laptop.book.reopen()

    def is_imaged(self, laptop: Laptop) -> None:
        laptop.images.append((laptop.book.image(), set(laptop.written), set(laptop.owned), laptop.cursor))

    def is_put_back(self, laptop: Laptop) -> None:
        """An image comes back, unnoticed on the same disk. What was only on the lost disk is lost with it."""
        if laptop.images:
            image, written, owned, laptop.cursor = self.chance.choice(laptop.images)
            laptop.written, laptop.owned = set(written), set(owned)
            laptop.book.put_back(image)
            self.put_back += 1

    def is_copied(self, laptop: Laptop) -> None:
        """Another laptop goes on from the same disk; what was only on its own disk is lost with it."""
        other = self.chance.choice(self.laptops)
        if other is not laptop and not other.is_revoked:
            other.book.put_back(laptop.book.image())
            other.written, other.owned, other.cursor = set(laptop.written), set(laptop.owned), laptop.cursor
            other.images.clear()
            self.put_back += 1

    def is_revoked(self, laptop: Laptop) -> None:
        """From now on the store takes nothing of it. Two are always left."""
        if sum(not one.is_revoked for one in self.laptops) > 2 and self.chance.random() < 0.5:
            laptop.is_revoked = True

    def sync(self, laptop: Laptop, *, is_whole: bool) -> None:
        """Look at one's own chains, hand in, take in. Not whole: it may break off anywhere."""
        self.look_at_own(laptop)
        if not self.hand_in(laptop, is_whole=is_whole):
            return
        self.take_in(laptop, is_whole=is_whole)

    def look_at_own(self, laptop: Laptop) -> None:
        """What the store has and this laptop has not, under its own name, tells that it was put back or copied."""
        book, first = laptop.book, dict[str, int]()
        chains: dict[str, list[Entry]] = {}
        for entry in book.entries():
            chains.setdefault(entry.incarnation, []).append(entry)
        is_behind = False
        for own in laptop.owned:
            mine, theirs = chains.get(own, []), self.chains.get(own, [])
            common = sum(1 for one, other in zip(mine, theirs, strict=False) if one == other)
            is_behind = is_behind or (len(theirs) > common if own == book.incarnation else len(mine) > common)
            if len(mine) > common:
                first[own] = common + 1
        if is_behind:
            book.begin_again(first)
            laptop.owned.add(book.incarnation)
            laptop.cursor = 0

    def hand_in(self, laptop: Laptop, *, is_whole: bool) -> bool:
        """False: it broke off. The same again changes nothing."""
        own = laptop.book.incarnation
        chain = self.chains.setdefault(own, [])
        for entry in laptop.book.entries():
            if entry.incarnation == own and entry.txn > len(chain):
                if not is_whole and self.chance.random() < 0.1:
                    return False
                chain.append(entry)
                self.store.append(entry)
                self.kept.update(marks_in(entry))
        return True

    def take_in(self, laptop: Laptop, *, is_whole: bool) -> None:
        """What is new, some of it twice and in any order; the cursor moves when all of it is in."""
        new = [entry for entry in self.store[laptop.cursor :] if entry.incarnation != laptop.book.incarnation]
        end = len(self.store)
        if not is_whole:
            heard = [entry for entry in [*new, *new] if self.chance.random() < 0.6]
            self.chance.shuffle(heard)
            for start in range(0, len(heard), 4):
                laptop.book.take(heard[start : start + 4])
            if self.chance.random() < 0.5:
                return
        laptop.book.take(new)
        laptop.cursor = end

    def look(self, left: list[Laptop]) -> Tally:
        """What must be true in the end."""
        books = [(laptop.number, laptop.book.state(), laptop.book.changes()) for laptop in left]
        written = {laptop.number: laptop.written for laptop in left}
        state, count = look_at(f"seed {self.seed}", books, written, self.kept, self.seen)
        return Tally(len(self.laptops), count, len(state.conflicts()), self.put_back, len(self.laptops) - len(left))


def look_at(
    told: str,
    books: Sequence[tuple[int, CaseState, list[Change]]],
    written: Mapping[int, set[str]],
    kept: set[str],
    seen: Mapping[str, frozenset[str]],
) -> tuple[CaseState, int]:
    """Whether laptops agree on a case and nothing is lost; returns its state, and how many writes are in it.

    books: number, state and changes of each laptop; written: marks that each has acknowledged; kept: that the store had;
    seen: by mark, what its author had seen to stand in its register. Raises AssertionError, beginning with `told`.
    """
    number, state, changes = books[0][0], books[0][1], by_id(books[0][2])
    marks = {mark_of(change.value) for change in changes}
    for other, its_state, its_changes in books:
        assert by_id(its_changes) == changes, f"{told}: laptops {number} and {other} hold different changes"
        assert its_state == state, f"{told}: laptops {number} and {other} show different states"
        assert all_rows(its_state, DOCUMENT, ROWS) == all_rows(state, DOCUMENT, ROWS), f"{told}: different rows"
    for other, some in written.items():
        assert not some - marks, f"{told}: lost what laptop {other} had acknowledged: {sorted(some - marks)}"
    assert not kept - marks, f"{told}: lost what the store had: {sorted(kept - marks)}"
    assert state.pending == (), f"{told}: something waits for ever"
    mark_by_id = {change.id: mark_of(change.value) for change in changes}
    assert len(mark_by_id) == len(changes) == len(marks), f"{told}: a change stands twice"
    for change in changes:
        gone = {mark_by_id[one] for one in change.supersedes}
        assert gone <= seen[mark_of(change.value)], f"{told}: something was superseded by who had not seen it"
    gone_ids = {one for change in changes for one in change.supersedes}
    assert set(state.heads(DOCUMENT)) == mark_by_id.keys() - gone_ids, f"{told}: a write neither stands nor was superseded"
    return state, len(marks)


def a_change(chance: random.Random, mark: str) -> NewChange:
    """Any change; its value carries a mark that no other has."""
    value: dict[str, Any] = {"mark": mark}
    kind = chance.random()
    if kind < 0.7:
        return NewChange(DOCUMENT, chance.choice(REGISTERS), ANSWER_GIVEN, value)
    if kind < 0.8:
        return NewChange(DOCUMENT, chance.choice(REGISTERS), ANSWER_CLEARED, value)
    row = f"{ROWS}/r{chance.randint(1, 2)}"
    if kind < 0.9:
        return NewChange(DOCUMENT, row, ROW_ADDED, value)
    removal = row_removed(DOCUMENT, row, wins=chance.random() < 0.3)
    return NewChange(DOCUMENT, row, removal.kind, {**removal.value, **value})


def mark_of(value: Any) -> str:
    """The mark of a write."""
    return str(value["mark"])


def marks_in(entry: Entry) -> set[str]:
    return {mark_of(change.value) for change in unpack(entry.case, entry.incarnation, entry.txn, entry.payload).changes}


def by_id(changes: list[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: change.id)


STEPS: tuple[Callable[[World, Laptop], None], ...] = (
    World.writes_something,
    World.syncs,
    World.goes_in_or_out,
    World.has_its_clock_set,
    World.crashes,
    World.is_imaged,
    World.is_put_back,
    World.is_copied,
    World.is_revoked,
)
WEIGHTS = (40, 30, 6, 6, 4, 5, 3, 2, 2)
