"""What a checkpoint may not say of chains that a lead vouches for: nobody has their envelopes to hold it against."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from rygsaek.history.changes import NOTE_WRITTEN, NewChange
from rygsaek.history.clock import HybridClock
from rygsaek.history.entries import Entry
from rygsaek.history.journal import Journal
from sync import chains
from sync.aside import AsideError
from sync.chains import Chain
from sync.contents import Into
from sync.membership import Membership
from sync.sealing.bodies import Covered
from sync.unsealed import Unsealed
from sync.vouching import Vouched, all_of, catch_up, check, put
from tests.support.books import Clock
from tests.support.memory_vault import MemoryVault
from tests.support.offices import AT, CASE, new_office
from tests.support.small_laptops import pattern

ONE, TWO, OTHER = b"1" * 32, b"2" * 32, b"o" * 32
SURE = Vouched("hendes", b"d" * 32, 4, b"i" * 32, 7, TWO)
END = Covered("hendes", 7, TWO, SURE.device, 4, SURE.id)
SAVES = {6: ONE, 7: TWO}


def refused(end: Covered | None, saves: dict[int, bytes]) -> str:
    entries = [Entry(CASE, "hendes", n, b"", hash_) for n, hash_ in saves.items()]
    try:
        check({"hendes": SURE}, () if end is None else (end,), entries)
    except AsideError as error:
        return error.reason
    return ""


def test_it_says_of_each_what_the_lead_saw_or_more_behind_it() -> None:
    assert refused(END, SAVES) == refused(replace(END, seq=5, id=OTHER, last=8), {**SAVES, 8: OTHER}) == ""
    wrong: dict[str, tuple[Covered | None, dict[int, bytes]]] = {
        "nothing": (None, SAVES),
        "less": (replace(END, seq=3), SAVES),
        "its last save is not there": (END, {6: ONE}),
        "another save": (END, {**SAVES, 7: OTHER}),
        "another save under more": (replace(END, seq=5, last=8), {**SAVES, 7: OTHER, 8: ONE}),
        "another envelope": (replace(END, id=OTHER), SAVES),
        "more in the same envelopes": (replace(END, last=8), {**SAVES, 8: ONE}),
        "another laptop": (replace(END, device=OTHER), SAVES),
        "another laptop under more": (replace(END, device=OTHER, seq=5, last=8), {**SAVES, 8: ONE}),
    }
    assert {what: refused(*said) for what, said in wrong.items()} == dict.fromkeys(wrong, "checkpoint.differs")


def test_the_furthest_that_a_lead_has_vouched_for_counts() -> None:
    further: dict[str, Any] = {"seq": 6, "id": ONE, "last": 9, "hash": ONE}
    with pattern().write() as tx:
        for one in (SURE, SURE._replace(**further), SURE):
            put(tx, CASE, one)
        assert all_of(tx, CASE) == {"hendes": SURE._replace(**further)}


def test_what_is_vouched_for_needs_no_checking_and_what_was_checked_stays_so() -> None:
    behind = {"ahead": (9, 8), "hendes": (4, 1), "further": (9, 1)}
    with pattern().write() as tx:
        for life, (seq, at_seq) in behind.items():
            row = (CASE, life, seq, OTHER, 12, at_seq, ONE, 2, SURE.device)
            tx.execute("INSERT INTO sync_behind VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            put(tx, CASE, SURE._replace(incarnation=life))
        found = tx.query("SELECT incarnation, at_seq, at_id, at_last FROM sync_behind ORDER BY 1")
    assert found == [("ahead", 8, ONE, 2), ("further", SURE.seq, SURE.id, SURE.last)]


@pytest.mark.parametrize("why", ["", "frozen", "own"])
def test_saves_whose_envelopes_have_gone_come_from_a_checkpoint_but_into_no_chain_that_is_frozen_or_ones_own(why: str) -> None:
    hers, mine = (MemoryVault((), iter((life,))) for life in ("hendes", "hendes" if why == "own" else "mit"))
    journals = []
    for one in (hers, mine):
        pattern().connection.backup(one.connection)
        journals.append(Journal(one.as_vault(), (Unsealed(),), HybridClock(Clock(AT).now)))
    journals[0].append(CASE, (NewChange("", "^note/a", NOTE_WRITTEN, {"text": "x"}),), "fs")
    (entry,) = entries = journals[0].entries(CASE)
    sure = SURE._replace(last=1, hash=entry.hash)
    office = new_office("vouched")
    with mine.write() as tx:
        into = Into(journals[1], tx, Membership(office.devices[0], office.roster, office.keys, ""), AT)
        if why == "frozen":
            chains.put(tx, Chain(CASE, "hendes", "changes", SURE.device, 0, bytes(32), 0, is_frozen=True))
        catch_up(into, {"hendes": sure}, entries)
        here = tx.query("SELECT incarnation, txn FROM log_entry"), chains.get(tx, CASE, "hendes", "changes").seq
    assert here == (([("hendes", 1)], SURE.seq) if not why else ([], 0))
