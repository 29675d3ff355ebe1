"""Flipped bits anywhere in a vault's files, or in its backup: noticed, or without any effect."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from rygsaek.errors import RygsaekError
from rygsaek.history.checking import check
from rygsaek.vault.backup import backup, verify
from rygsaek.vault.keys import read_keys
from rygsaek.vault.mark import note_of
from rygsaek.vault.unlocking import wait_left_s
from tests.support.vaults import PROJECTORS, answer, create, journal_of, open_by_ring, ring_of

TITLE = "bit flips in database, log, keys, mark, wait and backup"
FULL = range(10_000)
SAVES = 20
FILES = ("vault.db",) * 4 + ("vault.db-wal",) * 4 + ("vault.keys", "vault.keys.2", "vault.mark", "vault.wait", "copy.rygsaek")

Break = Callable[[Path], None]


def nothing(folder: Path) -> None:
    """No sabotage."""


def without_mark(folder: Path) -> None:
    """The sabotage: no note of how far the log had come."""
    note_of(folder / "vault.db").unlink(missing_ok=True)


def run(first_seed: int, last_seed: int, *, broken: Break = nothing) -> str:
    """Flip one bit a seed. broken: the sabotage, done to the folder before."""
    counts = {"noticed": 0, "harmless": 0}
    with tempfile.TemporaryDirectory() as place:
        whole = Whole(Path(place))
        for seed in range(first_seed, last_seed + 1):
            counts[whole.flip_once(seed, broken)] += 1
    return f"{sum(counts.values())} flips: {counts['noticed']} noticed, {counts['harmless']} harmless, 0 else"


class Whole:
    """A vault as a kill left it, its log not folded in, and what is in it."""

    def __init__(self, place: Path) -> None:
        self.place, self.folder = place, place / "whole"
        vault = create(place / "vault")
        journal = journal_of(vault)
        with vault.write() as tx:
            tx.blobs.put(bytes(range(256)) * 40)
        backup(vault, place / "copy.rygsaek", now=1)
        vault.connections.fold()
        for number in range(SAVES):
            journal.append(f"case{number % 2}", [answer(f"felt{number % 7}", f"svar {number}")], "fs")
        shutil.copytree(vault.folder, self.folder, ignore=shutil.ignore_patterns("*-shm"))
        (self.folder / "vault.wait").write_text('{"attempts":2,"at":1000}', encoding="utf-8")
        shutil.copy(place / "copy.rygsaek", self.folder)
        self.ring, self.changes = ring_of(vault), {case: journal.changes(case) for case in journal.cases()}
        self.keys = read_keys(vault.folder)
        vault.close()

    def flip_once(self, seed: int, broken: Break) -> str:
        """One bit of one file; what came of it."""
        chance = random.Random(seed)
        name = chance.choice(FILES)
        folder = self.place / "flipped"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        broken(folder)
        path = folder / name
        if not path.exists():
            return "harmless"
        data = bytearray(path.read_bytes())
        place = chance.randrange(len(data))
        data[place] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        told = f"seed {seed}: bit in byte {place} of {name}"
        try:
            return self.look(folder, name, told)
        except RygsaekError as problem:
            code = problem.code
        assert code.startswith("vault."), f"{told}: {code}"
        return "noticed"

    def look(self, folder: Path, name: str, told: str) -> str:
        if name == "copy.rygsaek":
            verify(folder / name)
            return "harmless"
        if name == "vault.wait":
            assert wait_left_s(folder, 2000) <= 60, told
            return "harmless"
        assert read_keys(folder) == self.keys, f"{told}: another key file"
        with open_by_ring(folder, self.ring) as vault:
            problems = check(vault, PROJECTORS)
            journal = journal_of(vault)
            found = {case: journal.changes(case) for case in journal.cases()}
        assert problems or found == self.changes, f"{told}: something else is read, and nothing said"
        return "noticed" if problems else "harmless"
