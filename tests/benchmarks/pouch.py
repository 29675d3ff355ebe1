"""PouchDB as a peer: a store and laptops in Node, installed into bench-output on first use and never into our lock."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent / "pouchdb"
FOLDER = Path("bench-output/pouchdb")


class Took(NamedTuple):
    """How long a work took in the peer's own process, with how many requests, and how many documents it moved."""

    seconds: float
    requests: int
    docs: int


def modules() -> Path:
    """The peer's packages, installed where they are not. Raises AssertionError without Node and npm."""
    assert shutil.which("node") and shutil.which("npm"), "this row's peer needs Node: apt-get install nodejs npm"
    wish = (HERE / "package.json").read_bytes()
    stamp = FOLDER / "made"
    if not stamp.exists() or stamp.read_text() != hashlib.sha256(wish).hexdigest():
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        (FOLDER / "package.json").write_bytes(wish)
        npm = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(npm, cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
        stamp.write_text(hashlib.sha256(wish).hexdigest())
    return (FOLDER / "node_modules").absolute()


class Node:
    """One process of the peer that is told what to do, line by line."""

    def __init__(self, script: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "NODE_PATH": str(modules()), "NODE_NO_WARNINGS": "1"}
        command = ["node", str(HERE / script), str(folder.absolute())]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder
        )

    def told(self) -> dict[str, Any]:
        """The next line that it tells. Raises AssertionError where it has died."""
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            if line.startswith("{"):
                found: dict[str, Any] = json.loads(line)
                return found
        raise AssertionError(f"the peer ended: {self._process.wait()}")

    def do(self, work: str, **arguments: str) -> Took:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": work, **arguments}) + "\n")
        self._process.stdin.flush()
        return Took(**self.told())

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@contextmanager
def pouchdb(folder: Path) -> Iterator[tuple[int, Node]]:
    """The store's port, and a process that holds laptops."""
    server, client = Node("server.js", folder / "store"), Node("client.js", folder / "laptops")
    try:
        yield server.told()["port"], client
    finally:
        client.end()
        server.end()
