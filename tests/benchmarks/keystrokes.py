"""Row 18: from the key to the screen and to the disk, while somebody types in the wizard of a filled case."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from forms.profile import Person
from rygsaek.casework import cases
from rygsaek.vault.slots import FLOOR
from tests.benchmarks.measure import Row, p99
from tests.benchmarks.work import PASSPHRASE, agreement, citizen
from tests.support import wired
from ui import wiring

FRAME_S = 0.016
DURABLE_S = 1.0
PATIENCE_S = 300


def rows() -> list[Row]:
    """Every key's worst absence of the event loop, its way to the screen, its way to the disk."""
    with tempfile.TemporaryDirectory() as folder:
        case, document = filled(Path(folder))
        command = [sys.executable, "-m", "tests.benchmarks.type_here", folder, case, document]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    told = next((line for line in done.stdout.splitlines() if line.startswith("{")), None)
    if told is None:
        raise AssertionError(f"nobody typed: {done.stderr[-2000:]}")
    found: dict[str, list[float]] = json.loads(told)
    count, idle_ms = len(found["durable"]), 1000 * p99(found["idle"])
    resting = f"{count} keys; {idle_ms:.1f} ms at rest on this machine"
    return [
        Row("18", "longest stall of the screen round a key, p99", p99(found["away"]), FRAME_S, "one frame", 1.0, note=resting),
        Row("18", "key to painted, p99", p99(found["painted"]), FRAME_S, "one frame", 1.0),
        Row("18", "key to durable, the slowest key", max(found["durable"]), DURABLE_S, "one second", 1.0),
    ]


def filled(folder: Path) -> tuple[str, str]:
    """A vault with one case whose papers are all filled in; its agreement is typed in further."""
    desk, _ = wiring.create(wiring.Places(folder), PASSPHRASE, Person("Lise Holm", "12345678"), kdf=FLOOR)
    with desk.vault:
        case = cases.create_case(desk, citizen(1))
        for form in ("netvaerkskort", "samtykke", "besoeg"):
            cases.fill_form(desk, case, form, wired.answers(form))
        return case, cases.fill_form(desk, case, "samarbejdsaftale", agreement(1))
