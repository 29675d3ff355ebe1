"""Rows 10 and 11: a new laptop gets 1,000 cases with their whole history, on loopback and over a poor line; PouchDB gets states.

Ours: sealed, signed, checked and opened, for good on the disk, TLS included; read into the log, with all that follows from it,
when a case is opened, or behind the rest, which is told beside it. PouchDB's: what stands, in the clear, and the names of the
300 edits that it came from, with which it compares what two have; of the edits themselves nothing, and no check. Beside it, in
the note: documents that nobody has ever edited.
"""

from __future__ import annotations

import gc
import hashlib
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from sync import checkpoints
from tests.benchmarks import histories
from tests.benchmarks.measure import Row, timed
from tests.benchmarks.pouch import Took, pouchdb
from tests.benchmarks.shared_cases import Shared, shared
from tests.benchmarks.syncing import as_json, synced
from tests.support.bad_link import BadLink
from tests.support.synced import SyncedLaptop

CASES = 1000
FEW = 50
"""Cases that fill the list's first screen."""
STATES = "PouchDB, states"
COUNTED = """
    SELECT (SELECT count(*) FROM case_summary) + (SELECT count(*) FROM case_preview),
        (SELECT count(*) FROM case_summary) + (SELECT count(*) FROM sync_arrived)"""


class Watch:
    """Notes how many cases stand in the list, and how many are here for good with their whole history, checked: it looks when the
    window would, each time that some have come."""

    def __init__(self, laptop: SyncedLaptop) -> None:
        self._laptop = laptop
        self._began = time.perf_counter()
        self._seen: list[tuple[float, int, int]] = []

    def look(self) -> None:
        with self._laptop.vault.read() as reader:
            (found,) = reader.query(COUNTED)
        self._seen.append((time.perf_counter() - self._began, *found))

    def seconds_until_listed(self, count: int) -> float:
        return next(seconds for seconds, listed, _ in self._seen if listed >= count)

    def seconds_until_here(self, count: int) -> float:
        return next(seconds for seconds, _, here in self._seen if here >= count)


class First(NamedTuple):
    """A first sync. few, listed, here, whole: seconds until a screenful was listed, all cases were, their checked history was
    here, and all of it was read into the log."""

    few: float
    listed: float
    here: float
    whole: float


def rows() -> list[Row]:
    """Both rows."""
    with tempfile.TemporaryDirectory() as place:
        with patch.object(checkpoints, "EVERY", 1), shared(Path(place), CASES, takers=2) as made:  # each case has its checkpoint
            near = first(made, made.taker, made.office.central.port)
            far = first(made, made.others[0], made.link.port)
        theirs = peers(Path(place) / "pouchdb")
    unedited = f"; PouchDB without an edit {theirs.new.seconds:.2f} s: {near.here / theirs.new.seconds:.2f}"
    work = f"first sync of {CASES} cases"
    return [
        Row("10", f"{work}, loopback, checked", near.here, theirs.near.seconds, STATES, 0.6, note=told(near) + unedited),
        Row("11", f"{work}, poor line: listed", far.listed, theirs.far.seconds, STATES, 0.27, note=told(far)),
    ]


def told(one: First) -> str:
    return f"{FEW} listed after {one.few:.2f} s, all here, checked, after {one.here:.2f} s, in the log after {one.whole:.1f} s"


def first(made: Shared, laptop: SyncedLaptop, port: int) -> First:
    made.link.begin(1)
    watch = Watch(laptop)
    laptop.came = watch.look
    gc.collect()
    gc.disable()  # as the window does (ui/collecting)
    try:
        whole = timed(lambda: synced(laptop, made.over(port)))
    finally:
        gc.enable()
    watch.look()
    return First(watch.seconds_until_listed(FEW), watch.seconds_until_listed(CASES), watch.seconds_until_here(CASES), whole)


class Peers(NamedTuple):
    """PouchDB's pull: near and over the poor line; new: near, of documents that were never edited."""

    near: Took
    far: Took
    new: Took


def peers(folder: Path) -> Peers:
    """PouchDB's pull of the same cases."""
    made = [(number, histories.edits(number)) for number in range(CASES)]
    states = [histories.state(*one) for one in made]
    with pouchdb(folder) as (port, laptops), BadLink(port) as link:
        near, far = (f"http://127.0.0.1:{one}" for one in (port, link.port))
        for name, work, documents in (("new", "fill", states), ("edited", "keep", [edited(one) for one in states])):
            laptops.do("make", url=f"{near}/{name}")
            laptops.do(work, db=name, file=as_json(folder / name, documents))
            laptops.do("push", db=name, url=f"{near}/{name}")
        link.begin(1)
        found = Peers(
            laptops.do("pull", db="near", url=f"{near}/edited"),
            laptops.do("pull", db="far", url=f"{far}/edited"),
            laptops.do("pull", db="unedited", url=f"{near}/new"),
        )
    assert all(one.docs == CASES for one in found)
    return found


def edited(state: dict[str, Any]) -> dict[str, Any]:
    """The same document after EDITS saves, with the names that these leave behind: to make them all takes longer than the row."""
    names = [digest(f"{state['_id']} {n}") for n in range(histories.EDITS, -1, -1)]
    return {**state, "_rev": f"{len(names)}-{names[0]}", "_revisions": {"start": len(names), "ids": names}}


def digest(text: str) -> str:
    """As PouchDB names what stands: 32 digits that look like chance."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
