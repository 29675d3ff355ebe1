"""Rows 8 and 9: a day's work over a poor line, and nothing to say; against one bare TLS stream, and against PouchDB."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from rygsaek.history.changes import NewChange
from sync.asking import Transport
from sync.transport import HttpTransport
from tests.benchmarks import floor, histories
from tests.benchmarks.measure import Row, median, p95, timed
from tests.benchmarks.pouch import Took, pouchdb
from tests.benchmarks.shared_cases import Shared, a_day, shared
from tests.support.bad_link import BAD, BadLink, Passed
from tests.support.synced import SyncedLaptop

CASES, EDITS = 30, 20
ROUNDS, PEERS_ROUNDS = 15, 3
AT_ONCE = "1000"
"""Documents: all of them."""
LEAST_S = 2 * BAD.delay_s
"""There and back."""


class Kept:
    """A transport that is not closed when a sync is over. asked: how many questions went over it."""

    def __init__(self, within: HttpTransport) -> None:
        self._within, self.asked = within, 0

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        self.asked += 1
        return self._within.post(path, body, headers)

    def close(self) -> None:
        """Left open."""

    def end(self) -> None:
        self._within.close()


class Synced(NamedTuple):
    """One sync. requests: how many questions; passed: what went over the line."""

    seconds: float
    requests: int
    passed: Passed


class Round(NamedTuple):
    """A day handed in and fetched, on fresh and on standing streams, and the same bytes on a bare one. sealed: those bytes."""

    push: Synced
    pull: Synced
    warm_push: Synced
    warm_pull: Synced
    nothing: Synced
    sealed: int
    warm_sealed: int
    floor_s: float


def rows() -> list[Row]:
    """All of them."""
    with tempfile.TemporaryDirectory() as place:
        with shared(Path(place), CASES) as office, floor.sink(office.files) as sink, BadLink(sink) as line:
            with_history(office)
            mine = [one_round(office, line, seed) for seed in range(ROUNDS)]
        theirs = peers_rounds(Path(place) / "pouchdb")
    return [*of_a_day(mine, theirs), *of_nothing(mine, theirs)]


def with_history(office: Shared) -> None:
    """Everything so far comes over, on a line that is not measured."""
    for laptop in (office.taker, office.giver):
        straight = office.over(office.office.central.port)
        synced(laptop, straight)
        straight.close()


def one_round(office: Shared, line: BadLink, seed: int) -> Round:
    a_day(office.giver, office.cases, EDITS, 2 * seed)
    push, sealed = over_fresh(office, office.giver, seed), last_sealed(office.giver)
    pull = over_fresh(office, office.taker, seed)
    line.begin(seed)
    with floor.stream(line.port, office.files.certificate) as stream:
        floor.seconds(stream, b"x")
        floor_s = floor.seconds(stream, os.urandom(sealed))
    giving, taking = Kept(office.over(office.link.port)), Kept(office.over(office.link.port))
    nothing = [on(office, laptop, kept) for laptop, kept in ((office.giver, giving), (office.taker, taking))]
    a_day(office.giver, office.cases, EDITS, 2 * seed + 1)
    office.link.begin(seed)
    warm_push, warm_sealed = on(office, office.giver, giving), last_sealed(office.giver)
    warm_pull = on(office, office.taker, taking)
    again = on(office, office.giver, giving)
    giving.end()
    taking.end()
    assert nothing[0].requests == 1
    return Round(push, pull, warm_push, warm_pull, again, sealed, warm_sealed, floor_s)


def over_fresh(office: Shared, laptop: SyncedLaptop, seed: int) -> Synced:
    office.link.begin(seed)
    made: list[Kept] = []

    def sync() -> None:
        made.append(Kept(office.over(office.link.port)))
        synced(laptop, made[0])

    try:
        seconds = timed(sync)
        return Synced(seconds, made[0].asked, office.link.passed())
    finally:
        made[0].end()


def on(office: Shared, laptop: SyncedLaptop, kept: Kept) -> Synced:
    asked, before = kept.asked, office.link.passed()
    seconds = timed(lambda: synced(laptop, kept))
    after = office.link.passed()
    return Synced(seconds, kept.asked - asked, Passed(*(new - old for new, old in zip(after, before, strict=True))))


def synced(laptop: SyncedLaptop, transport: Transport) -> None:
    laptop.carry = lambda: transport
    laptop.sync()


def last_sealed(laptop: SyncedLaptop) -> int:
    """Bytes of what the last sync sealed."""
    with laptop.vault.read() as reader:
        found = reader.one("SELECT sum(length(data)) FROM sync_own WHERE sealed_ms = (SELECT max(sealed_ms) FROM sync_own)")
    return int(found[0]) if found else 0


class PeersRound(NamedTuple):
    push: Took
    pull: Took
    nothing: Took


class Peers(NamedTuple):
    """PouchDB as it comes, and told to take everything in one batch."""

    as_it_comes: list[PeersRound]
    at_once: list[PeersRound]


def peers_rounds(folder: Path) -> Peers:
    """The same in PouchDB: a document a case, saved at each edit, those of its history too; only what stands goes over the line
    with the names of what stood before, in the clear."""
    found: dict[str, list[PeersRound]] = {"": [], AT_ONCE: []}
    with pouchdb(folder) as (port, laptops), BadLink(port) as link:
        straight, poor = (f"http://127.0.0.1:{one}/cases" for one in (port, link.port))
        laptops.do("make", url=straight)
        laptops.do("fill", db="a", file=as_json(folder / "all", [histories.state(n, []) for n in range(CASES)]))
        history = [edit for n in range(CASES) for edit in saved(n, histories.edits(n))]
        laptops.do("edit", db="a", file=as_json(folder / "history", history))
        laptops.do("push", db="a", url=straight)
        laptops.do("pull", db="b", url=straight)
        for seed in range(PEERS_ROUNDS):
            for batch, rounds in found.items():
                laptops.do("edit", db="a", file=as_json(folder / f"day{seed}{batch}", peers_day(2 * seed + bool(batch))))
                link.begin(seed)
                push = laptops.do("push", db="a", url=poor, batch=batch)
                pull = laptops.do("pull", db="b", url=poor, batch=batch)
                assert (push.docs, pull.docs) == (CASES, CASES)
                rounds.append(PeersRound(push, pull, laptops.do("sync", db="b", url=poor, batch=batch)))
    return Peers(found[""], found[AT_ONCE])


def peers_day(seed: int) -> list[tuple[str, str, str]]:
    return [edit for number in range(CASES) for edit in saved(number, histories.days_edits(number, EDITS, seed))]


def saved(number: int, edits: list[NewChange]) -> list[tuple[str, str, str]]:
    """Edits as the peer saves them: document, field, value."""
    return [(f"sag{number:06}", f"{edit.document} {edit.register}", edit.value) for edit in edits]


def as_json(path: Path, data: object) -> str:
    path.with_suffix(".json").write_text(json.dumps(data), encoding="utf-8")
    return str(path.with_suffix(".json").absolute())


def of_a_day(mine: list[Round], theirs: Peers) -> list[Row]:
    """Row 8."""
    work = f"a day ({CASES} cases × {EDITS} edits), 150 ms, 1 Mbit/s, 2 %"
    floors = median([one.floor_s for one in mine])
    push, pull = [one.push.seconds for one in mine], [one.pull.seconds for one in mine]
    warm = [[one.warm_push.seconds for one in mine], [one.warm_pull.seconds for one in mine]]
    sealed = median([one.warm_sealed for one in mine])
    note = f"p95 {p95(push) * 1000:.0f} ms; {sealed / 1000:.1f} kB sealed"
    bare = "bare TLS stream"
    return [
        Row("8", f"{work}: questions", float(max(one.push.requests for one in mine)), 1, "one", 1.0, "x"),
        Row("8", "fetched again: questions", float(max(one.pull.requests for one in mine)), 1, "one", 1.0, "x"),
        Row("8", "bytes on the line", median([one.warm_push.passed.up for one in mine]), sealed, "sealed bytes", 1.15, "B"),
        Row("8", "handed in, from a fresh TLS connection", median(push), floors, bare, 3.0, note=note),
        Row("8", "fetched, from a fresh TLS connection", median(pull), floors, bare, 3.0, note=f"p95 {p95(pull) * 1000:.0f} ms"),
        Row("8", "handed in, on one that stands", median(warm[0]), floors, bare, 1.3, note=f"p95 {p95(warm[0]) * 1000:.0f} ms"),
        Row("8", "fetched, on one that stands", median(warm[1]), floors, bare, 1.3, note=f"p95 {p95(warm[1]) * 1000:.0f} ms"),
        *against(push, pull, theirs.as_it_comes, "PouchDB as it comes"),
        *against(push, pull, theirs.at_once, "PouchDB in one batch"),
    ]


def against(push: list[float], pull: list[float], theirs: list[PeersRound], name: str) -> list[Row]:
    return [
        Row("8", "handed in, fresh, against PouchDB", median(push), median([one.push.seconds for one in theirs]), name, 0.2),
        Row("8", "fetched, fresh, against PouchDB", median(pull), median([one.pull.seconds for one in theirs]), name, 0.2),
    ]


def of_nothing(mine: list[Round], theirs: Peers) -> list[Row]:
    """Row 9."""
    turns, seconds = max(one.nothing.passed.turns for one in mine), median([one.nothing.seconds for one in mine])
    peers = [median([one.nothing.seconds for one in rounds]) * 1000 for rounds in theirs]
    note = f"PouchDB {peers[0]:.0f} ms as it comes, {peers[1]:.0f} in one batch, {theirs.at_once[0].nothing.requests} requests"
    return [
        Row("9", "nothing to sync, poor line: round trips", float(turns), 1, "one", 1.0, "x", note=note),
        Row("9", "the same in time", seconds, LEAST_S, "there and back", 1.3),
    ]
