"""Rows 10 and 11: a new laptop gets 1,000 cases with their whole history, on loopback and over a poor line; PouchDB gets states.
And the other way: a laptop hands in 1,000 cases of its own; and both ways beside Joplin, which encrypts what stands.

Ours: sealed, signed, checked and opened, for good on the disk, TLS included; read into the log, with all that follows from it,
when a case is opened, or behind the rest, which is told beside it. PouchDB's: what stands, in the clear, and the names of the
300 edits that it came from, with which it compares what two have; of the edits themselves nothing, and no check. Beside it, in
the note: documents that nobody has ever edited.

Handed in: what a laptop wrote where there is no network it has sealed when it tried there, and then it hands that in (decision
0017); beside it what it takes to seal all of it then and there. Joplin, which keeps states too, encrypts when it syncs.
"""

from __future__ import annotations

import gc
import hashlib
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from sync import checkpoints, outbox
from sync.errors import UnreachableError
from tests.benchmarks import histories
from tests.benchmarks.measure import Row, timed
from tests.benchmarks.notes import joplin
from tests.benchmarks.pouch import Took, pouchdb
from tests.benchmarks.shared_cases import Shared, shared, written
from tests.benchmarks.syncing import as_json, synced
from tests.support.bad_link import BadLink
from tests.support.printer import free_port
from tests.support.synced import SyncedLaptop

CASES = 1000
FEW = 50
"""Cases that fill the list's first screen."""
STATES, NOTES = "PouchDB, states", "Joplin, states, encrypted"
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
    """Both rows, the tenth also beside Joplin."""
    with tempfile.TemporaryDirectory() as place:
        each_has_one = patch.object(checkpoints, "EVERY", 1)
        with each_has_one, shared(Path(place) / "fetched", CASES, takers=2) as made:
            near = first(made, made.taker, made.office.central.port)
            far = first(made, made.others[0], made.link.port)
        with shared(Path(place) / "handed in", 0) as made:
            given = handed_in(made)
        theirs = peers(Path(place) / "pouchdb")
        moved = joplin(Path(place) / "joplin", [as_note(number) for number in range(CASES)])
    unedited = f"; PouchDB without an edit {theirs.new.seconds:.2f} s: {near.here / theirs.new.seconds:.2f}"
    work = f"first sync of {CASES} cases"
    return [
        Row("10", f"{work}, loopback, checked", near.here, theirs.near.seconds, STATES, 0.6, note=told(near) + unedited),
        Row("10", f"{CASES} cases handed in, sealed away from the network", given.sealed, moved.up, NOTES, 0.1),
        Row("10", f"{CASES} cases handed in, sealed then and there", given.unsealed, moved.up, NOTES, 0.1),
        Row("10", f"{work}, loopback, checked", near.here, moved.down, NOTES, 0.1),
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


class HandedIn(NamedTuple):
    """Seconds that CASES of its own take a laptop: that it had sealed where there was no network, and that it has yet to seal."""

    sealed: float
    unsealed: float


def handed_in(made: Shared) -> HandedIn:
    """By two laptops, each with cases of its own."""
    there, away, late = made.office.central.port, made.giver, made.taker
    for one in (away, late):
        synced(one, made.over(there))
        assert len(list(written(one.desk, CASES))) == CASES
    try_in_vain(away, made)
    gc.collect()
    gc.disable()  # as the window does
    try:
        took = HandedIn(*(timed(partial(synced, one, made.over(there))) for one in (away, late)))
    finally:
        gc.enable()
    for one in (away, late):
        with one.vault.read() as reader:
            assert not outbox.is_waiting(reader, one.vault.incarnation)
    return took


def try_in_vain(laptop: SyncedLaptop, made: Shared) -> None:
    """As a laptop does now and then where there is no network."""
    try:
        synced(laptop, made.over(free_port()))
    except UnreachableError:
        return
    raise AssertionError("somebody answers where nobody listens")


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


def as_note(number: int) -> str:
    """What stands in a case, as text."""
    state = histories.state(number, histories.edits(number))
    return "\n".join(f"{place}: {value}" for place, value in state.items())


def digest(text: str) -> str:
    """As PouchDB names what stands: 32 digits that look like chance."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
