"""What the store tells of itself: one line of JSON an event, with codes, sizes and the first eight characters of a device's
fingerprint. Never a body, a parameter or an error's own words: these may repeat what was handed in.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final, TextIO

import msgspec

SHOWN: Final = 8


class Log:
    """Writes lines to a stream. now_ms: the clock."""

    def __init__(self, stream: TextIO, now_ms: Callable[[], int]) -> None:
        self._stream = stream
        self._now_ms = now_ms

    def tell(self, event: str, **facts: str | int | float) -> None:
        """One event and its facts."""
        self._stream.write(msgspec.json.encode({"time": self._now_ms(), "event": event, **facts}).decode() + "\n")
        self._stream.flush()

    def fault(self, event: str, error: BaseException) -> None:
        """Something that should not happen: what kind of error, and where in the program; not what it says."""
        frames = traceback.extract_tb(error.__traceback__)[-4:]
        at = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
        self.tell(event, level="error", error=type(error).__name__, at=at)

    def request(self, path: str, status: int, code: str, device: bytes, size_in: int, size_out: int, took_ms: float) -> None:
        """One request and how it was answered."""
        self.tell(
            "request",
            path=path,
            status=status,
            code=code,
            device=device.hex()[:SHOWN],
            bytes_in=size_in,
            bytes_out=size_out,
            ms=round(took_ms, 1),
        )


class LibraryLines(logging.Handler):
    """What libraries log, reduced to who says it, how serious it is, and which error stands behind it."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._log.fault(f"library.{record.name}", error)
        else:
            self._log.tell(f"library.{record.name}", level=record.levelname.lower())


def standard_log(now_ms: Callable[[], int]) -> Log:
    """The log of a running store: on standard error, libraries' lines included."""
    log = Log(sys.stderr, now_ms)
    root = logging.getLogger()
    root.handlers = [LibraryLines(log)]
    root.setLevel(logging.WARNING)
    return log
