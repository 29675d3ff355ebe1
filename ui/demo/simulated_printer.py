"""A printer on this machine for the demo: CUPS's own `ippeveprinter`, which speaks IPP as a real one and keeps what it gets."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

NAME = "Køkkenbord"
READY_S = 15.0
_PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


class SimulatedPrinter:
    """uri: where it answers. What it printed lies in a folder, as it arrived."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self.uri = f"ipp://localhost:{port}/ipp/print"

    def papers(self) -> list[Path]:
        """What came out, in the order that it did."""
        return sorted(self._folder.glob("*.pdf"), key=lambda path: int(path.name.partition("-")[0]))

    def hashes(self) -> set[str]:
        """SHA-256 of what came out, hex."""
        return {hashlib.sha256(path.read_bytes()).hexdigest() for path in self.papers()}


@contextmanager
def switched_on(folder: Path) -> Iterator[SimulatedPrinter | None]:
    """A printer that is on for as long as the context lasts; None where the tools are not there, or it does not start."""
    program = shutil.which("ippeveprinter", path=_PATH)
    bus = shutil.which("dbus-daemon", path=_PATH)
    if program is None:
        yield None
        return
    spool = folder / "printer"
    spool.mkdir(parents=True)
    port = _free_port()
    environment = dict(os.environ)
    running: list[subprocess.Popen[bytes]] = []
    log = (folder / "printer.log").open("ab")
    try:
        if bus is not None:  # it asks for a message bus, and this one is nobody else's
            address = f"unix:path={folder / 'bus'}"
            running.append(_run([bus, "--session", "--nofork", "--nopidfile", f"--address={address}"], log, environment))
            environment["DBUS_SYSTEM_BUS_ADDRESS"] = address
            _wait_for((folder / "bus").exists)
        running.append(
            _run([program, "-r", "off", "-p", str(port), "-d", str(spool), "-k", "-f", "application/pdf", NAME], log, environment)
        )
        answers = _wait_for(lambda: _answers(port))
        yield SimulatedPrinter(spool, port) if answers else None
    finally:
        for process in reversed(running):
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
        log.close()


def _run(command: list[str], log: IO[bytes], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=log, stderr=log, env=environment)


def _wait_for(is_there: Callable[[], bool]) -> bool:
    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        if is_there():
            return True
        time.sleep(0.05)
    return False


def _answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("localhost", port)) == 0


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        return int(taken.getsockname()[1])
