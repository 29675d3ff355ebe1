"""An office with laptops whose vaults are real, and a store that is a process of its own."""

from __future__ import annotations

import dataclasses
import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

from msgspec.structs import replace

from rygsaek.casework.desk import Desk
from rygsaek.vault import identity
from rygsaek.vault.vault import Vault
from sync import membership
from sync.asking import Transport
from sync.identity import DeviceSecret
from sync.laptop import Laptop
from sync.membership import Membership
from sync.office.sharing import share, unshare
from sync.server.check import Problem
from sync.talking import Talk
from sync.transport import HttpTransport
from sync.wire.office import FORMAT
from sync.wire.requests import Traces, TracesAnswer
from tests.support.central import Central, Client, found, hand_in, signed
from tests.support.desks import BO, LISE, SetClock
from tests.support.offices import Office, new_office
from tests.support.vaults import open_by_ring, ring_of
from tests.support.wired import new_desk, places
from ui import wiring

Empty = tuple[Path, bytes]
"""The folder of a closed vault with nothing in it, to copy, and its ring."""
WORKERS = (LISE, BO)
MINUTE_MS = 60_000


@dataclass
class SyncedLaptop:
    """A laptop of the office: its desk on a real vault. carry: how its questions get to the store; came: told when cases have
    come, while others are on their way."""

    desk: Desk
    secret: DeviceSecret
    carry: Callable[[], Transport]
    came: Callable[[], None] = lambda: None

    @property
    def vault(self) -> Vault:
        return self.desk.vault

    def sync(self) -> Laptop:
        """Say and hear everything."""
        side, transport = Laptop(self.desk.journal, self.known(), self.now_ms(), os.urandom), self.carry()
        side.came = self.came
        try:
            Talk(side, transport, self.now_ms, os.urandom).run()
        finally:
            transport.close()
        return side

    def share(self, case: str, *others: SyncedLaptop, may_write: bool = True) -> None:
        """Let colleagues read a case, and write in it."""
        known = self.known()
        with self.vault.write() as tx:
            share(tx, known, case, [one.secret.fingerprint for one in others], self.now_ms(), may_write=may_write)

    def unshare(self, case: str, other: SyncedLaptop) -> None:
        """Take a case from a colleague again."""
        known = self.known()
        with self.vault.write() as tx:
            unshare(tx, known, case, [other.secret.fingerprint], self.now_ms())

    def known(self) -> Membership:
        with self.vault.read() as reader:
            known = membership.load(reader)
        assert known is not None
        return known

    def now_ms(self) -> int:
        return int(self.desk.now().timestamp() * 1000)


class SyncedOffice:
    """A founded office. empty: made once for many offices."""

    def __init__(self, folder: Path, central: Central, empty: Empty) -> None:
        self.folder, self.central, self.empty = folder, central, empty
        self.office: Office = new_office(folder.name)
        self.clock = SetClock()
        self.lead = Client(central.port, self.office.devices[0])
        found(self.lead, self.office, is_paired=True)
        self.numbers, self.images = itertools.count(), itertools.count()
        self.open: list[Desk] = []

    def laptop(self, person: str = "") -> SyncedLaptop:
        """One more laptop in the office; the first is the founder's."""
        number = next(self.numbers)
        if number:
            secret = self.office.add(person=person)
            hand_in(self.lead, signed(self.office.links[-1]), *(signed(one) for one in self.office.renewed()))
        else:
            secret = self.office.devices[0]
        desk = self._desk(f"laptop{number}", number)
        with desk.vault.write() as tx:
            items = [self.office.docs[0], *self.office.links]
            membership.begin(tx, secret, self.office.org, self.central.url, items)
        return SyncedLaptop(desk, secret, lambda: HttpTransport(self.central.url))

    def leaves(self, *gone: SyncedLaptop) -> None:
        """They are shut out, by a new lead. What they had sent until then still counts."""
        lead = self.office.add("lead")
        for one in gone:
            sent = self.lead.ask("/v1/traces", Traces(FORMAT, one.secret.fingerprint), TracesAnswer)
            self.office.revoke(one.secret, by=lead, cutoffs=sent.chains)
        hand_in(self.lead, *(signed(link) for link in self.office.links))
        self.lead.close()
        self.lead = Client(self.central.port, lead)

    def without_office(self) -> Desk:
        """A desk on a vault that belongs to no office."""
        return self._desk("alone", 0)

    def _desk(self, name: str, number: int) -> Desk:
        found_places = places(self.folder / name)
        shutil.copytree(self.empty[0], found_places.vault)
        vault = open_by_ring(found_places.vault, self.empty[1], wiring.migrations())
        desk = wiring.desk_on(vault, found_places, self.clock.now)
        self.open.append(desk)
        worker = WORKERS[number] if number < len(WORKERS) else replace(LISE, name=f"Kollega {number}")
        return dataclasses.replace(desk, worker=worker)

    def image(self, laptop: SyncedLaptop) -> Path:
        """A copy of a vault's files, taken while it lies still."""
        copy = self.folder / f"image{next(self.images)}"
        with laptop.vault.connections.alone():
            laptop.vault.connections.fold()
            shutil.copytree(laptop.vault.folder, copy)
        return copy

    def put_back(self, laptop: SyncedLaptop, image: Path) -> SyncedLaptop:
        """A laptop whose disk is as it was when the image was taken: the same file in the same place."""
        folder = laptop.vault.folder
        laptop.vault.close()
        for one in image.iterdir():
            (folder / one.name).write_bytes(one.read_bytes())
        return self._opened(laptop, folder)

    def reopened(self, laptop: SyncedLaptop) -> SyncedLaptop:
        """A laptop as a fresh process unlocks it."""
        laptop.vault.close()
        return self._opened(laptop, laptop.vault.folder)

    def twin(self, laptop: SyncedLaptop) -> SyncedLaptop:
        """A copy that does not notice that it is one."""
        image = self.image(laptop)
        with patch.object(identity, "whereabouts", lambda database: self._whereabouts(laptop)):
            return self._opened(laptop, image)

    def moved(self, laptop: SyncedLaptop) -> SyncedLaptop:
        """A laptop whose vault has been moved to another folder."""
        image = self.image(laptop)
        laptop.vault.close()
        return self._opened(laptop, image)

    def _whereabouts(self, laptop: SyncedLaptop) -> str:
        with laptop.vault.read() as reader:
            found = identity.fact(reader, identity.HOME)
        assert found is not None
        return found

    def _opened(self, laptop: SyncedLaptop, folder: Path) -> SyncedLaptop:
        vault = open_by_ring(folder, self.empty[1], wiring.migrations())
        desk = wiring.desk_on(vault, places(folder.parent), self.clock.now)
        self.open.append(desk)
        again = dataclasses.replace(desk, worker=laptop.desk.worker)
        return SyncedLaptop(again, laptop.secret, laptop.carry)

    def central_image(self) -> Path:
        """A copy of the store's files, as its administrator takes one while it runs."""
        copy = self.folder / f"central{next(self.images)}"
        database = Path(urlsplit(self.central.database).path)
        shutil.copytree(self.central.folder, copy, ignore=shutil.ignore_patterns(f"{database.name}*"))
        with closing(sqlite3.connect(database)) as here, closing(sqlite3.connect(copy / database.name)) as there:
            here.backup(there)
        return copy

    def put_central_back(self, image: Path) -> None:
        """The store as it was when the image was taken."""
        self.central.stop()
        shutil.rmtree(self.central.folder)
        shutil.copytree(image, self.central.folder)
        self.central.start("--port", str(self.central.port))
        self.lead.close()
        self.lead = Client(self.central.port, self.lead.secret)

    def faults(self) -> list[Problem]:
        """What of this office lies in the store otherwise than it was signed."""
        return self.central.faults(self.office.org)

    def close(self) -> None:
        for desk in self.open:
            desk.vault.close()
        self.lead.close()


def empty_vault(folder: Path) -> Empty:
    """Make one."""
    with new_desk(folder) as desk:
        ring = ring_of(desk.vault)
        return desk.vault.folder, ring
