"""One thing from the store, by itself: what a deleted case's keys, envelopes and redactions come to, and one's own envelopes."""

from __future__ import annotations

import pytest

from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import keyring
from sync.aside import OWN_AHEAD, AsideError
from sync.inbox import Intake
from sync.membership import Membership
from sync.sealing.grants import sign
from sync.unsealed import Unsealed
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Redaction
from tests.support.books import Clock
from tests.support.memory_vault import MemoryVault
from tests.support.offices import AT, CASE, new_office
from tests.support.small_laptops import pattern

KEPT = ("sync_grant", "sync_case_key", "sync_unopened", "sync_chain", "sync_redaction", "sync_aside")


class Here:
    """A laptop whose device leads, in whose case a colleague writes."""

    def __init__(self) -> None:
        self.office = new_office("inbox", devices=2)
        self.me, self.colleague = self.office.devices
        self.case = self.office.case(self.me, self.colleague)
        self.vault = MemoryVault((), iter(("mine",)))
        pattern().connection.backup(self.vault.connection)
        self.journal = Journal(self.vault.as_vault(), (Unsealed(),), HybridClock(Clock(AT).now))

    def intake(self, tx: Transaction) -> Intake:
        known = Membership(self.me, self.office.roster, self.office.keys, "")
        return Intake(self.journal, tx, known, AT)


def rows(tx: Transaction) -> int:
    return sum(len(tx.query(f"SELECT 1 FROM {table}")) for table in KEPT)


def test_nothing_of_a_deleted_case_is_taken_in_or_set_aside_whatever_a_store_sends_again() -> None:
    here = Here()
    said = Redaction(FORMAT, here.office.org, CASE, 1, here.office.roster.n, AT, (), b"sealed", ())
    things = {
        "grant": encode(here.case.signed[0]),
        "envelope": here.case.envelope(here.colleague),
        "redaction": encode(sign("redaction", encode(said), here.me)),
    }
    with here.vault.write() as tx:
        tx.execute("INSERT INTO sync_deleted VALUES (?, zeroblob(1))", (CASE,))
        for kind, data in things.items():
            here.intake(tx).take(kind, data)
            assert rows(tx) == 0, kind
        tx.execute("DELETE FROM sync_deleted")
        here.intake(tx).take("grant", things["grant"])
        assert rows(tx) == 2, "else the grant is kept, and waits for the pairing by which the key comes"


def test_what_a_store_sends_as_ones_own_is_not_taken_for_a_colleagues() -> None:
    here = Here()
    with here.vault.write() as tx:
        here.intake(tx).take("grant", encode(here.case.signed[0]))
        keyring.put(tx, CASE, 1, here.case.key)
        for by in (here.me, here.colleague):
            with pytest.raises(AsideError) as refused:
                here.intake(tx).take("envelope", here.case.envelope(by, incarnation="mine"))
            assert (refused.value.reason, refused.value.waits) == (OWN_AHEAD, OWN_AHEAD)
