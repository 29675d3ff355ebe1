"""PouchDB as a peer: a store and laptops in Node, installed into bench-output on first use and never into our lock."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.lines import Lines

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


class Node(Lines):
    """One process of Node's."""

    def __init__(self, script: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "NODE_PATH": str(modules()), "NODE_NO_WARNINGS": "1"}
        command = ["node", str(HERE / script), str(folder.absolute())]
        super().__init__(command, environment, folder)

    def do(self, work: str, **arguments: str) -> Took:
        return Took(**self.ask(work, **arguments))


@contextmanager
def pouchdb(folder: Path) -> Iterator[tuple[int, Node]]:
    """The store's port, and a process that holds laptops."""
    server, client = Node("server.js", folder / "store"), Node("client.js", folder / "laptops")
    try:
        yield server.told()["port"], client
    finally:
        client.end()
        server.end()
