"""Programs and libraries measured against that are not in the lock: they live in an environment of their own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

WANTED = (
    "PySide6-Essentials==6.12.0",
    "sqlcipher3==0.6.4",
    "requests==2.34.2",
    "markdown==3.11.3",
    "typst==0.15.2",
    "loro==1.17.1",
    "pycrdt==0.14.13",
    "zstandard==0.25.0",
)
WITHOUT_THEIR_WISHES = ("bouquin==0.10.0",)


def python(folder: Path = Path("bench-output/peers")) -> Path:
    """The interpreter of the peers' environment, made on first use."""
    found = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp, wish = folder / "made", hashlib.sha256(repr(WANTED + WITHOUT_THEIR_WISHES).encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wish:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = [str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *WANTED], check=True)
        subprocess.run([*install, "--no-deps", *WITHOUT_THEIR_WISHES], check=True)
        stamp.write_text(wish)
    return found.absolute()
