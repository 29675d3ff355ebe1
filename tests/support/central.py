"""A real central store: a process of its own on loopback, and clients that sign for real."""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import select

from sync.asking import answered, asked, read
from sync.identity import DeviceSecret
from sync.server import tables
from sync.server.check import Look, Problem, problems
from sync.server.check_beside import wrong_beside
from sync.server.config import KEY_FILE, Config, database_in
from sync.server.main import main
from sync.server.opening import opened
from sync.server.setup import initialise
from sync.server.signing import write_key
from sync.wire.codec import NO_HASH, Message, encode
from sync.wire.office import FORMAT, Signed
from sync.wire.requests import Exchange, Exchanged, Fetch, Fetched, Found, Founded, Item, Kind
from tests.support import sabotage as broken
from tests.support.offices import STORE, Office

M = TypeVar("M", bound=Message)
MANY = 1 << 40


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int | None
    stdout: str
    stderr: str


class Central:
    """A store in a folder. database: an address, or "" for a file in the folder. Its key is the one that test offices name.

    sabotage: what is broken in it (`tests.support.sabotage`).
    """

    def __init__(self, folder: Path, database: str = "", options: tuple[str, ...] = (), sabotage: str = "") -> None:
        self.folder = folder
        self.where = ("--folder", str(folder), *(("--database", database) if database else ()))
        self.is_elsewhere = bool(database)
        self.database = database or database_in(folder)
        self.options = options
        self.sabotage = sabotage
        self.process: BaseProcess | None = None
        self.url = ""

    def init(self) -> None:
        """Make it, with the key of the tests."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_key(self.folder / KEY_FILE, STORE.seed)
        initialise(Config(str(self.folder), self.database))

    def command(self, name: str, *more: str) -> Ended:
        """Run one of its commands to the end."""
        with tempfile.TemporaryDirectory() as folder:
            process, said = self._run(Path(folder) / "told", name, *more)
            with os.fdopen(os.dup(said.fileno())) as lines:
                out = lines.read()
            said.close()
            process.join()
            return Ended(process.exitcode, out, (Path(folder) / "told").read_text())

    def faults(self, org: bytes = b"") -> list[Problem]:
        """What `check` finds in it, which should be nothing. org: in this one of many offices, looked through alone."""
        database = opened(Config(str(self.folder), self.database))[1]
        try:
            with database.read() as connection:
                if not org:
                    return list(problems(connection))
                row = connection.execute(select(tables.office).where(tables.office.c.org == org)).one()
                beside = [Problem(row.office, 0, code) for office, code in wrong_beside(connection) if office == row.office]
                return [*Look(connection, row.office, org).problems(row.position), *beside]
        finally:
            database.close()

    def start(self, *more: str) -> None:
        """Start it and wait until it says where it listens."""
        self.process, said = self._run(self.folder / "log", "serve", "--port", "0", *self.options, *more)
        with os.fdopen(os.dup(said.fileno())) as lines:
            told = lines.readline()
        said.close()
        assert "://" in told, self.log()
        self.url = told.split()[-1]

    def _run(self, log: Path, name: str, *more: str) -> tuple[BaseProcess, Connection]:
        """Begin a command. Returns its process, and what it prints; what it tells of errors goes into a file."""
        said, saying = multiprocessing.Pipe(duplex=False)
        process = _starting().Process(target=_be_the_store, args=([name, *self.where, *more], self.sabotage, str(log), saying))
        process.start()
        saying.close()
        return process, said

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def stop(self, number: int = signal.SIGTERM) -> int | None:
        """End it by a signal; returns its exit code."""
        assert self.process is not None and self.process.pid is not None
        os.kill(self.process.pid, number)
        self.process.join()
        code = self.process.exitcode
        self.process.close()
        self.process = None
        return code

    def log(self) -> str:
        """All that it has logged."""
        return (self.folder / "log").read_text()


@functools.cache
def _starting() -> ForkServerContext | SpawnContext:
    """How processes begin: where the system can, as forks of one that has loaded the libraries, which take a second each time."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sync.server.main", "sync.server.serving", "sync.server.app"])
    return context


def _be_the_store(arguments: list[str], sabotage: str, log: str, saying: Connection) -> None:
    """Be the store, as its command line is, with nothing to read: several processes of it read from what is open as 0."""
    os.dup2(sys.stdin.fileno(), 0)
    sys.stdin = os.fdopen(0, closefd=False)
    os.dup2(saying.fileno(), sys.stdout.fileno())
    with open(log, "a") as told:
        os.dup2(told.fileno(), sys.stderr.fileno())
    saying.close()
    sys.exit(broken.main(sabotage, arguments) if sabotage else main(arguments))


class Raw:
    """What came back, unread."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body


class Client:
    """A device that speaks with a store over one connection. ahead_ms: how far its clock is ahead."""

    def __init__(self, port: int, secret: DeviceSecret, server: bytes = STORE.public, ahead_ms: int = 0) -> None:
        self.secret, self.server, self.ahead_ms = secret, server, ahead_ms
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cursor, self.mark = 0, NO_HASH

    def ask(self, path: str, message: Message, kind: type[M]) -> M:
        """One question, signed and its answer's seal checked. Raises RefusedError, SyncError."""
        question = asked(self.secret, self.server, path, message, now_ms=self.now_ms(), nonce=os.urandom(32))
        raw = self.post(path, question.body, question.headers)
        return read(answered(self.server, question.nonce, raw.status, raw.headers, raw.body), kind)

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> Raw:
        """Bytes as they are."""
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        return Raw(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read())

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self.ahead_ms

    def exchange(self, *push: Item, incarnation: str = "mine", cursor: Literal[0] | None = None, room: int = MANY) -> Exchanged:
        """Hand in, and get what is new. cursor: 0 to begin again."""
        after, mark = (self.cursor, self.mark) if cursor is None else (cursor, NO_HASH)
        done = self.ask("/v1/exchange", Exchange(FORMAT, "test", incarnation, after, mark, room, push), Exchanged)
        self.cursor, self.mark = done.cursor, done.mark
        return done

    def codes(self, *push: Item) -> list[str]:
        """What became of each thing handed in."""
        return [one.code for one in self.exchange(*push).results]

    def fetch(self, message: Fetch) -> Fetched:
        return self.ask("/v1/fetch", message, Fetched)

    def close(self) -> None:
        self.connection.close()


def item(kind: Kind, thing: Message | bytes) -> Item:
    """Something to hand in."""
    return Item(kind, thing if isinstance(thing, bytes) else encode(thing))


def signed(thing: Signed) -> Item:
    """Something signed to hand in."""
    return item(thing.what, thing)


def found(client: Client, office: Office, *, is_paired: bool = False) -> Founded:
    """Found the office in the store by its first device. is_paired: with the pairings that laptops need to open its key."""
    keys = office.renewed() if is_paired else [office.renew()]
    items = tuple(signed(one) for one in (office.docs[0], office.links[0], *keys))
    return client.ask("/v1/found", Found(FORMAT, client.secret.keys, items), Founded)


def hand_in(client: Client, *things: Item) -> Exchanged:
    """Hand in what must be taken."""
    done = client.exchange(*things)
    assert [one.code for one in done.results] == [""] * len(things), done.results
    return done
