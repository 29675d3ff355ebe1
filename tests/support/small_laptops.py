"""One laptop of a generated office: a vault without a disk that dies when told to, its images, and a line that breaks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from rygsaek.vault.vault import OWN_MIGRATIONS
from sync import keyring, membership, unsealed
from sync.errors import UnreachableError
from sync.identity import DeviceSecret
from sync.membership import Membership
from sync.proof.grants import CaseGrants
from sync.unsealed import Unsealed
from tests.support.books import Clock
from tests.support.memory_vault import MemoryVault
from tests.support.store_here import StoreHere
from tests.support.vaults import NOW_MS
from ui import wiring


class KilledError(BaseException):
    """The power is gone: nothing after this line happened."""


class MortalVault(MemoryVault):
    """A vault whose process dies when it is told to: `steps` counts down at each beginning and each end of a transaction."""

    steps = -1

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        self._step()
        with super().write() as tx:
            yield tx
            self._step()

    def _step(self) -> None:
        self.steps -= 1
        if self.steps == 0:
            raise KilledError


class Image(NamedTuple):
    """A copy of a disk."""

    vault: MemoryVault
    incarnation: str
    secret: DeviceSecret
    written: dict[str, set[str]]


class Laptop:
    """One of them. name: its own, from which its lives get theirs; written: by case, marks of what it has acknowledged and holds.

    A life's name is never given twice, whatever is put back or copied: real ones are random.
    """

    def __init__(self, number: int, name: str, secret: DeviceSecret, pattern: MemoryVault) -> None:
        self.number, self.secret, self.clock = number, secret, Clock(NOW_MS)
        self.vault = MortalVault((), (f"{name}x{life}" for life in itertools.count()))
        pattern.connection.backup(self.vault.connection)
        self.written: dict[str, set[str]] = {}
        self.is_online, self.is_revoked = True, False
        self.images: list[Image] = []
        self.reopen()

    def reopen(self) -> None:
        """A fresh process."""
        self.vault.steps = -1
        self.journal = Journal(self.vault.as_vault(), (Unsealed(),), HybridClock(self.clock.now))

    def known(self) -> Membership:
        with self.vault.read() as reader:
            found = membership.load(reader)
        assert found is not None
        return found

    def grants(self, case: str) -> CaseGrants:
        with self.vault.read() as reader:
            return keyring.grants(reader, self.known(), case)

    def has_unsent(self, case: str) -> bool:
        """Something was written here that the store has not got: before the right to write was taken away, it must be."""
        with self.vault.read() as reader:
            sealed = reader.one("SELECT 1 FROM sync_own WHERE case_id = ? AND position = 0", (case,))
            return sealed is not None or bool(unsealed.uncovered(reader, case))

    def image(self) -> Image:
        copied = MemoryVault((), iter(("",)))
        self.vault.connection.backup(copied.connection)
        written = {case: set(marks) for case, marks in self.written.items()}
        return Image(copied, self.vault.incarnation, self.secret, written)

    def put_back(self, image: Image) -> None:
        """Unnoticed: on the same disk, or a whole disk in another machine. What was only on the old disk is lost with it."""
        image.vault.connection.backup(self.vault.connection)
        self.vault.incarnation, self.secret = image.incarnation, image.secret
        self.written = {case: set(marks) for case, marks in image.written.items()}
        self.reopen()

    def close(self) -> None:
        self.vault.close()
        for image in self.images:
            image.vault.close()


class Breaking:
    """A line to the store that breaks: at the question of that number, before it is heard or before its answer is."""

    def __init__(self, store: StoreHere, breaks_at: int) -> None:
        self._store, self._breaks_at, self._asked = store, breaks_at, 0

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        asked, is_heard = divmod(self._breaks_at, 2)
        self._asked += 1
        if self._breaks_at >= 0 and asked == self._asked - 1:
            if is_heard:
                self._store.post(path, body, headers)
            raise UnreachableError
        return self._store.post(path, body, headers)

    def close(self) -> None:
        """Nothing is open."""


def pattern() -> MemoryVault:
    """An empty vault with every table, to copy."""
    return MemoryVault((*OWN_MIGRATIONS, *wiring.migrations()), iter(("",)))
