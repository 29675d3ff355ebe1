"""Rows 6 and 7: two forks of a case folded and merged; a whole history on the wire. Against loro, pycrdt and automerge."""

from __future__ import annotations

import gc
import json
import os
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rygsaek.history.changes import Change, NewChange
from rygsaek.history.clock import Stamp
from rygsaek.history.entries import NO_HASH, Entry, chain_hash
from rygsaek.history.entries import pack as pack_save
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import Key, Register
from sync.columns import Save, pack
from sync.laid import read
from sync.sealing.bodies import CheckpointBody, Covered, pack_body
from sync.standing import standing
from sync.wire.office import FORMAT
from tests.benchmarks import peers
from tests.benchmarks.histories import edits
from tests.benchmarks.lines import Lines
from tests.benchmarks.measure import Row, median, timed
from tests.benchmarks.pouch import Node
from tests.support.offices import CASE, new_office

FORKS = ("minbaerbar", "dinbaerbar")
IN_A_ROW = 5
HERE = Path(__file__).parent.absolute()
Edit = tuple[int, NewChange]


def rows() -> list[Row]:
    """Both."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        python = Lines([str(peers.python()), str(HERE / "crdts_here.py")], os.environ, folder)
        node = Node("automerge.js", folder / "node")
        try:
            return [*merging(folder, python, node), *wire(folder, python, node)]
        finally:
            python.end()
            node.end()


def timed_edits(number: int) -> list[Edit]:
    """When, in ms, and what: some seconds or minutes apart, and now and then days."""
    chance, ms, made = random.Random(f"times {number}"), 1_790_000_000_000, []
    for change in edits(number):
        ms += chance.randint(2_000, 90_000) if chance.random() < 0.97 else chance.randint(10**7, 10**9)
        made.append((ms, change))
    return made


def saves_of(incarnation: str, made: list[Edit]) -> list[Save]:
    """One save each, as the log packs them."""
    heads: dict[tuple[str, str], tuple[ChangeId, ...]] = {}
    saves = []
    for txn, (ms, new) in enumerate(made, 1):
        key, one = (new.document, new.register), ChangeId(incarnation, CASE, txn, 0)
        change = Change(one, Stamp(ms, 0), "lise holm", *key, new.kind, new.value, heads.get(key, ()))
        saves.append((incarnation, txn, pack_save([change], None)))
        heads[key] = (one,)
    return saves


def kept(folder: Path, name: str, made: list[Edit]) -> str:
    """A file for the peers."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps([(ms, f"{one.document} {one.register}", one.value) for ms, one in made]), encoding="utf-8")
    return str(path)


def merging(folder: Path, python: Lines, node: Lines) -> Iterator[Row]:
    """Two laptops have each written 300 edits in the same case: from bytes to what stands, and where a person must choose.

    The peers tell what stands, and neither who wrote it nor that anything was written twice. A second figure is with every
    change that stands: who wrote it, when, and what it superseded. Each side does its work some times in a row in its turn, so
    that neither is the one that has just been woken.
    """
    made = [timed_edits(number) for number in (1, 2)]
    packs = [pack(saves_of(incarnation, fork)) for incarnation, fork in zip(FORKS, made, strict=True)]
    files = "|".join(kept(folder, incarnation, fork) for incarnation, fork in zip(FORKS, made, strict=True))
    shown, conflicts = merged(packs, lambda register: register.shown)
    assert sum(map(len, shown)) == sum(len(one) for one in merged(packs, lambda register: register.heads)[0])
    for peer in (python, node):
        peer.ask("fork", files=files)
    others = (
        python.ask("merge", whose="pycrdt", times="50")["seconds"],
        [node.ask("merge")["seconds"] for _ in range(20)],
    )
    mine, whole, bare, loro = list[float](), list[float](), list[float](), list[float]()
    gc.collect()
    gc.disable()  # as the app does (ui/collecting)
    for _ in range(50):
        mine += in_a_row(lambda: merged(packs, lambda register: register.shown))
        loro += python.ask("merge", whose="loro", times=str(IN_A_ROW))["seconds"]
        whole += in_a_row(lambda: merged(packs, lambda register: register.heads))
        loro += python.ask("merge", whose="loro", times=str(IN_A_ROW))["seconds"]
        bare += in_a_row(lambda: [read(data) for data in packs])
    gc.enable()
    told = f"{len(conflicts)} conflicts among {len(shown)} fields; reading the columns alone {median(bare) * 1000:.2f} ms"
    note = f"{told}; pycrdt {median(others[0]) * 1000:.2f} ms, automerge {median(others[1]) * 1000:.1f} ms"
    yield Row("6", "two forks of 300 edits folded and merged", median(mine), median(loro), "loro", 0.7, note=note)
    yield Row("6", "the same, with who wrote it, when, and over what", median(whole), median(loro), "loro", 0.7)


def in_a_row(work: Callable[[], object]) -> list[float]:
    """Seconds of each call."""
    return [timed(work) for _ in range(IN_A_ROW)]


def merged(packs: list[bytes], told: Callable[[Register], Sequence[object]]) -> tuple[list[Sequence[object]], tuple[Key, ...]]:
    """What stands in every register, and where a person must choose."""
    state = standing(CASE, packs)
    assert state is not None
    registers = [register for document in ("", *state.documents()) for _, register in state.registers(document)]
    return [told(register) for register in registers], state.conflicts()


def wire(folder: Path, python: Lines, node: Lines) -> Iterator[Row]:
    """A checkpoint with 300 edits, sealed, against what the peers write unsealed."""
    made = timed_edits(1)
    file = kept(folder, "whole", made)
    sizes = {**python.ask("size", file=file), **node.ask("size", file=file)}
    ours = len(checkpoint(saves_of(FORKS[0], made)))
    note = f"sealed; unsealed: loro {sizes['loro']}, pycrdt {sizes['pycrdt']} (both zstd; pycrdt drops what was overwritten)"
    for whole, name in ((sizes["text"], "automerge, text"), (sizes["whole"], "automerge, whole strings")):
        yield Row("7", "a case's whole history on the wire", ours, whole, name, 1.0, "bytes", note)


def checkpoint(saves: list[Save]) -> bytes:
    """The envelope of a checkpoint."""
    office = new_office("bench")
    case, author, head = office.case(office.devices[0]), office.devices[0], NO_HASH
    for incarnation, txn, payload in saves:
        head = Entry(CASE, incarnation, txn, payload, chain_hash(CASE, incarnation, txn, head, payload)).hash
    covered = Covered(saves[0][0], len(saves), head, author.name, 1, head)
    roster = office.roster
    body = CheckpointBody(FORMAT, CASE, 1_790_000_000_000, roster.n, roster.head, (covered,), pack(saves))
    return case.envelope(author, pack_body(body), type_="checkpoint")
