"""The office at half past eight: two hundred laptops at once, each with yesterday's work, at one store process."""

from __future__ import annotations

import os
import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sync import membership
from sync.laptop import Laptop as Side
from sync.office import sharing
from sync.talking import Talk
from sync.transport import HttpTransport
from tests.support.central import Central, Client, found, hand_in, signed
from tests.support.offices import new_office
from tests.support.small_laptops import Laptop, pattern
from tests.support.small_offices import changes_of
from tests.support.worlds import a_change, look_at, mark_of
from ui.wiring import utc_now

TITLE = "two hundred laptops at half past eight: all converge, nothing is lost"
FULL = range(5)
LAPTOPS, MEMBERS, WRITES = 200, 5, 3
AT_ONCE = 64


def run(first_seed: int, last_seed: int, *, laptops: int = LAPTOPS, absent: int = 0) -> str:
    """One morning a seed. laptops: how many there are; each has a case of its own that it shares with some colleagues.

    absent: the sabotage, so many of them stay away on the last day.
    """
    written = sum(morning(seed, laptops, absent) for seed in range(first_seed, last_seed + 1))
    return f"{last_seed - first_seed + 1} mornings of {laptops} laptops, {written} writes: 0 lost, 0 different"


def morning(seed: int, count: int, absent: int) -> int:
    """Everybody hands in and gets, all at once, twice; returns how many writes there were."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        store = Central(Path(place))
        store.init()
        store.start()
        laptops = office(seed, store, count)
        try:
            cases = shared(laptops, chance, store)
            seen: dict[str, frozenset[str]] = {}
            for _ in range(2):
                write(laptops, cases, chance, seen)
                everybody(laptops[absent:], store)
            everybody(laptops[absent:], store)
            look(seed, laptops, cases, seen)
            assert store.faults() == [], f"seed {seed}: the store is not whole"
        finally:
            store.stop()
            for laptop in laptops:
                laptop.close()
    return len(seen)


def office(seed: int, store: Central, count: int) -> list[Laptop]:
    """So many laptops, let in."""
    made, empty = new_office(("a morning", seed), 1), pattern()
    lead = Client(store.port, made.devices[0])
    found(lead, made, is_paired=True)
    for _ in range(count - 1):
        made.add()
    hand_in(lead, *(signed(link) for link in made.links[1:]), *(signed(one) for one in made.renewed()))
    lead.close()
    laptops = [Laptop(number, f"s{seed}i{number}", secret, empty) for number, secret in enumerate(made.devices)]
    empty.close()
    for laptop in laptops:
        laptop.clock.ms = int(utc_now().timestamp() * 1000)
        with laptop.vault.write() as tx:
            membership.begin(tx, laptop.secret, made.org, store.url, [made.docs[0], *made.links])
    return laptops


def shared(laptops: list[Laptop], chance: random.Random, store: Central) -> dict[str, list[Laptop]]:
    """Each laptop's own case, and who has it."""
    cases = {}
    for laptop in laptops:
        case = f"sag{laptop.number}"
        laptop.journal.append(case, [a_change(chance, f"{laptop.number}.begun")], f"fs{laptop.number}")
        cases[case] = [laptop, *chance.sample([one for one in laptops if one is not laptop], MEMBERS - 1)]
    everybody(laptops, store)
    for laptop, (case, members) in zip(laptops, cases.items(), strict=True):
        names = [one.secret.fingerprint for one in members[1:]]
        with laptop.vault.write() as tx:
            sharing.share(tx, laptop.known(), case, names, laptop.clock.ms)
    everybody(laptops, store)
    everybody(laptops, store)
    return cases


def write(laptops: list[Laptop], cases: dict[str, list[Laptop]], chance: random.Random, seen: dict[str, frozenset[str]]) -> None:
    """Everybody writes in some of their cases; it all waits for the morning."""
    for case, members in cases.items():
        for laptop in chance.sample(members, 2):
            for _ in range(WRITES):
                change = a_change(chance, f"{laptop.number}.{len(seen)}")
                register = laptop.journal.state(case).register(change.document, change.register)
                seen[mark_of(change.value)] = frozenset(mark_of(head.value) for head in register.heads)
                laptop.journal.append(case, [change], f"fs{laptop.number}")
                laptop.written.setdefault(case, set()).add(mark_of(change.value))


def everybody(laptops: list[Laptop], store: Central) -> None:
    """All of them sync, as many at once as the machine can hold."""

    def sync(laptop: Laptop) -> None:
        transport = HttpTransport(store.url)
        try:
            side = Side(laptop.journal, laptop.known(), laptop.clock.ms, os.urandom)
            Talk(side, transport, laptop.clock.now, os.urandom).run()
        finally:
            transport.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(sync, laptops))


def look(seed: int, laptops: list[Laptop], cases: dict[str, list[Laptop]], seen: dict[str, frozenset[str]]) -> None:
    """Everybody who has a case shows the same, and all that was written is in it; nobody else has anything of it."""
    for case, members in cases.items():
        begun = {f"{members[0].number}.begun": frozenset[str]()}
        books = [(one.number, one.journal.state(case), changes_of(one, case)) for one in members]
        written = {one.number: one.written.get(case, set()) for one in members}
        look_at(f"seed {seed}, {case}", books, written, set(), {**begun, **seen})
        for one in laptops:
            assert one in members or not changes_of(one, case), f"seed {seed}: laptop {one.number} has read {case} unasked"
