"""A whole office as a seed says: four to eight laptops with all of sync, on vaults without a disk, and the real store.

They write, share, take back, are cut off, die between any two steps, are put back from images and copied, are revoked.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import ClassVar, NamedTuple

import msgspec

from rygsaek.errors import InputError
from rygsaek.history import log
from rygsaek.history.changes import Change
from sync import membership
from sync.errors import RefusedError, SyncError, UnreachableError
from sync.laptop import Laptop as Side
from sync.office import revoking, sharing
from sync.office.line import Line
from sync.proof.signed import body_of, id_of, read_signed
from sync.talking import Talk
from sync.wire.codec import MIB, NO_HASH, decode
from sync.wire.envelopes import Header
from sync.wire.office import FORMAT, Grant
from sync.wire.requests import Delivered, Exchange, Exchanged, Found, Founded, Grants, GrantsAnswer
from tests.support.central import signed
from tests.support.lying_server import Lie, LyingServer, honest, of_items
from tests.support.memory_vault import MemoryVault
from tests.support.offices import drawn, new_office
from tests.support.small_laptops import Breaking, KilledError, Laptop
from tests.support.store_here import StoreHere
from tests.support.worlds import DOCUMENT, TEN_YEARS_MS, a_change, look_at, mark_of

URL = "http://localhost"
ROUNDS = 6
"""Of everybody syncing, after which nothing may be on its way any more."""


class Tally(NamedTuple):
    """What happened in an office."""

    laptops: int
    saves: int
    syncs: int
    killed: int
    put_back: int
    revoked: int
    grants: int


class SmallOffice:
    """A course of things in an office of its own, in a store that others may use too."""

    GIVING: ClassVar[float] = 0.75
    """Of the grants; the others take a case back."""

    def __init__(self, seed: int, store: StoreHere, pattern: MemoryVault) -> None:
        self.seed, self.chance, self.store = seed, random.Random(seed), store
        self.entropy = drawn(("what a small office draws", seed))
        self.office = new_office(("small office", seed), 1)
        self._begin(self.chance.randint(4, 8))
        self.laptops = [Laptop(number, f"s{seed}i{number}", secret, pattern) for number, secret in enumerate(self.office.devices)]
        for laptop in self.laptops:
            with laptop.vault.write() as tx:
                membership.begin(tx, laptop.secret, self.office.org, URL, [self.office.docs[0], *self.office.links])
        self.seen: dict[str, frozenset[str]] = {}
        self.cases: list[str] = []
        self.lie: Lie = honest
        self.marks = self.syncs = self.killed = self.put_back = self.revoked = 0

    def _begin(self, count: int) -> None:
        """Found it, and let everybody in."""
        lead = self.office.devices[0]
        first = tuple(signed(one) for one in (self.office.docs[0], self.office.links[0], *self.office.renewed()))
        self.store.ask(lead, "/v1/found", Found(FORMAT, lead.keys, first), Founded)
        for _ in range(count - 1):
            self.office.add()
        rest = tuple(signed(one) for one in (*self.office.links[1:], *self.office.renewed()))
        question = Exchange(FORMAT, "test", "leder", 0, NO_HASH, 1, rest)
        assert {one.code for one in self.store.ask(lead, "/v1/exchange", question, Exchanged).results} == {""}

    def play(self, steps: int) -> Tally:
        """All of it. Raises AssertionError for a write that is lost, laptops that do not agree, or one that reads unasked."""
        self.share_one_with_many()
        for _ in range(steps):
            laptop = self.chance.choice(self.laptops)
            if not laptop.is_revoked:
                self.does_something(laptop)
        return self.comes_to_rest()

    def comes_to_rest(self) -> Tally:
        """Everybody syncs until nothing is on its way; then all is looked at. Raises as `play`."""
        self.lie = honest
        left = [laptop for laptop in self.laptops if not laptop.is_revoked]
        for laptop in left:
            laptop.is_online = True
        self.ends(left)
        for _ in range(ROUNDS):
            for laptop in left:
                self.sync(laptop)
        for case in self.cases:
            self.look(case, left)
        grants = sum(max(laptop.grants(case).n for laptop in left) for case in self.cases)
        return Tally(len(self.laptops), self.marks, self.syncs, self.killed, self.put_back, self.revoked, grants)

    def ends(self, left: list[Laptop]) -> None:
        """Nothing more happens; those who are left sync until nothing is on its way. Here nothing is done before that."""

    def does_something(self, laptop: Laptop) -> None:
        self.chance.choices(STEPS, WEIGHTS)[0](self, laptop)

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()

    def share_one_with_many(self) -> None:
        """A case that more than half of them may write in, so that there is something to happen."""
        first = self.laptops[1]
        self.opens_a_case(first)
        self.sync(first)
        others = self.chance.sample([one for one in self.laptops if one is not first], len(self.laptops) * 2 // 3)
        names = [one.secret.fingerprint for one in others]
        with first.vault.write() as tx:
            sharing.share(tx, first.known(), self.cases[0], names, first.clock.ms)
        for laptop in (first, *others):
            self.sync(laptop)

    def opens_a_case(self, laptop: Laptop) -> None:
        if len(self.cases) < 3:
            self.cases.append(f"s{self.seed}sag{len(self.cases)}")
            self.write(laptop, self.cases[-1])

    def writes_something(self, laptop: Laptop) -> None:
        me = laptop.secret.fingerprint
        cases = [case for case in laptop.journal.cases() if me in laptop.grants(case).writers or not laptop.grants(case).n]
        if cases:
            self.write(laptop, self.chance.choice(cases))

    def write(self, laptop: Laptop, case: str) -> None:
        made = []
        state, standing = laptop.journal.state(case), dict[str, frozenset[str]]()
        for _ in range(self.chance.choice((1, 1, 2))):
            self.marks += 1
            change = a_change(self.chance, f"{laptop.number}.{self.marks}")
            before = standing.get(change.register)
            if before is None:
                before = frozenset(mark_of(head.value) for head in state.register(DOCUMENT, change.register).heads)
            self.seen[mark_of(change.value)] = before
            standing[change.register] = frozenset((mark_of(change.value),))
            made.append(change)
        laptop.journal.append(case, made, f"fs{laptop.number}")
        laptop.written.setdefault(case, set()).update(mark_of(change.value) for change in made)

    def shares(self, laptop: Laptop) -> None:
        """With somebody, or takes it from somebody again."""
        known = laptop.known()
        cases = [case for case in laptop.journal.cases() if known.device in laptop.grants(case).writers]
        other = self.chance.choice(self.laptops)
        if not cases or other.secret.fingerprint == known.device:
            return
        case, name = self.chance.choice(cases), [other.secret.fingerprint]
        try:
            with laptop.vault.write() as tx:
                if self.chance.random() < self.GIVING:
                    sharing.share(tx, known, case, name, laptop.clock.ms, may_write=self.chance.random() < 0.8)
                else:
                    sharing.unshare(tx, known, case, name, laptop.clock.ms)
        except (InputError, SyncError):
            return

    def goes_in_or_out(self, laptop: Laptop) -> None:
        laptop.is_online = not laptop.is_online

    def has_its_clock_set(self, laptop: Laptop) -> None:
        laptop.clock.ms += self.chance.choice((-TEN_YEARS_MS, -60_000, 0, 1, TEN_YEARS_MS))

    def hears_disorder(self, laptop: Laptop) -> None:
        """From now on the store repeats and turns round, or not any more."""
        self.lie = of_items(self._disorder) if self.lie is honest else honest

    def _disorder(self, items: tuple[Delivered, ...]) -> tuple[Delivered, ...]:
        mixed = [*items, *(one for one in items if self.chance.random() < 0.5)]
        self.chance.shuffle(mixed)
        return tuple(mixed)

    def is_imaged(self, laptop: Laptop) -> None:
        laptop.images.append(laptop.image())

    def is_put_back(self, laptop: Laptop) -> None:
        if laptop.images:
            laptop.put_back(self.chance.choice(laptop.images))
            self.put_back += 1

    def is_copied(self, laptop: Laptop) -> None:
        """Another machine goes on from the same disk, under the same name. The lead's own is never overwritten."""
        other = self.chance.choice(self.laptops[1:])
        if other is not laptop and laptop is not self.laptops[0] and not other.is_revoked:
            image = laptop.image()
            other.put_back(image)
            image.vault.close()
            for old in other.images:
                old.vault.close()
            other.images.clear()
            self.put_back += 1

    def is_revoked(self, laptop: Laptop) -> None:
        """By the lead. Three machines are always left."""
        lead = self.laptops[0]
        gone = [one for one in self.laptops if one.secret.name == laptop.secret.name]
        left = [one for one in self.laptops if not one.is_revoked and one not in gone]
        if lead in gone or len(left) < 3 or not lead.is_online:
            return
        try:
            revoking.revoke(self.line(lead), laptop.secret.fingerprint)
        except RefusedError as error:
            if error.code != "request.clock":
                raise
            return
        for one in gone:
            one.is_revoked = True
        self.revoked += 1

    def line(self, laptop: Laptop) -> Line:
        return Line(laptop.vault.as_vault(), lambda url: self.store.transport(), laptop.clock.now, self.entropy)

    def syncs_somehow(self, laptop: Laptop) -> None:
        """It may break off, or the machine may die, anywhere."""
        if not laptop.is_online:
            return
        kind = self.chance.random()
        breaks_at = self.chance.randint(0, 5) if kind < 0.25 else -1
        if kind > 0.75:
            laptop.vault.steps = self.chance.randint(1, 12)
        try:
            self.sync(laptop, breaks_at)
        except KilledError:
            self.killed += 1
        laptop.reopen()

    def sync(self, laptop: Laptop, breaks_at: int = -1) -> None:
        self.syncs += 1
        transport = LyingServer(Breaking(self.store, breaks_at), lambda said: self.lie(said))
        side = Side(laptop.journal, laptop.known(), laptop.clock.ms, self.entropy)
        try:
            Talk(side, transport, laptop.clock.now, self.entropy).run()
        except UnreachableError:
            assert breaks_at >= 0, f"seed {self.seed}: an unbroken line broke"

    def look(self, case: str, left: list[Laptop]) -> None:
        """What must be true of a case in the end."""
        told = f"seed {self.seed}, {case}"
        for laptop in self.laptops:
            self._look_for_readers(told, case, laptop)
        last = self.last_grant(case)
        if last is None:
            return
        head, final = last
        members = [laptop for laptop in left if laptop.secret.fingerprint in (*final.writers, *final.readers)]
        for laptop in members:
            assert laptop.grants(case).head == head, f"{told}: laptop {laptop.number} has other grants"
        writers = [laptop for laptop in members if laptop.secret.fingerprint in final.writers]
        alike = [laptop for laptop in members if laptop in writers or not laptop.has_unsent(case)]
        books = [(laptop.number, laptop.journal.state(case), changes_of(laptop, case)) for laptop in alike]
        if not books:
            return
        written = {laptop.number: laptop.written.get(case, set()) for laptop in writers}
        _, count = look_at(told, books, written, set(), self.seen)
        for laptop in members:
            assert len(changes_of(laptop, case)) >= count, (
                f"{told}: laptop {laptop.number}, which may not write any more, lacks something"
            )

    def last_grant(self, case: str) -> tuple[bytes, Grant] | None:
        """A case's, as the store has it, and its id: who was taken out does not see it, and whoever made it may be gone."""
        question = Grants(FORMAT, "", MIB)
        answer = self.store.ask(self.office.devices[0], "/v1/grants", question, GrantsAnswer)
        found = (read_signed(one.data) for one in answer.items)
        return next(((id_of(one), said) for one in found if (said := body_of(one, "grant", Grant)).case == case), None)

    def _look_for_readers(self, told: str, case: str, laptop: Laptop) -> None:
        """A laptop holds nothing of a case beyond the last epoch in which it was named."""
        with laptop.vault.read() as reader:
            grants = [said_in(data) for (data,) in reader.query("SELECT data FROM sync_grant WHERE case_id = ?", (case,))]
            epochs = [epoch for (epoch,) in reader.query("SELECT epoch FROM sync_case_key WHERE case_id = ?", (case,))]
            taken = reader.query("SELECT seen FROM sync_link WHERE case_id = ?", (case,))
        me = laptop.secret.fingerprint
        named = max((one.epoch for one in grants if me in (*one.writers, *one.readers)), default=0)
        assert all(epoch <= named for epoch in epochs), f"{told}: laptop {laptop.number} has a key that it was not given"
        read = [decode(msgspec.msgpack.decode(seen)[0], Header, 4096).epoch for (seen,) in taken]
        assert all(epoch <= named for epoch in read), f"{told}: laptop {laptop.number} has read what it was not given"


def changes_of(laptop: Laptop, case: str) -> list[Change]:
    with laptop.vault.read() as reader:
        return log.changes(reader, case)


def said_in(data: bytes) -> Grant:
    return body_of(read_signed(bytes(data)), "grant", Grant)


STEPS: tuple[Callable[[SmallOffice, Laptop], None], ...] = (
    SmallOffice.writes_something,
    SmallOffice.syncs_somehow,
    SmallOffice.opens_a_case,
    SmallOffice.shares,
    SmallOffice.goes_in_or_out,
    SmallOffice.has_its_clock_set,
    SmallOffice.hears_disorder,
    SmallOffice.is_imaged,
    SmallOffice.is_put_back,
    SmallOffice.is_copied,
    SmallOffice.is_revoked,
)
WEIGHTS = (34, 34, 2, 12, 4, 4, 3, 4, 2, 1, 2)
