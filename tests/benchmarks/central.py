"""Rows 12 and 13: what the central store takes in, against the bare database, and an office at 8:30, against a store that keeps
nothing. Clients, store and database share this machine's cores, as pgbench and its server do.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import create_engine

from sync.server.database import url_of
from sync.server.tables import META
from tests.benchmarks.crowd import Laptop, Went, office_of, send
from tests.benchmarks.measure import Row, median, p99
from tests.support.central import Central
from tests.support.postgres import DEBIAN, USER, Postgres, wheel

CROWDS = (50, 200)
CASES, FEW = 10, 3
"""Of a laptop: what it hands in in one request is an envelope for each."""
REQUESTS = 600
"""Of a round, by all laptops together, each its own one after the other: pgbench's clients go on as well."""
ROUNDS, MORNINGS = 5, 9
"""The figures of one round lie up to a quarter apart here, those of one morning up to a half."""
PEER_S = 3
ROW_BYTES = 1_640
"""Of one envelope of the crowd."""
ADDED = (
    "INSERT INTO item (office, position, kind, case_id, incarnation, type, seq, covers, hash, mark, about, taken_ms, data)"
    " VALUES "
)


class Figures(NamedTuple):
    """Batches a second, round by round."""

    ours: list[float]
    peer: list[float]


def rows() -> Iterator[Row]:
    """All of them. A figure is how long a batch takes: a share of the peer's batches a second is one over the ratio.

    A batch is a row: what one laptop has sealed of one case. A laptop's request brings ten, and SQLite's one writer commits ten
    at a time; pgbench commits each. Requests are signed before the clock starts, and answers are read behind it, for these
    clients share the cores with the store.
    """
    for crowd, figures in on_postgresql().items():
        yield _row(f"a batch into PostgreSQL, {crowd} clients, with HTTP", figures, "pgbench", 1 / 0.6)
    for crowd, figures in on_sqlite().items():
        yield _row(f"a batch into SQLite, {crowd} clients, with HTTP", figures, "one writer", 1 / 0.5)
    yield at_half_past_eight()


def _row(work: str, figures: Figures, peer: str, goal: float) -> Row:
    ours, theirs = median(figures.ours), median(figures.peer)
    return Row("12", work, 1 / ours, 1 / theirs, peer, goal, note=f"{ours:.0f} and {theirs:.0f} batches a second")


@contextmanager
def store(place: Path, database: str = "", *options: str, sabotage: str = "") -> Iterator[Central]:
    """A running store."""
    central = Central(place / "store", database, ("--open", *options), sabotage)
    central.init()
    central.start()
    try:
        yield central
    finally:
        central.stop()


def on_postgresql() -> dict[int, Figures]:
    """By the number of clients: two processes before one PostgreSQL, and pgbench before the same."""
    server = Postgres(wheel())
    server.start("max_connections=300")
    try:
        peer = server.database()
        META.create_all(create_engine(url_of(peer)))
        with tempfile.TemporaryDirectory() as place, store(Path(place), server.database(), "--workers", "2") as central:
            return _by_crowd(central.port, lambda crowd: _pgbench(server, peer, crowd))
    finally:
        server.remove()


def on_sqlite() -> dict[int, Figures]:
    """By the number of clients: one process, and one writer that commits what one laptop hands in, on the disk each time."""
    with tempfile.TemporaryDirectory() as place, store(Path(place)) as central:
        META.create_all(create_engine(url_of(f"sqlite:///{place}/peer.db")))
        peer = sqlite3.connect(f"{place}/peer.db", isolation_level=None)
        peer.execute("PRAGMA journal_mode = WAL")
        peer.execute("PRAGMA synchronous = FULL")
        try:
            return _by_crowd(central.port, lambda crowd: _one_writer(peer, crowd))
        finally:
            peer.close()


def _by_crowd(port: int, peer: Callable[[int], float]) -> dict[int, Figures]:
    laptops = office_of(max(CROWDS), CASES, port)
    found: dict[int, Figures] = {}
    for crowd in CROWDS:
        some = laptops[:crowd]
        _ours(port, some), peer(crowd)
        pairs = [(_ours(port, some), peer(crowd)) for _ in range(ROUNDS)]
        found[crowd] = Figures([one for one, _ in pairs], [other for _, other in pairs])
    return found


def _ours(port: int, laptops: Sequence[Laptop]) -> float:
    """Every laptop hands in its days, one after the other: an envelope for each of its cases, in one request."""
    each = REQUESTS // len(laptops)
    requests = [[laptop.request(laptop.day()) for _ in range(each)] for laptop in laptops]
    return len(laptops) * each * CASES / send(port, requests).took_s


def _one_writer(peer: sqlite3.Connection, crowd: int) -> float:
    last = peer.execute("SELECT coalesce(max(position), 0) FROM item").fetchone()[0]
    days = [[_as_ours(last + 1 + n * CASES + case, n % crowd, case) for case in range(CASES)] for n in range(REQUESTS)]
    began = time.perf_counter()
    for one in days:
        peer.execute("BEGIN IMMEDIATE")
        peer.executemany(f"{ADDED} (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", one)
        peer.execute("COMMIT")
    return REQUESTS * CASES / (time.perf_counter() - began)


def _as_ours(position: int, laptop: int, case: int) -> tuple[object, ...]:
    """A row as long as ours, which lies in the indexes where ours would."""
    chain = ("envelope", f"sag{laptop}x{case}", f"i{laptop:030}", "changes", position, 0)
    return (1, position, *chain, os.urandom(32), os.urandom(32), None, 1, os.urandom(ROW_BYTES))


def _pgbench(server: Postgres, database: str, crowd: int) -> float:
    """The same rows, one a transaction, from as many clients."""
    programs = DEBIAN if DEBIAN.is_dir() else wheel()
    script = server.folder / "row.sql"
    script.write_text(
        "\\set case random(1, 6000)\n\\set n random(1, 9000000000000)\n"
        f"{ADDED} (1, nextval('place'), 'envelope', 'sag' || :case, 'i' || :n, 'changes', 1, 0, sha256('a'), sha256('b'),"
        f" NULL, 1, decode(repeat('5a', {ROW_BYTES}), 'hex'));\n"
    )
    name = database.split("/")[3].split("?")[0]
    connect = ["-h", str(server.folder), "-U", USER]
    subprocess.run(
        [programs / "psql", *connect, "-qc", "CREATE SEQUENCE IF NOT EXISTS place CACHE 100", name],
        check=True,
        capture_output=True,
    )
    command = [programs / "pgbench", *connect, "-n", "-M", "prepared", "-c", str(crowd), "-j", "2", "-T", str(PEER_S)]
    done = subprocess.run([*command, "-f", str(script), name], capture_output=True, text=True, check=True)
    told = re.search(r"tps = ([\d.]+) \(without", done.stdout)
    assert told is not None, done.stdout
    return float(told.group(1))


def at_half_past_eight() -> Row:
    """200 laptops connect, hand in what they have and get what is new, all at once; p99 of a request, connecting included."""
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        store(Path(one)) as real,
        store(Path(other), sabotage="nothing_kept") as empty,
    ):
        laptops, shadows = (office_of(max(CROWDS), FEW, central.port) for central in (real, empty))
        pairs = [(_arrive(real.port, laptops), _arrive(empty.port, shadows)) for _ in range(MORNINGS)]
    ours, peer = (median([p99(one.each_s) for one in some]) for some in zip(*pairs, strict=True))
    return Row(
        "13", f"200 laptops at once, {FEW} envelopes each: p99 of a request", ours, peer, "a store that keeps nothing", 2.0
    )


def _arrive(port: int, laptops: Sequence[Laptop]) -> Went:
    return send(port, [[laptop.request(laptop.day())] for laptop in laptops], is_connecting=True)
