"""What was decided without a network about who has a case, where a colleague had decided otherwise first."""

from __future__ import annotations

import pytest

from rygsaek.casework import cases, views
from rygsaek.vault.transaction import Transaction
from sync import keyring, losing, out, sending
from sync.errors import SyncError
from sync.office import case_sharing
from sync.office.case_sharing import Sharing
from sync.status import standing
from sync.wire.codec import encode
from sync.wire.office import Signed
from tests.support.central import hand_in, signed
from tests.support.desks import ANNA
from tests.support.offices import AT, CASE
from tests.support.synced import SyncedLaptop, SyncedOffice
from tests.sync.test_inbox import Here
from tests.sync.test_two_laptops import grants_of
from ui import wiring
from ui.presenters.status_words import status_line


class Four:
    """Lise's case, which she has shared with Bo and a third; a fourth is in the office as well."""

    def __init__(self, office: SyncedOffice) -> None:
        self.lise, self.bo, self.third, self.fourth = (office.laptop() for _ in range(4))
        self.case = cases.create_case(self.lise.desk, ANNA)
        self.lise.sync()
        self.lise.share(self.case, self.bo, self.third)
        for one in (self.lise, self.bo, self.third):
            one.sync()

    def write(self, at: SyncedLaptop, where: str) -> None:
        facts = views.case_view(at.desk, self.case).facts_document
        cases.fill(at.desk, self.case, facts, {"opholdssted_aktuelt": where})

    def where(self, at: SyncedLaptop) -> str:
        return views.case_view(at.desk, self.case).whereabouts

    def sharing(self, at: SyncedLaptop) -> Sharing:
        found = case_sharing.sharing_of(wiring.line_on(at.desk), self.case)
        assert found is not None
        return found


def test_who_was_taken_out_of_a_case_lets_go_of_what_they_granted_meanwhile_and_is_told(office: SyncedOffice) -> None:
    four = Four(office)
    lise, bo, third, fourth = four.lise, four.bo, four.third, four.fourth
    before = grants_of(bo, four.case)
    lise.unshare(four.case, bo)
    lise.sync()
    bo.share(four.case, fourth, may_write=False)
    bo.unshare(four.case, third)
    four.write(bo, "på værestedet")
    for one in (bo, bo, lise, third, fourth):
        one.sync()
    assert grants_of(bo, four.case) == before
    found = four.sharing(bo)
    assert (found.is_out, found.writers, found.readers) == (True, (), ())
    assert {one.device: access for one, access in found.unmet} == {
        third.secret.fingerprint: "none",
        fourth.secret.fingerprint: "reader",
    }
    told = standing(bo.desk)
    assert (four.where(bo), told.local.changes, told.local.decided) == ("på værestedet", 1, 0)
    assert "Du er ikke med i en sag mere." in " ".join(status_line(told, bo.desk.now()).whole)
    assert set(grants_of(lise, four.case).writers) == {lise.secret.fingerprint, third.secret.fingerprint}
    assert views.case_list(fourth.desk) == ()
    with pytest.raises(SyncError) as caught:
        bo.share(four.case, fourth)
    assert caught.value.code == "grant.out"


def test_who_is_let_in_again_hands_in_what_they_wrote_and_grants_nothing_by_itself(office: SyncedOffice) -> None:
    four = Four(office)
    lise, bo, fourth = four.lise, four.bo, four.fourth
    lise.unshare(four.case, bo)
    lise.sync()
    bo.share(four.case, fourth)
    four.write(bo, "på værestedet")
    bo.sync()
    lise.share(four.case, bo)
    for one in (lise, bo, bo, lise, fourth):
        one.sync()
    assert grants_of(bo, four.case) == grants_of(lise, four.case)
    assert four.where(lise) == "på værestedet"
    assert views.case_list(fourth.desk) == ()
    found = four.sharing(bo)
    assert (found.is_out, [access for _, access in found.unmet]) == (False, ["writer"])
    assert "Se på sagen, hvem der kan se den." in " ".join(status_line(standing(bo.desk), bo.desk.now()).whole)
    case_sharing.have_seen(wiring.line_on(bo.desk), four.case)
    assert four.sharing(bo).unmet == ()
    assert (standing(bo.desk).refused, standing(bo.desk).local.changes) == ({}, 0)


def test_who_is_shut_out_of_the_office_as_well_hands_over_what_they_wrote(office: SyncedOffice) -> None:
    four = Four(office)
    four.lise.unshare(four.case, four.bo)
    four.lise.sync()
    four.bo.unshare(four.case, four.third)
    four.write(four.bo, "på værestedet")
    four.bo.sync()
    assert four.sharing(four.bo).is_out
    office.office.revoke(four.bo.secret)
    hand_in(office.lead, signed(office.office.links[-1]))
    outcome = wiring.runner_on(four.bo.desk).run()
    assert outcome is not None and (outcome.is_revoked, outcome.given) == (True, 2), "what was written, and the looks at the case"


def test_who_may_only_read_since_is_told_what_they_granted_in_vain(office: SyncedOffice) -> None:
    four = Four(office)
    lise, bo, fourth = four.lise, four.bo, four.fourth
    lise.unshare(four.case, bo)
    lise.share(four.case, bo, may_write=False)
    lise.sync()
    bo.share(four.case, fourth)
    for one in (bo, lise, bo, fourth):
        one.sync()
    found = four.sharing(bo)
    assert (found.is_out, [one.is_me for one in found.readers]) == (False, [True])
    assert [(one.device, access) for one, access in found.unmet] == [(fourth.secret.fingerprint, "writer")]
    assert grants_of(bo, four.case) == grants_of(lise, four.case)


def test_who_is_out_of_a_case_tells_of_nothing_unsent_where_the_store_was_put_back(office: SyncedOffice) -> None:
    four = Four(office)
    lise, bo = four.lise, four.bo
    lise.unshare(four.case, bo)
    for one in (lise, bo):
        one.sync()
    image = office.central_image()
    cases.create_case(lise.desk, ANNA)
    for one in (lise, bo):
        one.sync()
    office.put_central_back(image)
    for one in (bo, lise, bo):
        one.sync()
    found = standing(bo.desk)
    assert (found.refused, found.local.decided) == ({}, 0)


def test_of_a_refused_grant_it_is_told_who_is_in_the_office_and_lacks_it_and_nothing_goes_that_has_nothing_before_it() -> None:
    here = Here()
    third, gone = here.office.add(), here.office.add()
    first = here.case.signed[0]
    second = here.case.share(here.me, [here.me, here.colleague, third, gone])

    def refused(tx: Transaction, signed: Signed, *, is_again: bool = False) -> bool:
        tx.execute("DELETE FROM sync_sending")
        sending.send(tx, "grant", CASE, encode(signed), AT, is_again=is_again)
        ((n,),) = tx.query("SELECT n FROM sync_sending")
        return losing.refused(tx, here.intake(tx).known, "mine", n, losing.said_in(encode(signed)))

    with here.vault.write() as tx:
        for one in (first, second):
            here.intake(tx).take("grant", encode(one))
        here.office.revoke(gone)
        known = here.intake(tx).known
        assert not refused(tx, first)
        assert refused(tx, second, is_again=True) and sending.of_case(tx, CASE) == []
        assert (keyring.grants(tx, known, CASE).n, losing.unmet(tx, CASE), out.is_out(tx, CASE)) == (2, {}, False)
        assert refused(tx, second)
        assert (keyring.grants(tx, known, CASE).n, out.is_out(tx, CASE)) == (1, True)
        assert losing.unmet(tx, CASE) == {third.name: "writer"} and not losing.is_wishing(tx)
