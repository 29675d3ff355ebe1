"""What follows of each thing from what the store said became of it."""

from __future__ import annotations

import pytest

from rygsaek.vault.transaction import Transaction
from sync import results
from sync.errors import SyncError
from sync.outbox import Out
from sync.results import Follows
from sync.wire.requests import Item, Result
from tests.support.offices import CASE
from tests.sync.test_inbox import Here

PLACE = (CASE, "mine", "changes", 1)
OWN = Out(Item("envelope", b"sealed"), 0, PLACE)
TAKEN_FROM_HER = Out(Item("envelope", b"hers"), 0, (CASE, "hers", "changes", 4))


def refused(tx: Transaction, here: Here, one: Out, code: str) -> tuple[int, Follows, str]:
    """How many were taken, what follows, and how the laptop's own envelope stands then."""
    tx.execute("DELETE FROM sync_own")
    tx.execute("INSERT INTO sync_own VALUES (?, ?, ?, ?, zeroblob(32), 1, 1, 1, 0, 0, '', zeroblob(1))", PLACE)
    given, follows = results.keep(tx, here.intake(tx).known, "mine", [one], [Result(code, 0 if code else 7)])
    ((position, why),) = tx.query("SELECT position, refused FROM sync_own")
    return given, follows, f"{position} {why}"


def test_what_is_refused_is_not_offered_again_but_what_waits_for_what_is_before_it_is() -> None:
    here = Here()
    with here.vault.write() as tx:
        assert refused(tx, here, OWN, "") == (1, Follows.NOTHING, "7 ")
        assert refused(tx, here, OWN, "envelope.not_writer") == (0, Follows.NOTHING, "0 envelope.not_writer")
        assert refused(tx, here, OWN, "envelope.gap") == (0, Follows.NOTHING, "0 ")
        for code in results.CLONED:
            assert refused(tx, here, OWN, code) == (0, Follows.BE_ANOTHER, "0 "), "it goes again under another name"


def test_what_others_have_sealed_is_offered_once_and_counts_for_nothing_of_ones_own() -> None:
    here = Here()
    with here.vault.write() as tx:
        for code in ("", "envelope.forked"):
            tx.execute("INSERT INTO sync_lost VALUES (?, 'hers', 'changes', 4)", (CASE,))
            assert refused(tx, here, TAKEN_FROM_HER, code) == (0, Follows.NOTHING, "0 ")
            assert tx.query("SELECT seq FROM sync_lost") == []


def test_a_store_that_does_not_answer_thing_by_thing_is_told() -> None:
    here = Here()
    with here.vault.write() as tx, pytest.raises(SyncError) as told:
        results.keep(tx, here.intake(tx).known, "mine", [OWN, OWN], [Result("", 7)])
    assert told.value.code == "wire.results"
