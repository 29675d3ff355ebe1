"""The central store of the demo: the real one, in a process of its own, with a database in the demo's folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

PROGRAM = (sys.executable, "-m", "sync.server.main")
END_S = 10.0


class Store(NamedTuple):
    """url: where it answers; folder: its database and key."""

    url: str
    folder: Path

    def holds(self, text: str) -> bool:
        """Whether it lies readable in anything that the store keeps."""
        wanted = [text.encode(code) for code in ("utf-8", "utf-16-le")]
        return any(one in path.read_bytes() for path in self.folder.rglob("*") if path.is_file() for one in wanted)

    @property
    def size_kb(self) -> int:
        """Of everything that it keeps, in kB."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file()) // 1000


@contextmanager
def running(folder: Path) -> Iterator[Store]:
    """A store that runs for as long as the context lasts. Raises OSError where it does not start."""
    where = ("--folder", str(folder))
    with (folder.parent / "central.log").open("ab") as log:
        subprocess.run([*PROGRAM, "init", *where], check=True, stdout=log, stderr=log)
        process = subprocess.Popen([*PROGRAM, "serve", *where, "--port", "0"], stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        said = process.stdout.readline() if process.stdout is not None else ""
        if "://" not in said:
            raise OSError(0, "det centrale lager startede ikke")
        yield Store(said.split()[-1], folder)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(END_S)
        if process.stdout is not None:
            process.stdout.close()
