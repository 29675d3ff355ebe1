"""A real IPP printer on loopback for the tests: ippeveprinter, with an engine that can be told what goes wrong.

Nothing of the system is touched: its message bus is a private one, its port a free one, its folders the test's own.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

ENGINE = Path(__file__).with_name("engine.py")
PATIENCE_S = 60.0
T = TypeVar("T")
ippeveprinter = shutil.which("ippeveprinter", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def until(ask: Callable[[], T], patience_s: float = PATIENCE_S) -> T:
    """What `ask` says once it says something true; fails the test when it never does."""
    end = time.monotonic() + patience_s
    while not (answer := ask()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
    return answer


def free_port() -> int:
    """A TCP port that nobody has just now."""
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        return int(taken.getsockname()[1])


class SimulatedPrinter:
    """A driverless printer that can run out of paper, jam, be slow, be switched off and come back at the same address."""

    def __init__(
        self, folder: Path, name: str = "Koekkenbord", formats: str = "application/pdf,image/pwg-raster", port: int | None = None
    ) -> None:
        self.folder = folder
        self.name = name
        self.formats = formats
        self.port = port or free_port()
        self.uri = f"ipp://localhost:{self.port}/ipp/print"
        self._processes: list[subprocess.Popen[bytes]] = []
        for part in ("spool", "tray", "done"):
            (folder / part).mkdir(parents=True)
        self.tell("ok")
        self._command = folder / "engine"
        self._command.write_text(f'#!/bin/sh\nexec {sys.executable} -I -S {ENGINE} {folder} "$1"\n', encoding="utf-8")
        self._command.chmod(0o755)

    def tell(self, mode: str) -> None:
        """From now on: ok, media-empty, media-jam, cover-open, hold or break."""
        new = self.folder / "mode.new"
        new.write_text(mode, encoding="utf-8")
        new.replace(self.folder / "mode")

    def start(self) -> None:
        """Switch it on, and wait until it answers."""
        assert ippeveprinter, "ippeveprinter is missing: the package cups-ipp-utils has it"
        self._short = tempfile.TemporaryDirectory(prefix="rygsaek-")  # a socket's path may have no more than 107 letters
        self.bus = bus = Path(self._short.name) / "bus"
        log = (self.folder / "log").open("ab")
        self._run(["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address=unix:path={bus}"], log)
        until(lambda: self._is_alive() and bus.exists())
        address = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}"}
        spool = str(self.folder / "spool")
        options = ["-r", "off", "-p", str(self.port), "-d", spool, "-c", str(self._command), "-f", self.formats]
        self._run([ippeveprinter, *options, self.name], log, address)
        until(self._answers)
        log.close()

    def stop(self) -> None:
        """Pull the plug: what it had in memory is lost."""
        for process in reversed(self._processes):
            os.killpg(process.pid, signal.SIGKILL)  # with the engine that it may have running
            process.wait()
        if self._processes:
            self._short.cleanup()
        self._processes.clear()

    @contextmanager
    def on(self) -> Iterator[SimulatedPrinter]:
        """Switched on for a while, and off whatever happens."""
        self.start()
        try:
            yield self
        finally:
            self.stop()

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """On, with what it has in memory, and out of reach: the wireless link is down."""
        for process in self._processes:
            os.killpg(process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in self._processes:
                os.killpg(process.pid, signal.SIGCONT)

    def pages(self) -> list[str]:
        """The job names of the pages in the tray, in the order they came out."""
        return [page.read_text(encoding="utf-8") for page in sorted((self.folder / "tray").iterdir())]

    def documents(self) -> list[bytes]:
        """The documents that came out whole, as they arrived."""
        return [document.read_bytes() for document in sorted((self.folder / "done").iterdir())]

    def _run(self, command: list[str], log: IO[bytes], more: dict[str, str] | None = None) -> None:
        environment = {**os.environ, **(more or {})}
        self._processes.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True))

    def _is_alive(self) -> bool:
        assert all(process.poll() is None for process in self._processes), (self.folder / "log").read_text()
        return True

    def _answers(self) -> bool:
        self._is_alive()
        with socket.socket() as line:
            return line.connect_ex(("localhost", self.port)) == 0
