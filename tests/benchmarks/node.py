"""Peers that run in Node: their packages are installed into bench-output on first use, and never into our lock."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def modules(name: str) -> Path:
    """A peer's packages, installed where they are not. Raises AssertionError without Node and npm."""
    assert shutil.which("node") and shutil.which("npm"), "this row's peer needs Node: apt-get install nodejs npm"
    wish, folder = (HERE / name / "package.json").read_bytes(), Path("bench-output") / name
    stamp = folder / "made"
    if not stamp.exists() or stamp.read_text() != hashlib.sha256(wish).hexdigest():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_bytes(wish)
        npm = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(npm, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        stamp.write_text(hashlib.sha256(wish).hexdigest())
    return (folder / "node_modules").absolute()
