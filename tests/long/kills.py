"""SIGKILL at random moments of saving: whatever was acknowledged is there, and the vault is whole."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from rygsaek.history.checking import check
from tests.support.children import Child, Tell
from tests.support.vaults import PROJECTORS, answer, create, journal_of, open_by_ring, ring_of

TITLE = "SIGKILL at random moments of saving"
FULL = range(2_000)
LONGEST_S = 0.03
SAVES = 10_000
SEEDS_A_VAULT = 50


def run(first_seed: int, last_seed: int, *, tells_too_early: bool = False) -> str:
    """Kill once a seed. tells_too_early: the sabotage, acknowledging before it is durable."""
    kills = saves = 0
    for start in range(first_seed, last_seed + 1, SEEDS_A_VAULT):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "vault"
            with create(folder) as vault:
                ring = ring_of(vault)
            for seed in range(start, min(start + SEEDS_A_VAULT, last_seed + 1)):
                saves += kill_once(folder, ring, seed, tells_too_early=tells_too_early)
                kills += 1
            with open_by_ring(folder, ring) as vault:
                assert check(vault, PROJECTORS) == (), f"seeds {start}…: {check(vault, PROJECTORS)}"
    return f"{kills} kills, {saves} acknowledged saves, 0 lost, 0 corrupt"


def kill_once(folder: Path, ring: bytes, seed: int, *, tells_too_early: bool) -> int:
    """One child that saves until it is killed; returns how many saves it had acknowledged."""
    chance = random.Random(seed)
    case = f"case{seed}"

    def save(tell: Tell) -> None:
        with open_by_ring(folder, ring) as vault:
            vault.connections.writer.execute(f"PRAGMA wal_autocheckpoint = {chance.choice((1, 10, 1000))}")
            journal = journal_of(vault)
            for number in range(SAVES):
                if tells_too_early:
                    tell(str(number))
                journal.append(case, [answer(f"felt{number % 7}", f"{number}")], "fs")
                if not tells_too_early:
                    tell(str(number))

    told, ended = Child(save).kill_after(chance.random() * LONGEST_S)
    assert ended == -9, f"seed {seed}: the child ended by itself: {ended}"
    with open_by_ring(folder, ring) as vault:
        found = {int(change.value) for change in journal_of(vault).changes(case)}
    lost = {int(line) for line in told} - found
    assert not lost, f"seed {seed}: {len(lost)} acknowledged saves lost"
    assert len(found) <= len(told) + 1, f"seed {seed}: saves that nobody made"
    return len(told)
