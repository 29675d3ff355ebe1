"""Two laptop processes and a store process, over a poor line, each killed at random moments: nothing lost, and they agree.

A seed is one round: both laptops write and sync until a moment, at which one, both or the store are killed, or the line is cut.
The line is quicker than the one of the benchmarks, but loses more: `poor` has the same as there.
"""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from rygsaek.history.checking import check
from sync.runner import Connection, Runner
from sync.transport import HttpTransport
from tests.support.bad_link import BadLink, Quality
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.synced import SyncedOffice, empty_vault
from tests.support.vaults import open_by_ring
from ui import wiring

TITLE = "two laptops and a store as processes, killed at random, over a poor line"
FULL = range(300)
ROUNDS_AN_OFFICE = 25
LONGEST_S = 1.5
LINE = Quality(0.01, 20_000_000, 0.05)
SETTLING = 6
"""Syncs of each, after which both must have everything."""


class Machine(NamedTuple):
    """A laptop's folder, and who it is."""

    folder: Path
    name: str


class Office(NamedTuple):
    """What the rounds are played with. written: marks that a laptop has acknowledged, by its name."""

    store: Central
    link: BadLink
    ring: bytes
    machines: tuple[Machine, Machine]
    written: dict[str, set[str]]


def run(first_seed: int, last_seed: int, *, line: Quality = LINE, acknowledges_nothing: bool = False) -> str:
    """Kill once a seed. acknowledges_nothing: the sabotage, a save that was acknowledged and never made."""
    killed = written = 0
    for start in range(first_seed, last_seed + 1, ROUNDS_AN_OFFICE):
        with tempfile.TemporaryDirectory() as place, office(Path(place), line) as found:
            for seed in range(start, min(start + ROUNDS_AN_OFFICE, last_seed + 1)):
                one_round(found, seed)
                killed += 1
            if acknowledges_nothing:
                found.written["lise"].add("lise.aldrig")
            written += settled(found, f"seeds {start}…")
    return f"{killed} rounds, {written} acknowledged saves, 0 lost, 0 different, 0 corrupt"


@contextlib.contextmanager
def office(place: Path, line: Quality) -> Iterator[Office]:
    """Two laptops that share a case, closed, and the store that they know."""
    store = Central(place / "store")
    store.init()
    store.start()
    made = SyncedOffice(place, store, empty_vault(place / "empty"))
    first, second = made.laptop(), made.laptop()
    case = cases.create_case(first.desk, ANNA)
    first.sync()
    first.share(case, second)
    first.sync()
    second.sync()
    made.close()
    machines = Machine(place / "laptop0", "lise"), Machine(place / "laptop1", "bo")
    with BadLink(store.port, line) as link:
        try:
            yield Office(store, link, made.empty[1], machines, {one.name: set() for one in machines})
        finally:
            store.stop()


def one_round(found: Office, seed: int) -> None:
    """Both write and sync; at some moment something ends."""
    chance = random.Random(seed)
    found.link.begin(seed)
    working = [started(found, machine) for machine in found.machines]
    for process in working:
        assert process.stdout is not None and process.stdout.readline() == "open\n"
    time.sleep(chance.random() * LONGEST_S)
    match chance.choice(("laptop", "both", "store", "line")):
        case "laptop":
            chance.choice(working).kill()
            time.sleep(chance.random() * LONGEST_S / 2)
        case "store":
            port = found.store.port
            found.store.stop(signal.SIGKILL)
            time.sleep(chance.random() * LONGEST_S / 4)
            found.store.start("--port", str(port))
            time.sleep(chance.random() * LONGEST_S / 4)
        case "line":
            found.link.cut()
            time.sleep(chance.random() * LONGEST_S / 4)
            found.link.mend()
            time.sleep(chance.random() * LONGEST_S / 4)
    for machine, process in zip(found.machines, working, strict=True):
        process.kill()
        told = process.communicate()[0].splitlines()
        found.written[machine.name].update(line.split()[1] for line in told if line.startswith("wrote "))


def started(found: Office, machine: Machine) -> subprocess.Popen[str]:
    where = (str(machine.folder), found.ring.hex(), f"http://127.0.0.1:{found.link.port}", f"{machine.name}{time.monotonic_ns()}")
    command = [sys.executable, "-m", "tests.support.writing_and_syncing", *where]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def settled(found: Office, told: str) -> int:
    """Sync both without any harm, and look; returns how many saves were acknowledged."""
    with contextlib.ExitStack() as stack:
        desks = [stack.enter_context(opened(found, machine)) for machine in found.machines]
        for _ in range(SETTLING):
            for desk in desks:
                Runner(lambda one=desk: one, Connection(lambda url, is_cancelled: HttpTransport(found.store.url))).run()
        (case,) = desks[0].journal.cases()
        assert desks[0].journal.state(case) == desks[1].journal.state(case), f"{told}: the laptops show different things"
        for desk, machine in zip(desks, found.machines, strict=True):
            problems = check(desk.vault, wiring.projectors(desk.library, desk.profile))
            assert problems == (), f"{told}: {machine.name}: {problems}"
            values = {change.value for change in desk.journal.changes(case) if isinstance(change.value, str)}
            for writer, marks in found.written.items():
                assert not marks - values, f"{told}: {machine.name} lost {len(marks - values)} acknowledged saves of {writer}"
    return sum(len(marks) for marks in found.written.values())


@contextlib.contextmanager
def opened(found: Office, machine: Machine) -> Iterator[Desk]:
    places = wiring.Places(machine.folder)
    with open_by_ring(places.vault, found.ring, wiring.migrations()) as vault:
        yield wiring.desk_on(vault, places, wiring.utc_now)
