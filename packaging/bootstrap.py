#!/usr/bin/env python3
"""Everything from a bare machine onwards, with nothing but Python 3.11 and its standard library.

    python3 packaging/bootstrap.py setup           make .venv and install what is missing
    python3 packaging/bootstrap.py demo            set up, then the main job on an invented case
    python3 packaging/bootstrap.py test [ARG…]     set up, then style, types and tests (arguments go to pytest)
    python3 packaging/bootstrap.py bench [ARG…]    set up, then the benchmarks, printed as ratios
    python3 packaging/bootstrap.py long [NAME…]    set up, then the long test runs (without a name: their list)
    python3 packaging/bootstrap.py run [ARG…]      set up, then the program

Works on Debian 12 and Windows. System packages are installed where that is allowed (root on Debian), else named.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "rygsaek-setup"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

WINDOW = (
    "libgl1 libegl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
).split()
PRINTER = "cups cups-client cups-ipp-utils cups-filters dbus".split()
SCANNER = "libsane1 sane-utils".split()
TESTS = "xvfb xauth qpdf poppler-utils".split()


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code of what it ran."""
    commands = {"setup": setup_only, "demo": demo, "test": test, "bench": bench, "long": long, "run": run}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in ([], ["-h"], ["--help"]) else 2
    if sys.version_info < (3, 11):
        print(f"Rygsæk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 3
    os.chdir(ROOT)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of some hundred processes compiles the program anew
    return commands[arguments[0]](arguments[1:])


def setup_only(arguments: list[str]) -> int:
    return set_up([*WINDOW, *PRINTER, *SCANNER, *TESTS])


def demo(arguments: list[str]) -> int:
    return set_up([*WINDOW, *PRINTER]) or call([PYTHON, "-m", "ui.main", "demo", "--out", "demo-output", *arguments])


def run(arguments: list[str]) -> int:
    return set_up(WINDOW) or call([PYTHON, "-m", "ui.main", *arguments])


def test(arguments: list[str]) -> int:
    """Style and types first, being quickest to mend; the test runner's closing line stands last."""
    failed = set_up([*WINDOW, *PRINTER, *SCANNER, *TESTS])
    if failed:
        return failed
    for check in (
        [PYTHON, "-m", "ruff", "check", "--quiet", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
        [PYTHON, "-m", "mypy"],
    ):
        failed = call(check) or failed
    unused = ["-p", "no:schemathesis"]  # a plugin that takes each process half a second to load; a long run has its library
    return call([PYTHON, "-m", "pytest", "-q", "-n", str(workers()), "--dist", "loadgroup", *unused, *arguments]) or failed


def bench(arguments: list[str]) -> int:
    return set_up([*WINDOW, *PRINTER]) or call([PYTHON, "-m", "tests.benchmarks", *arguments])


def long(arguments: list[str]) -> int:
    return set_up([*WINDOW, *PRINTER, *SCANNER, *TESTS]) or call([PYTHON, "-m", "tests.long", *arguments])


def workers() -> int:
    """Test processes at a time: one more than cores, as a third of their time is waiting for others; five at most."""
    return min(5, 1 + (os.cpu_count() or 1))


def call(command: list[str | Path]) -> int:
    """Run a command from the root of the checkout with its output shown; returns its exit code."""
    sys.stdout.flush()
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


def set_up(packages: list[str]) -> int:
    """Install what is missing. Returns 0, or 3 when something is missing that this user may not install."""
    return system_packages(packages) or virtual_environment()


def system_packages(wanted: list[str]) -> int:
    """Debian's packages, where this is Debian or a relative; elsewhere the wheels bring what is needed."""
    if not shutil.which("dpkg-query"):
        return 0
    if importlib.util.find_spec("ensurepip") is None:
        wanted = [f"python{sys.version_info.major}.{sys.version_info.minor}-venv", *wanted]
    missing = [name for name in wanted if name not in installed_packages(wanted)]
    if not missing:
        return 0
    if os.geteuid() != 0:
        print(f"These packages are missing: sudo apt-get install {' '.join(missing)}")
        return 3
    print(f"Installing {len(missing)} system packages …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    for attempt in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(attempt, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr.strip())
            print(f"apt-get could not install: {' '.join(missing)}")
            return 3
    return 0


def installed_packages(names: list[str]) -> set[str]:
    """Those of the named packages that are installed; a name with another architecture's suffix counts."""
    ask = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    lines = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.splitlines()
    return {line.split()[0] for line in lines if line.endswith(" installed")}


def virtual_environment() -> int:
    """`.venv` as the lock says; nothing to do while lock, project file and Python are the same as last time."""
    wish = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wish:
        return unpack_signatures()
    print("Installing Python packages into .venv …")
    base = getattr(sys, "_base_executable", None) or sys.executable
    install = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    steps = (
        [base, "-m", "venv", "--clear", VENV],
        [*install, "--require-hashes", "-r", LOCK],
        [*install, "--no-deps", "--no-build-isolation", "-e", ROOT],
    )
    for step in steps:
        if call(step):
            print("The set-up did not finish. Is there a network, and room on the disk?")
            return 3
    STAMP.write_text(wish)
    return unpack_signatures()


def unpack_signatures() -> int:
    """PySide6 lays the Python files within its library beside it, by its own switch: within, every start compiles them."""
    packages = next(VENV.glob("[lL]ib/python*/site-packages"), VENV / "Lib" / "site-packages")
    if not (packages / "shiboken6" / "files.dir").exists():
        call([PYTHON, "-c", "import os; os.environ['SBK_EMBED'] = '0'; import PySide6.QtCore"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
