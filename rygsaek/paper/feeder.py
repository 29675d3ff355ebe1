"""All pages in a scanner's feeder, in one run of `scanimage`: over named pipes, so that no page lies on the disk.

A run for each page would let many scanners throw out the rest of the pages. `scanimage` writes each page to `NUMBER.part` and
renames that when the page is whole (sane-backends 1.1.1, frontend/scanimage.c); here both are pipes. A thread of its own empties
them, so that the program ends when somebody gives up, also where nobody asks for the next page any more.
"""

from __future__ import annotations

import os
import select
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from rygsaek.vault.system import make_pipe, open_pipe

LOOK_S: Final = 0.2
_PIECE_BYTES: Final = 1 << 20

Ended = tuple[int, str]
"""How the program ended: its exit code, and what it said of errors."""


class StandsStillError(Exception):
    """The program says nothing more, or a page is larger than any page is."""


def fed(
    command: Sequence[str], environment: Mapping[str, str], most: int, most_bytes: int, patience_s: float,
    cancelled: threading.Event, ended: Callable[[int, Ended], None],
) -> Iterator[bytes]:  # fmt: skip
    """Each page as it comes, until the feeder is empty or somebody gives up.

    command: `scanimage` without where it writes. ended: told how many pages came whole and how the program ended; raises where
    that is a failure. Raises FileNotFoundError, OSError (no pipes here), StandsStillError.
    """
    given_up = threading.Event()
    came: SimpleQueue[bytes | Ended | Exception] = SimpleQueue()

    def pump() -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="rygsaek-") as folder:
                run = _Run(Path(folder), lambda: cancelled.is_set() or given_up.is_set(), most_bytes, patience_s)
                came.put(run.through([*command, f"--batch={folder}/%d", f"--batch-count={most}"], environment, most, came.put))
        except Exception as error:  # whatever it is, whoever waits for a page is told
            came.put(error)

    threading.Thread(target=pump, name="rygsaek-feeder", daemon=True).start()
    count = 0
    try:
        while True:
            one = came.get()
            if isinstance(one, bytes):
                count += 1
                yield one
            elif isinstance(one, Exception):
                raise one
            else:
                ended(count, one)
                return
    finally:
        given_up.set()


class _Run:
    """One run of the program."""

    def __init__(self, folder: Path, is_over: Callable[[], bool], most_bytes: int, patience_s: float) -> None:
        self._folder, self._is_over, self._most_bytes, self._patience_s = folder, is_over, most_bytes, patience_s

    def through(
        self, command: Sequence[str], environment: Mapping[str, str], most: int, came: Callable[[bytes], None]
    ) -> Ended:  # fmt: skip
        make_pipe(self._part(1))
        running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            for number in range(1, most + 1):
                make_pipe(self._part(number + 1))  # there before the program can ask for it
                page = self._page(number, running)
                if not page:
                    break
                came(page)
            _, said = running.communicate(timeout=self._patience_s)
            return running.returncode, said.decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            raise StandsStillError from None
        finally:
            if running.poll() is None:
                running.kill()
                running.communicate()

    def _page(self, number: int, running: subprocess.Popen[bytes]) -> bytes:
        """A whole page, b"" where none comes any more."""
        handle = open_pipe(self._part(number))
        pieces: list[bytes] = []
        quiet_s = 0.0
        try:
            while True:
                ready, _, _ = select.select([handle], [], [], LOOK_S)
                if self._is_over():
                    running.terminate()  # it stops the scanner's lamp itself, and ends
                    return b""
                if ready:
                    piece = os.read(handle, _PIECE_BYTES)
                    if not piece:
                        return b"".join(pieces) if self._is_whole(number, running) else b""
                    pieces.append(piece)
                    quiet_s = 0.0
                    if sum(map(len, pieces)) > self._most_bytes:
                        raise StandsStillError
                elif running.poll() is not None:
                    return b""
                elif (quiet_s := quiet_s + LOOK_S) > self._patience_s:
                    raise StandsStillError
        finally:
            os.close(handle)

    def _is_whole(self, number: int, running: subprocess.Popen[bytes]) -> bool:
        """Whether the program says so, by its name for it; it ends or goes on within moments."""
        whole = self._folder / str(number)
        while not whole.exists() and running.poll() is None and not self._is_over():
            select.select([], [], [], LOOK_S / 10)
        return whole.exists()

    def _part(self, number: int) -> Path:
        return self._folder / f"{number}.part"
