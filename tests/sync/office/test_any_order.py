"""Everything that an office may ever say to a laptop, in any order: it comes to the same, and nothing is left aside."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from sync import membership, tables
from sync.office import case_sharing, deleting, redacting, returning, revoking
from sync.office.labels import Label
from sync.taking import take_all
from sync.wire.codec import NO_HASH
from sync.wire.office import FORMAT
from sync.wire.requests import ANSWER_CAP, CaseFrom, Delivered, Exchange, Exchanged, Fetch, Fetched, Kind
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.staff import Hire, Staff
from tests.support.synced import Empty
from tests.support.vaults import open_by_ring
from tests.support.wired import places
from ui import wiring

ORDERS = 4
KINDS = get_args(Kind)
TYPES = ("grant", "redaction", "changes", "access", "summary", "checkpoint", "pairing")


class Life:
    """Bo has been let in, and his vault is put by. Then all that can happen in an office happens."""

    def __init__(self, central: Central, hire: Hire, folder: Path) -> None:
        lise, self.bo, eva, again = hire("Lise Holm"), hire("Bo Krag"), hire("Eva Lund"), hire("Lise Holm", "Ny bærbar")
        kit = lise.found(central.url)
        lise.let_in(eva)
        lise.let_in(self.bo, is_lead=True)
        self.early = folder / "early"
        with self.bo.desk.vault.connections.alone():
            self.bo.desk.vault.connections.fold()
            shutil.copytree(self.bo.desk.vault.folder, self.early)
        self.case, gone = cases.create_case(eva.desk, ANNA), cases.create_case(eva.desk, {**ANNA, "navn": "Per Nordvang"})
        said = cases.fill_form(eva.desk, self.case, "samarbejdsaftale", {"aktuel_situation": "Bor hos sin søster."})
        eva.sync()
        for case in (self.case, gone):
            case_sharing.give(eva.line, eva.desk, case, [lise.device, self.bo.device])
        eva.sync()
        lise.sync()
        self.bo.sync()
        cases.fill(lise.desk, self.case, said, {"haab_laengere_sigt": "Et job."})
        lise.sync()
        begun = deleting.begin(eva.desk, gone, "5 år", now(eva))
        assert begun.request is not None
        deleting.agree(lise.desk, begun.request, now(lise))
        lise.sync()
        eva.sync()
        returning.come_back(again.line, kit, central.url, Label("Lise Holm", "Ny bærbar"))
        revoking.lease(again.line, self.bo.device, 40)
        revoking.revoke(again.line, eva.device)
        lise.sync()
        (change,) = (one.id for one in lise.desk.journal.changes(self.case) if one.value == "Bor hos sin søster.")
        redacting.redact(lise.desk, self.case, [str(change)], now(lise), os.urandom, reason="Det stod forkert")
        for one in (lise, self.bo, lise):
            one.sync()
        self.items = self._all()

    def _all(self) -> list[Delivered]:
        """All that Bo may be told."""
        known = self.bo.line.membership()
        whole = self.bo.line.ask_own(known, "/v1/exchange", Exchange(FORMAT, "", "x", 0, NO_HASH, ANSWER_CAP, ()), Exchanged)
        wanted = Fetch(FORMAT, tuple(CaseFrom(one, 0) for one in whole.begun), TYPES, True, ANSWER_CAP)
        return [*whole.items, *self.bo.line.ask_own(known, "/v1/fetch", wanted, Fetched).items]


def now(one: Staff) -> int:
    return int(one.desk.now().timestamp() * 1000)


def test_what_an_office_says_in_any_order_comes_to_the_same(central: Central, hire: Hire, tmp_path: Path, empty: Empty) -> None:
    life = Life(central, hire, tmp_path)
    assert {one.kind for one in life.items} == {kind for kind in KINDS if kind not in ("wipe", "bequest")}
    with life.bo.desk.vault.read() as reader:
        cursor, mark = tables.number(reader, tables.CURSOR), tables.fact(reader, tables.MARK)
    for seed in range(ORDERS):
        home = places(tmp_path / f"bo{seed}")
        shutil.copytree(life.early, home.vault)
        desk = wiring.desk_on(open_by_ring(home.vault, empty[1], wiring.migrations()), home)
        try:
            hear(desk, random.Random(seed).sample(life.items, len(life.items)))
            with desk.vault.write() as tx:
                tables.note_number(tx, tables.CURSOR, cursor)
                tables.note(tx, tables.MARK, mark)
            replace(life.bo, desk=desk, line=wiring.line_on(desk)).sync()
            assert standing(desk, life.case) == standing(life.bo.desk, life.case), f"order {seed}"
        finally:
            desk.vault.close()


def hear(desk: Desk, items: Sequence[Delivered]) -> None:
    """One thing after the other, as a store may tell them."""
    for one in items:
        with desk.vault.write() as tx:
            known = membership.load(tx)
            assert known is not None
            take_all(tx, desk.journal, known, [one], int(desk.now().timestamp() * 1000))


def standing(desk: Desk, case: str) -> tuple[object, ...]:
    """What a laptop knows of its office and of a case; a tombstone that came behind its signer's leaving is told."""
    with desk.vault.read() as reader:
        known = membership.load(reader)
        left = reader.query("SELECT reason FROM sync_aside WHERE reason <> 'tombstone.not_active'")
        waits = [reader.query(f"SELECT * FROM {table}") for table in ("sync_missing", "sync_fetching", "sync_behind")]
    assert known is not None
    return known.roster.head, known.roster.doc_id, known.office.heads, known.lease, left, waits, desk.journal.state(case)
