"""An act as the conductor sees it: a process that is started, and what it tells."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from ui.demo.ledger import Said
from ui.demo.scene import Scene

SILENT_LOOKS = 12_000
"""So often in a row it may be seen that an act tells nothing new, before it counts as stuck: four minutes at the least. Of what
never comes in its window it tells by itself, and sooner."""
LISTEN_S = 0.02
Tell = Callable[[str], None]


class Silence:
    """How often an act was listened to since it told something."""

    def __init__(self) -> None:
        self._heard, self._looks = -1, 0

    def is_too_long(self, lines: Sequence[Said]) -> bool:
        """Whether it is stuck. lines: all that it has told so far."""
        self._looks = self._looks + 1 if len(lines) == self._heard else 0
        self._heard = len(lines)
        return self._looks > SILENT_LOOKS


class ActError(Exception):
    """An act did not come to its end; says which step, in Danish."""


def start(told: Scene, act: str, *, on_screen: bool = False) -> subprocess.Popen[bytes]:
    """Start one."""
    environment = dict(os.environ)
    if not on_screen:
        environment |= {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    log = (Path(told.folder) / f"{act}.log").open("ab")
    with log:
        return subprocess.Popen(told.command(act), env=environment, stdout=log, stderr=log, start_new_session=on_screen)


def lines(told: Scene, act: str) -> list[Said]:
    """What it has told so far."""
    return [one for one in told.ledger().lines() if one.act == act]


def tell_steps(said: list[Said], heard: int, tell: Tell) -> int:
    """Say the steps that are new; returns how many there are."""
    steps = [one.what for one in said if one.kind == "step"]
    for what in steps[heard:]:
        tell(f"  · {what} …")
    return len(steps)


def why(told: Scene, act: str, code: int | None) -> str:
    """Which step it was, and what was waited for."""
    told_by_it = lines(told, act)
    failed = next((one.what for one in reversed(told_by_it) if one.kind == "failed"), "")
    step = next((one.what for one in reversed(told_by_it) if one.kind == "step"), "Begyndelsen")
    return failed or f"{step}. Vinduet holdt op (kode {code}). {_last_words(told, act)}"


def _last_words(told: Scene, act: str) -> str:
    log = Path(told.folder) / f"{act}.log"
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if log.exists() else []
    return said[-1] if said else ""
