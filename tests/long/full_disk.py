"""A full disk at each write: what was saved stays, the person is told what to do, and afterwards everything goes on."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from rygsaek.errors import DiskError, RygsaekError
from rygsaek.history.checking import check
from rygsaek.vault.backup import backup
from rygsaek.vault.migrations import Migration
from rygsaek.vault.rekeying import change_passphrase, new_sheet, rekey
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.vault import Vault
from tests.support.disk import Event, recording
from tests.support.sqlite_files import FULL as NO_ROOM
from tests.support.sqlite_files import OK
from tests.support.vaults import PASSPHRASE, PROJECTORS, STEPS, answer, create, journal_of, remembered_stretching

TITLE = "disk full at each write"
FULL = range(1_000)
SEEDS_A_VAULT = 50
WRITES_OF = {"save": 16, "large": 300, "undo": 16, "open": 60, "passphrase": 8, "sheet": 20, "rekey": 200, "backup": 60}
"""About how many calls each makes that need room: a point beyond the last means that nothing fails."""
CHANCES = {"save": 5, "large": 3, "undo": 2, "open": 3, "backup": 3, "passphrase": 1, "sheet": 1, "rekey": 1}
UNHARMED = ("save", "large", "undo", "open", "sheet", "rekey")
"""Where only the folding in of the log can be what was refused: it stays as it is until there is room."""


class Room:
    """A disk that is full from the nth call that needs room on, until it is cleared."""

    def __init__(self) -> None:
        self.left = 1 << 60
        self.refused = 0

    def answer(self, event: Event) -> int:
        if event.what not in ("write", "sync", "mkdir") or event.path.name == "vault.mark":
            return OK
        self.left -= 1
        if self.left >= 0:
            return OK
        self.refused += 1
        return NO_ROOM


def run(first_seed: int, last_seed: int, *, is_deaf: bool = False) -> str:
    """Fill the disk once a seed. is_deaf: the sabotage, a program that takes a refused save for a saved one."""
    points = told = 0
    with remembered_stretching():
        for start in range(first_seed, last_seed + 1, SEEDS_A_VAULT):
            with tempfile.TemporaryDirectory() as place:
                room = Room()
                with recording(Path(place), room.answer):
                    desk = Desk(Path(place), room, is_deaf=is_deaf)
                    with closing(desk):
                        for seed in range(start, min(start + SEEDS_A_VAULT, last_seed + 1)):
                            told += desk.fill_once(seed)
                            points += 1
                        desk.end()
    return f"{points} points, {told} refusals told with advice, 0 lost"


class Desk:
    """One vault through many full disks."""

    def __init__(self, place: Path, room: Room, *, is_deaf: bool) -> None:
        self.place, self.room, self.is_deaf = place, room, is_deaf
        self.vault = create(place / "vault")
        journal_of(self.vault).append("case", [answer("navn", "Bo")], "fs")
        self.steps: list[Migration] = list(STEPS)
        self.saved: list[str] = []

    def fill_once(self, seed: int) -> bool:
        """Do one thing with too little room for it, then again with enough; True where it was refused."""
        chance = random.Random(seed)
        name = chance.choices(list(CHANCES), list(CHANCES.values()))[0]
        self.room.refused, self.room.left = 0, chance.randrange(WRITES_OF[name])
        work: Callable[[int], None] = getattr(self, name)
        code, advice = "", ""
        try:
            work(seed)
        except RygsaekError as problem:
            code, advice = problem.code, problem.advice
        assert code in ("", "disk.full", "disk.failed"), f"seed {seed}: {name}: {code} instead of a full disk"
        assert advice or not code, f"seed {seed}: {name}: no advice"
        assert code or not self.room.refused or name in UNHARMED, f"seed {seed}: {name} says that it went well"
        if self.is_deaf and name == "save":
            self.saved.append(str(seed))
        self.look(f"seed {seed}: {name}, disk full")
        self.room.left = 1 << 60
        if code:
            work(seed)
        self.look(f"seed {seed}: {name}, with room again")
        return bool(code)

    def look(self, when: str) -> None:
        """Everything acknowledged is there to be read."""
        found = [change.value for change in journal_of(self.vault).changes("case")]
        assert not set(self.saved) - set(found), f"{when}: acknowledged saves lost"

    def end(self) -> None:
        self.vault.close()
        self.vault = Vault.open(self.place / "vault", PASSPHRASE, migrations=tuple(self.steps))
        self.look("opened again")
        assert check(self.vault, PROJECTORS) == (), str(check(self.vault, PROJECTORS))

    def close(self) -> None:
        self.room.left = 1 << 60
        self.vault.close()

    def save(self, seed: int) -> None:
        journal_of(self.vault).append("case", [answer(f"felt{seed % 9}", str(seed))], "fs")
        self.saved.append(str(seed))

    def large(self, seed: int) -> None:
        with self.vault.write() as tx:
            tx.blobs.put(random.Random(seed).randbytes(300_000))

    def undo(self, seed: int) -> None:
        journal_of(self.vault).undo("case", "fs")

    def open(self, seed: int) -> None:
        """Close and open again with a step more; a folder that cannot be opened while the disk is full opens afterwards."""
        self.steps.append(Migration(f"test-{seed}", (f"CREATE TABLE test_{seed} (name TEXT) STRICT",)))
        self.vault.close()
        try:
            self.vault = Vault.open(self.place / "vault", PASSPHRASE, migrations=tuple(self.steps))
        except DiskError:
            self.room.left = 1 << 60
            self.vault = Vault.open(self.place / "vault", PASSPHRASE, migrations=tuple(self.steps))

    def passphrase(self, seed: int) -> None:
        change_passphrase(self.vault, PASSPHRASE, PASSPHRASE, kdf=FLOOR)

    def sheet(self, seed: int) -> None:
        new_sheet(self.vault, PASSPHRASE)

    def rekey(self, seed: int) -> None:
        rekey(self.vault, PASSPHRASE)

    def backup(self, seed: int) -> None:
        backup(self.vault, self.place / "copy.rygsaek", now=seed)
