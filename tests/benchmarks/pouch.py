"""PouchDB as a peer: a store and laptops in Node."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.lines import Lines
from tests.benchmarks.node import HERE, modules

PEER = "pouchdb"


class Took(NamedTuple):
    """How long a work took in the peer's own process, with how many requests, and how many documents it moved."""

    seconds: float
    requests: int
    docs: int


class Node(Lines):
    """One process of Node's."""

    def __init__(self, script: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "NODE_PATH": str(modules(PEER)), "NODE_NO_WARNINGS": "1"}
        command = ["node", str(HERE / PEER / script), str(folder.absolute())]
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
