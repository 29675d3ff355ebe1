"""Rows 14 and 17: from the start of the process to the unlocked list of 10,000 cases, painted; and the memory it then holds.

Whole processes in turns: an empty window, ours, and Bouquin, which unlocks nothing slow and shows an empty notebook.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from rygsaek.vault.slots import KdfParameters
from tests.benchmarks import office, peers
from tests.benchmarks.measure import Row, median, timed
from tests.benchmarks.work import PASSPHRASE

CASES = 10_000
ROUNDS = 15
PATIENCE_S = 120.0
COMPILED = str(Path("bench-output/compiled").absolute())


class Start(NamedTuple):
    """One start. painted: seconds since the process was asked for; resident: MB then."""

    painted: float
    resident: float


def rows() -> list[Row]:
    """Both rows."""
    folder = office.profile_dir(CASES)
    bouquin = [str(peers.python()), str(Path("tests/benchmarks/bouquin_start.py").absolute())]
    ours: list[Start] = []
    hello: list[Start] = []
    theirs: list[Start] = []
    stretching: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        for number in range(ROUNDS + 1):
            found = (
                start([sys.executable, "-m", "tests.benchmarks.hello"], home),
                start([sys.executable, "-m", "tests.benchmarks.open_app", str(folder), PASSPHRASE], home),
                start([*bouquin, home], home),
            )
            if number:
                for figures, one in zip((hello, ours, theirs), found, strict=True):
                    figures.append(one)
                stretching.append(timed(stretch))
    open_s, hello_s, argon_s = (median(list(one)) for one in (painted(ours), painted(hello), stretching))
    memory = [median([one.resident for one in figures]) for figures in (ours, hello)]
    return [
        Row("14", "start to painted list of 10,000 cases", open_s, hello_s + argon_s, "hello + Argon2", 1.3),
        Row("14", "the same without Argon2's part", open_s - argon_s, median(painted(theirs)), "Bouquin", 0.5),
        Row("17", "memory with 10,000 cases, unlocked", memory[0], memory[1], "hello", 2.5, "MB"),
    ]


def painted(starts: list[Start]) -> list[float]:
    return [one.painted for one in starts]


def start(command: list[str], home: str) -> Start:
    """Start a program offscreen with a home of its own, until it says that it has painted.

    Its modules are compiled by the round that does not count, as an installed program's are, whatever this process was told.
    """
    places = {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "PYTHONPYCACHEPREFIX": COMPILED}
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    found, said = None, ""
    alarm = threading.Timer(PATIENCE_S, process.kill)
    alarm.start()
    try:
        for line in process.stdout:
            said = line.strip()
            if said.startswith("painted"):
                found = Start(time.perf_counter() - began, int(said.split()[1]) / 1024)
                break
        process.stdout.close()
        process.wait()
    finally:
        alarm.cancel()
    if found is None:
        raise AssertionError(f"{command} painted nothing; its last word was “{said}”")
    return found


def stretch() -> None:
    """What the passphrase costs alone."""
    cost = KdfParameters()
    kdf = Argon2id(salt=bytes(16), length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    kdf.derive(b"seks ganske almindelige ord")
