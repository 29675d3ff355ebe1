"""One thing from the store, by itself: what a deleted case's keys, envelopes and redactions come to, and one's own envelopes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Transaction
from sync import keyring, losing, sending
from sync.aside import OWN_AHEAD, AsideError
from sync.inbox import Intake
from sync.laptop import Laptop
from sync.membership import Membership
from sync.office import renewing
from sync.proof.signed import id_of
from sync.sealing.grants import sign
from sync.unsealed import Unsealed
from sync.wire.codec import MIB, encode
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


def test_a_grant_of_ones_own_that_no_store_has_taken_gives_way_to_a_colleagues_and_is_wanted_still() -> None:
    here = Here()
    third = here.office.add()
    ours, theirs = (replace(here.case, signed=list(here.case.signed)) for _ in range(2))
    mine = ours.share(here.me, [here.me, here.colleague, third])
    hers = theirs.share(here.colleague, [here.me, here.colleague], [third])
    with here.vault.write() as tx:
        here.intake(tx).take("grant", encode(here.case.signed[0]))
        known = here.intake(tx).known
        keyring.take_grant(tx, known, keyring.grants(tx, known, CASE), mine)
        sending.send(tx, "grant", CASE, encode(mine), AT)
        here.intake(tx).take("grant", encode(mine))
        assert keyring.grants(tx, known, CASE).head == id_of(mine), "it came back from a store that had it all the same"
        with pytest.raises(AsideError, match=r"grant\.forked"):
            here.intake(tx).take("grant", encode(here.office.case(here.colleague, here.me).signed[0]))
        assert keyring.grants(tx, known, CASE).head == id_of(mine), "it gives way to none that stands in another's place"
        here.intake(tx).take("grant", encode(hers))
        assert keyring.grants(tx, known, CASE).head == id_of(hers)
        assert tx.query("SELECT device, access FROM sync_wish") == [(third.name, "writer")]
        assert sending.of_case(tx, CASE) == []


def test_no_grant_is_made_on_top_of_those_that_are_still_on_their_way() -> None:
    here = Here()
    third = here.office.add()
    with here.vault.write() as tx:
        here.intake(tx).take("grant", encode(here.case.signed[0]))
        keyring.put(tx, CASE, 1, here.case.key)
        tx.execute("INSERT INTO sync_wish VALUES (?, ?, 'writer')", (CASE, third.name))
        tx.execute("INSERT INTO sync_fetching VALUES (?, 'summary', 0)", (CASE,))
        here.office.revoke(here.colleague)
        known = here.intake(tx).known
        losing.make_again(tx, known, AT)
        assert (losing.is_wishing(tx), tuple(renewing.owed(tx, known)), sending.of_case(tx, CASE)) == (True, (), [])
        tx.execute("DELETE FROM sync_fetching")
        assert [one.is_new_key for one in renewing.owed(tx, known)] == [True]
        losing.make_again(tx, known, AT)
        assert not losing.is_wishing(tx)
        assert keyring.grants(tx, known, CASE).writers == tuple(sorted((here.me.name, third.name)))


def test_who_was_shut_out_gets_no_part_in_the_next_key_of_a_case_whose_grants_came_late() -> None:
    """Looked at while they were on their way, and not again, it would have gone on under the old key."""
    here = Here()
    with here.vault.write() as tx:
        here.intake(tx).take("grant", encode(here.case.signed[0]))
        keyring.put(tx, CASE, 1, here.case.key)
        tx.execute("INSERT INTO sync_fetching VALUES (?, 'summary', 0)", (CASE,))
        here.office.revoke(here.colleague)
        known = here.intake(tx).known

    def granted() -> int:
        Laptop(here.journal, known, AT, here.office.entropy).prepare(MIB)
        with here.vault.read() as reader:
            return keyring.grants(reader, known, CASE).epoch

    assert [granted(), granted()] == [1, 1]
    with here.vault.write() as tx:
        tx.execute("DELETE FROM sync_fetching")
    assert granted() == 2


def test_what_a_store_sends_as_ones_own_is_not_taken_for_a_colleagues() -> None:
    here = Here()
    with here.vault.write() as tx:
        here.intake(tx).take("grant", encode(here.case.signed[0]))
        keyring.put(tx, CASE, 1, here.case.key)
        for by in (here.me, here.colleague):
            with pytest.raises(AsideError) as refused:
                here.intake(tx).take("envelope", here.case.envelope(by, incarnation="mine"))
            assert (refused.value.reason, refused.value.waits) == (OWN_AHEAD, OWN_AHEAD)
