"""Locks the program while someone types in it, again and again, and looks each time what the next process brings back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from rygsaek.casework import cases, drafts
from rygsaek.vault.slots import FLOOR
from tests.support.desks import ANNA, LISE
from tests.support.locker import PASSPHRASE
from ui import places, wiring

ROOT = Path(__file__).resolve().parent.parent.parent
FIELD = "aktuel_situation"
BACK = "Alt er gemt. Du er tilbage, hvor du slap."


class Sitting(NamedTuple):
    """One run from unlocking to the lock.

    at: where it stood first; typed: letters; code: how the process ended; took_s: from the key that locks to the process's end.
    """

    at: dict[str, Any]
    typed: str
    code: int
    took_s: float


def lay(folder: Path) -> tuple[str, str]:
    """A vault with Anna's case, the last place being a text in her agreement; returns case and document."""
    desk, _ = wiring.create(wiring.Places(folder), PASSPHRASE, LISE, kdf=FLOOR)
    with desk.vault:
        case = cases.create_case(desk, ANNA)
        document = cases.open_document(desk, case, "samarbejdsaftale")
        drafts.set_last_place(desk, places.encode_place(places.WizardAt(case, document, FIELD)))
    return case, document


def sit(folder: Path, what: str, seed: int, *more: str) -> Sitting:
    """One process from its start to its end by the lock."""
    told = folder.with_name(folder.name + ".told")
    code = start(folder, what, str(seed), *more).wait()
    ended_s = time.monotonic()
    lines = [line.partition(" ") for line in told.read_text(encoding="utf-8").splitlines()]
    at = next((json.loads(said) for name, _, said in lines if name == "at"), {})
    typed = "".join(json.loads(said) for name, _, said in lines if name == "typed")
    pressed_s = next((float(said) for name, _, said in lines if name == "locking"), ended_s)
    return Sitting(at, typed, code, ended_s - pressed_s)


def start(folder: Path, what: str, *more: str) -> subprocess.Popen[bytes]:
    """The program with somebody at it. What it tells goes to a file, since the process that a lock starts has it open too."""
    with folder.with_name(folder.name + ".told").open("wb") as told:
        return subprocess.Popen([sys.executable, "-m", "tests.support.locker", str(folder), what, *more], stdout=told, cwd=ROOT)


def lock_again_and_again(folder: Path, seeds: range, *more: str) -> tuple[int, list[float]]:
    """Sits, types and locks once for each seed. more: as `locker` has it. Raises AssertionError where a letter was lost.

    Returns the letters typed, and the seconds that each lock took from its key to the end of the process.
    """
    text, letters, took_s = "", 0, []
    for place, seed in enumerate(seeds):
        sitting = sit(folder, "type", seed, *more)
        assert sitting.code == 0, f"seed {seed}: the process ended with {sitting.code}"
        assert sitting.at.get("text") == text, f"seed {seed}: {sitting.at.get('text')!r} stands where {text!r} was typed"
        assert sitting.at["caret"] == len(text), f"seed {seed}: the caret stands at {sitting.at['caret']} of {len(text)}"
        assert place == 0 or sitting.at["said"] == BACK, f"seed {seed}: {sitting.at['said']!r}"
        assert sitting.typed, f"seed {seed}: nothing was typed"
        text = (text + sitting.typed).lstrip()  # no answer begins with blanks, and a lock makes an answer
        letters += len(sitting.typed)
        took_s.append(sitting.took_s)
    return letters, took_s


def processes_on(folder: Path) -> dict[int, list[str]]:
    """Processes of this machine that were started with the folder in their command, by id."""
    found: dict[int, list[str]] = {}
    for one in Path("/proc").iterdir():
        try:
            command = (one / "cmdline").read_bytes().split(b"\0") if one.name.isdigit() else []
        except OSError:
            continue
        if str(folder).encode() in command and int(one.name) != os.getpid():
            found[int(one.name)] = [part.decode(errors="replace") for part in command if part]
    return found
