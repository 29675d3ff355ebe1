"""What the acts tell the conductor: one line of JSON a thing, on the disk before the act goes on, so that a kill loses none."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

Kind = Literal["step", "measured", "typed", "found", "words", "failed", "locking", "asks", "answered", "over"]


class Said(msgspec.Struct, frozen=True):
    """One thing. what: a step in Danish, a measure, a text; value: a number with it; at: steady seconds, of all processes."""

    act: str
    kind: Kind
    what: str = ""
    value: float = 0.0
    at: float = 0.0


class Ledger:
    """Written by one act at a time, read by the conductor."""

    def __init__(self, path: Path, act: str = "") -> None:
        self._path, self._act = path, act

    def say(self, kind: Kind, what: str = "", value: float = 0.0) -> None:
        """Add a line."""
        said = Said(self._act, kind, what, value, time.monotonic())
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(said) + b"\n")

    def lines(self) -> Iterator[Said]:
        """Everything told so far; a line that is still being written is left for the next time."""
        return iter(_told(self._path.read_bytes()) if self._path.exists() else ())

    def latest(self, kind: Kind, act: str = "") -> Said | None:
        """The last thing of a kind that was told, by one act or any."""
        return next((one for one in reversed(list(self.lines())) if one.kind == kind and act in ("", one.act)), None)


@functools.lru_cache(maxsize=1)
def _told(written: bytes) -> tuple[Said, ...]:
    """Whoever waits reads it again and again, and mostly it is what it was."""
    return tuple(msgspec.json.decode(line, type=Said) for line in written.splitlines(keepends=True) if line.endswith(b"\n"))
