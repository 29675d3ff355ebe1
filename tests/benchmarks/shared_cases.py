"""Two laptops that share cases with a history, a real store behind TLS, and a poor line to it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from rygsaek.casework.desk import Desk
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from sync.transport import HttpTransport
from sync.unsealed import Unsealed
from tests.benchmarks import histories, office
from tests.support.bad_link import BadLink
from tests.support.central import Central
from tests.support.certificates import Files, certificate
from tests.support.desks import SetClock
from tests.support.synced import SyncedLaptop, SyncedOffice, empty_vault

AT_ONCE = 50


class RealClock(SetClock):
    """The machine's own, so that the store finds nothing to say about it."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Shared(NamedTuple):
    """giver: has written all; taker: may read and write all, and so may others; link: the poor line to the store; files: its
    certificate."""

    office: SyncedOffice
    giver: SyncedLaptop
    taker: SyncedLaptop
    cases: tuple[str, ...]
    link: BadLink
    files: Files
    others: tuple[SyncedLaptop, ...] = ()

    def over(self, port: int) -> HttpTransport:
        """A way to the store by TLS over a port of this machine."""
        return HttpTransport(f"https://localhost:{port}")


@contextmanager
def shared(place: Path, count: int, takers: int = 1) -> Iterator[Shared]:
    """So many cases of 300 edits each, handed in by one laptop and granted to others, which have not asked for them yet: each
    case to all of them at once, as `case share CASE --with A B` does."""
    place.mkdir(exist_ok=True)
    files = certificate(place)
    os.environ["SSL_CERT_FILE"] = str(files.certificate)
    store = Central(place / "store", options=("--open",))
    store.init()
    store.start()
    made = SyncedOffice(place, store, empty_vault(place / "empty"))
    made.clock = RealClock()
    try:
        giver, taker, *others = (made.laptop() for _ in range(1 + takers))
        cases = tuple(written(giver.desk, count))
        giver.sync()
        for case in cases:
            giver.share(case, taker, *others)
        giver.sync()
        store.stop()
        store.start("--tls-cert", str(files.certificate), "--tls-key", str(files.key))
        with BadLink(store.port) as link:
            yield Shared(made, giver, taker, cases, link, files, tuple(others))
    finally:
        made.close()
        store.stop()


def written(desk: Desk, count: int) -> Iterator[str]:
    """Cases with a citizen and an agreement, and 300 saves each."""
    known: set[str] = set()
    bare = bare_journal(desk)
    for first in range(0, count, AT_ONCE):
        with desk.vault.write() as tx:
            for number in range(first, min(first + AT_ONCE, count)):
                office.open_case(desk, tx, number)
        new = sorted(set(desk.journal.cases()) - known)
        with desk.vault.write() as tx:
            for number, case in enumerate(new, first):
                for edit in histories.edits(number):
                    bare.append(case, [edit], desk.by, tx=tx)
        known.update(new)
        yield from new


def bare_journal(desk: Desk) -> Journal:
    """A journal on the same vault that nothing but sync follows: what is written by it is written quickly."""
    return Journal(desk.vault, (Unsealed(),), HybridClock(lambda: int(desk.now().timestamp() * 1000)))


def a_day(laptop: SyncedLaptop, cases: Sequence[str], edits: int, seed: int) -> None:
    """What a day adds: so many saves in each case."""
    bare = bare_journal(laptop.desk)
    with laptop.vault.write() as tx:
        for number, case in enumerate(cases):
            for edit in histories.days_edits(number, edits, seed):
                bare.append(case, [edit], laptop.desk.by, tx=tx)
