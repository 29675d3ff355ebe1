"""Joplin as a peer: notes that are encrypted on the way, with a folder for a store."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measure import timed
from tests.benchmarks.node import modules

PASSWORD = "et kodeord af fire ord"
ENABLE = f'e2ee enable -p "{PASSWORD}"'


class Moved(NamedTuple):
    """Seconds: from notes to encrypted ones in the store, and from these to notes elsewhere."""

    up: float
    down: float


def joplin(folder: Path, notes: Sequence[str]) -> Moved:
    """How long it takes to hand in notes, and to fetch them: what its processes take, less the same ones that do not sync."""
    written = folder / "notes"
    written.mkdir(parents=True)
    for number, text in enumerate(notes):
        (written / f"sag{number:06}.md").write_text(text, encoding="utf-8")
    fill = (ENABLE, f'import --format md "{written}"')
    without = timed(lambda: _run(folder, "other", *fill))
    up = timed(lambda: _run(folder, "giver", *fill, "sync")) - without
    sealed = sum("encryption_applied: 1" in one.read_text(encoding="utf-8") for one in (folder / "store").glob("*.md"))
    assert sealed >= len(notes), f"{sealed} notes were encrypted"
    start = timed(lambda: _run(folder, "taker", "version"))
    down = timed(lambda: _run(folder, "taker", "sync")) - start
    _run(folder, "taker", f'config encryption.masterPassword "{PASSWORD}"')
    began = timed(lambda: _decrypted(folder, len(notes)))
    return Moved(up, down + began - start)


def _decrypted(folder: Path, count: int) -> None:
    told = re.search(r"Decrypted items: (\d+)", _run(folder, "taker", "e2ee decrypt --force"))
    assert told is not None and int(told.group(1)) >= count, told


def _run(folder: Path, profile: str, *commands: str) -> str:
    """Carry out commands in one process, as somebody's; what it says."""
    place, store = folder / profile, folder / "store"
    if not place.exists():
        place.mkdir()
        store.mkdir(exist_ok=True)
        _run(folder, profile, "config sync.target 2", f'config sync.2.path "{store.absolute()}"')
    batch = place / "commands"
    batch.write_text("\n".join(commands) + "\n", encoding="utf-8")
    program = ["node", str(modules("joplin") / "joplin" / "main.js"), "--log-level", "none", "--profile", str(place)]
    done = subprocess.run([*program, "batch", str(batch)], capture_output=True, text=True, check=True, timeout=900)
    return done.stdout + done.stderr
