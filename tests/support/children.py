"""A child process that does something and tells what it has done, and may be killed at any moment."""

from __future__ import annotations

import os
import select
import signal
import time
import traceback
import warnings
from collections.abc import Callable

Tell = Callable[[str], None]


class Child:
    """A fork of this process that runs work, and writes a line for each thing that it acknowledges."""

    def __init__(self, work: Callable[[Tell], None]) -> None:
        self._reading, writing = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # newer Pythons warn of forks beside threads; it only execs no lock of theirs
            self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                os.close(self._reading)
                work(lambda line: void(os.write(writing, line.encode() + b"\n")))
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        os.close(writing)

    def wait(self) -> tuple[list[str], int]:
        """All that it told, and how it ended: its exit code, or minus the signal that killed it."""
        return self._end(b"")

    def kill_after(self, seconds: float) -> tuple[list[str], int]:
        """Let it go on for so long after its first line, then kill it."""
        heard = os.read(self._reading, 1 << 16)
        ends = time.monotonic() + seconds
        while heard and (left := ends - time.monotonic()) > 0 and select.select([self._reading], [], [], left)[0]:
            more = os.read(self._reading, 1 << 16)
            if not more:
                break
            heard += more
        os.kill(self.pid, signal.SIGKILL)
        return self._end(heard)

    def _end(self, heard: bytes) -> tuple[list[str], int]:
        while more := os.read(self._reading, 1 << 16):
            heard += more
        os.close(self._reading)
        _, status = os.waitpid(self.pid, 0)
        return heard.decode().splitlines(), os.waitstatus_to_exitcode(status)


def void(_: object) -> None:
    """Nothing comes of it."""


def die() -> None:
    """End at once, as by a kill from outside."""
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()
