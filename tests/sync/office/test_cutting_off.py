"""A laptop that was revoked hands over what counts nowhere yet, and nothing under a number that it has given before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

import pytest

from rygsaek.casework import cases, views
from rygsaek.history.changes import NOTE_WRITTEN, NewChange
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from sync import outbox
from sync.errors import UnreachableError
from sync.membership import Membership
from sync.office import adopting, cutting_off, revoking
from sync.outbox import Sealing
from sync.transport import HttpTransport
from sync.unsealed import Unsealed
from sync.wire.office import Cutoff, Signed
from tests.support.books import Clock
from tests.support.desks import ANNA
from tests.support.memory_vault import MemoryVault
from tests.support.offices import AT, CASE, new_office
from tests.support.small_laptops import pattern
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.sync.test_two_laptops import grants_of
from ui import wiring


class Trio:
    """Lise leads; Bo, whose laptop gets lost, and Eva share a case with her."""

    def __init__(self, office: SyncedOffice) -> None:
        office.clock.at = wiring.utc_now()  # with a wrong one every conversation begins with a refusal
        self.lise, self.bo, self.eva = (office.laptop() for _ in range(3))
        self.case = cases.create_case(self.bo.desk, ANNA)
        self.bo.sync()
        self.bo.share(self.case, self.lise, self.eva)
        for one in (self.bo, self.lise, self.eva):
            one.sync()

    def write(self, at: SyncedLaptop, **answers: str) -> None:
        cases.fill(at.desk, self.case, views.case_view(at.desk, self.case).facts_document, answers)

    def shut_out(self, gone: SyncedLaptop, *copies: SyncedLaptop) -> None:
        """It hands over what is unsent, each copy twice, and Lise takes that over."""
        line = wiring.line_on(self.lise.desk)
        revoking.revoke(line, gone.secret.fingerprint)
        for one in (gone, *copies) * 2:
            outcome = wiring.runner_on(one.desk).run()
            assert outcome is not None and outcome.order is not None
        self.lise.sync()
        waiting = adopting.look(self.lise.desk, line, self.case)
        assert (len(waiting.handed), waiting.unreadable) == (1 + len(copies), ())
        adopting.adopt(self.lise.desk, line, waiting)
        for one in (self.lise, self.eva, self.lise):
            one.sync()

    def answers(self, at: SyncedLaptop) -> tuple[object, ...]:
        document = views.case_view(at.desk, self.case).facts_document
        found = views.document_view(at.desk, self.case, document).answers
        return tuple(found.get(field) for field in ("opholdssted_aktuelt", "mobil"))


class Deaf(HttpTransport):
    """A line that breaks when the store has heard, and before it answers."""

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        super().post(path, body, headers)
        raise UnreachableError


def is_not_answered(office: SyncedOffice, laptop: SyncedLaptop) -> None:
    carry, laptop.carry = laptop.carry, lambda: Deaf(office.central.url)
    with pytest.raises(UnreachableError):
        laptop.sync()
    laptop.carry = carry


@pytest.mark.parametrize("has_granted", [False, True])
def test_what_the_store_took_and_never_answered_is_not_sealed_again_with_what_came_behind_it(
    office: SyncedOffice, has_granted: bool
) -> None:
    trio = Trio(office)
    if has_granted:
        trio.bo.unshare(trio.case, trio.eva)
    trio.write(trio.bo, opholdssted_aktuelt="Skive")
    is_not_answered(office, trio.bo)
    trio.lise.sync()
    trio.write(trio.bo, mobil="11223344")
    if has_granted:
        trio.bo.share(trio.case, trio.eva)
    trio.shut_out(trio.bo)
    assert trio.answers(trio.lise) == ("Skive", "11223344")
    assert grants_of(trio.bo, trio.case).epoch == 1 + has_granted, "the store's, and nothing that it never took"


def test_what_the_store_took_while_the_laptop_was_being_shut_out_is_handed_over(office: SyncedOffice) -> None:
    trio = Trio(office)
    trio.write(trio.bo, opholdssted_aktuelt="Skive")
    trio.bo.sync()
    sign_it = revoking.signed_revocation

    def meanwhile(*args: Any, **named: Any) -> tuple[Signed, ...]:
        """The lead has asked where his chains end, and has not shut him out yet."""
        trio.write(trio.bo, mobil="11223344")
        trio.bo.sync()
        return sign_it(*args, **named)

    with patch.object(revoking, "signed_revocation", meanwhile):
        trio.shut_out(trio.bo)
    assert trio.answers(trio.lise) == trio.answers(trio.eva) == ("Skive", "11223344")
    assert len(views.history(trio.eva.desk, trio.case, "opholdssted_aktuelt")) == 2, "what counts is not issued again"


@pytest.mark.parametrize("is_counted", [False, True])
def test_what_an_earlier_life_sealed_goes_under_the_new_name_too_unless_the_revocation_counts_it(is_counted: bool) -> None:
    small = new_office("lives", devices=2)
    gone = small.devices[1]
    vault = MemoryVault((), iter(("first", "second", "third")))
    pattern().connection.backup(vault.connection)
    journal = Journal(vault.as_vault(), (Unsealed(),), HybridClock(Clock(AT).now))
    for _ in range(2):
        journal.append(CASE, (NewChange("", f"^note/{vault.incarnation}", NOTE_WRITTEN, {"text": vault.incarnation}),), "bo")
        with vault.write() as tx:
            by = Sealing(Membership(gone, small.roster, small.keys, ""), vault.incarnation, AT, small.entropy)
            assert outbox.seal_unsent(tx, by) == 1
            if vault.incarnation == "first":
                vault.begin_incarnation(tx)
    with vault.write() as tx:
        ((id_,),) = tx.query("SELECT id FROM sync_own WHERE incarnation = 'first'")
        small.revoke(gone, cutoffs=[Cutoff(CASE, "first", "changes", 1, id_)] if is_counted else [])
        cutting_off.settle(tx, journal, Membership(gone, small.roster, small.keys, ""))
        assert tx.query("SELECT incarnation, position FROM sync_own") == ([("first", 1)] if is_counted else [])
    again = [one.txn for one in journal.entries(CASE) if one.incarnation == vault.incarnation == "third"]
    assert again == ([1] if is_counted else [1, 2])


def test_what_two_copies_of_one_disk_wrote_is_handed_over_by_both(office: SyncedOffice) -> None:
    trio = Trio(office)
    twin = office.twin(trio.bo)
    trio.write(trio.bo, opholdssted_aktuelt="Skive")
    trio.write(twin, mobil="11223344")
    trio.shut_out(trio.bo, twin)
    assert trio.answers(trio.lise) == trio.answers(trio.eva) == ("Skive", "11223344")


def test_what_was_written_on_a_disk_that_was_put_back_unnoticed_is_handed_over_under_another_name(office: SyncedOffice) -> None:
    trio = Trio(office)
    image = office.image(trio.bo)
    trio.write(trio.bo, opholdssted_aktuelt="Skive")
    for one in (trio.bo, trio.lise, trio.eva):
        one.sync()
    bo = office.put_back(trio.bo, image)
    trio.write(bo, mobil="11223344")
    trio.shut_out(bo)
    assert trio.answers(trio.lise) == trio.answers(trio.eva) == ("Skive", "11223344")
