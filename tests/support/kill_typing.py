"""Kills the program while someone types in it, and looks what the next start brings back."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from rygsaek.casework import cases, drafts, pin, views
from rygsaek.casework.desk import Desk
from rygsaek.vault.slots import FLOOR
from tests.support.desks import ANNA, LISE
from tests.support.typist import PASSPHRASE
from ui import wiring

ROOT = Path(__file__).resolve().parent.parent.parent
GRACE_S = 1.0
"""What is younger than this when the power goes may be lost."""


class Key(NamedTuple):
    """One key that the program handled. at: seconds of the system's steady clock."""

    path: str
    letter: str
    at: float


class Killed(NamedTuple):
    """What was typed until the kill."""

    keys: tuple[Key, ...]
    at: float


def lay(folder: Path) -> str:
    """A vault with Anna's case in it, cheap to unlock; returns the case."""
    desk, _ = wiring.create(wiring.Places(folder), PASSPHRASE, LISE, kdf=FLOOR)
    with desk.vault:
        pin.set_pin(desk.vault, "142857")
        return cases.create_case(desk, ANNA)


def is_mid_text(keys: list[Key]) -> bool:
    """Whether the field being typed in holds text that is well over a second old, however fast the machine types."""
    run = itertools.takewhile(lambda key: key.path == keys[-1].path, reversed(keys))
    return keys[-1].at - min(key.at for key in run) > 1.5 * GRACE_S


def type_and_kill(folder: Path, case: str, seed: int, keep_after_s: float | None = None, *, mid_text: bool = False) -> Killed:
    """Lets a typist type, and kills the program at a random key.

    keep_after_s: how late the program keeps, to break it. mid_text: the first key from there on that is in the middle of a text.
    """
    last = random.Random(seed).randint(20, 300)
    command = [sys.executable, "-m", "tests.support.typist", str(folder), case, "type", str(seed)]
    command += [] if keep_after_s is None else [str(keep_after_s)]
    keys: list[Key] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        for line in child.stdout:
            _, path, letter, at = line.split()
            keys.append(Key(path, chr(int(letter)), float(at)))
            if len(keys) >= last and (not mid_text or is_mid_text(keys)):
                break
        child.kill()
        killed_at = time.monotonic()
        for line in child.stdout:
            _, path, letter, at = line.split()
            keys.append(Key(path, chr(int(letter)), float(at)))
    assert len(keys) >= last, f"the typist ended by itself after {len(keys)} keys"
    return Killed(tuple(keys), killed_at)


def look(folder: Path, case: str) -> dict[str, Any]:
    """Starts the program again, and tells where it stands."""
    command = [sys.executable, "-m", "tests.support.typist", str(folder), case, "look"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False, cwd=ROOT)
    assert told.stdout.startswith("at "), told.stderr[-2000:]
    found: dict[str, Any] = json.loads(told.stdout.partition(" ")[2])
    return found


def standing(desk: Desk, case: str) -> dict[str, str]:
    """What stands durable in every field of the case, typed or answered, by path."""
    found: dict[str, str] = {}
    for line in views.case_view(desk, case).documents:
        view = views.document_view(desk, case, line.document)
        for key, value in view.answers.items():
            if isinstance(value, str):
                found[key] = value
            elif isinstance(value, list):
                cells = (
                    (f"{key}/{row['_id']}/{cell}", text) for row in value if isinstance(row, dict) for cell, text in row.items()
                )
                found.update((path, text) for path, text in cells if isinstance(text, str))
    found.update((draft.path, draft.text) for draft in drafts.all(desk))
    return found


def check(folder: Path, seed: int, keep_after_s: float | None = None, *, mid_text: bool = False) -> str:
    """One kill and one start; returns what was seen. Raises AssertionError where something was lost."""
    if folder.exists():
        shutil.rmtree(folder)
    case = lay(folder)
    killed = type_and_kill(folder, case, seed, keep_after_s, mid_text=mid_text)
    desk = wiring.unlock(wiring.Places(folder), PASSPHRASE)
    with desk.vault:
        kept = standing(desk, case)
    old = [key for key in killed.keys if key.at <= killed.at - GRACE_S]
    for path in dict.fromkeys(key.path for key in killed.keys):
        typed = "".join("".join(key.letter for key in killed.keys if key.path == path).split())
        due = "".join("".join(key.letter for key in old if key.path == path).split())
        there = "".join(kept.get(path, "").split())
        assert due in there, f"seed {seed}, {path}: {due!r} was typed over a second ago, {there!r} is there"
        assert typed.startswith(there) or there in typed or path.startswith("krise"), (
            f"seed {seed}, {path}: {there!r} was never typed"
        )
    back = look(folder, case)
    last = killed.keys[-1].path
    if all(key.path == last for key in killed.keys if key.at > killed.at - GRACE_S) and any(key.path == last for key in old):
        assert back["path"] == last, f"seed {seed}: was in {last}, is in {back['path']}"
        assert back["text"] == kept[last], f"seed {seed}: {back['text']!r} instead of {kept[last]!r}"
        assert back["caret"] == len(back["text"]), f"seed {seed}: caret at {back['caret']}"
        return "same field"
    return "between two fields"
