"""Sharing a case and taking it back, between real laptops over a real store."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from rygsaek.casework import accesslog, cases, views
from rygsaek.errors import InputError
from sync import keyring
from sync.office import case_sharing, sharing
from sync.office.mine import say_mine
from sync.office.renewing import renew
from sync.proof.signed import check_one
from sync.status import LocalOnly, standing
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.staff import Hire, Staff


@pytest.fixture
def pair(central: Central, hire: Hire) -> tuple[Staff, Staff]:
    """Two in an office."""
    lise, bo = hire("Lise Holm"), hire("Bo Krag")
    lise.found(central.url)
    lise.let_in(bo)
    return lise, bo


def share(by: Staff, case: str, *others: Staff, may_write: bool = True) -> None:
    known = by.line.membership()
    with by.desk.vault.write() as tx:
        sharing.begin_case(tx, known, case, by.line.now_ms())
        sharing.share(tx, known, case, [one.device for one in others], by.line.now_ms(), may_write=may_write)
    by.sync()


def unshare(by: Staff, case: str, other: Staff) -> None:
    known = by.line.membership()
    with by.desk.vault.write() as tx:
        sharing.unshare(tx, known, case, [other.device], by.line.now_ms())
    by.sync()


def fill(by: Staff, case: str, city: str) -> None:
    cases.fill_form(by.desk, case, "borger", {"by": city})
    by.sync()


def city(at: Staff, case: str) -> str:
    document = views.case_view(at.desk, case).documents[0].document
    return str(views.document_view(at.desk, case, document).answers.get("by"))


def test_a_grant_of_ones_own_is_verified_once(pair: tuple[Staff, Staff]) -> None:
    lise, _ = pair
    case, known = cases.create_case(lise.desk, ANNA), lise.line.membership()
    with patch("sync.proof.grants.check_one", wraps=check_one) as checked, lise.desk.vault.write() as tx:
        sharing.begin_case(tx, known, case, lise.line.now_ms())
    assert checked.call_count == 1


def test_a_colleague_reads_and_writes_a_case_that_is_shared(pair: tuple[Staff, Staff]) -> None:
    lise, bo = pair
    case = cases.create_case(lise.desk, ANNA)
    share(lise, case, bo)
    bo.sync()
    assert city(bo, case) == "Aarhus C"
    fill(bo, case, "Randers")
    lise.sync()
    assert city(lise, case) == "Randers"


def test_what_is_written_after_a_case_was_taken_back_is_not_read_and_what_was_read_stays(pair: tuple[Staff, Staff]) -> None:
    lise, bo = pair
    case = cases.create_case(lise.desk, ANNA)
    share(lise, case, bo)
    bo.sync()
    unshare(lise, case, bo)
    fill(lise, case, "Viborg")
    bo.sync()
    assert city(bo, case) == "Aarhus C"
    known = lise.line.membership()
    with lise.desk.vault.read() as reader:
        grants = keyring.grants(reader, known, case)
        assert grants.epoch == 2 and grants.writers == (lise.device,)
    with bo.desk.vault.read() as reader:
        assert [row[0] for row in reader.query("SELECT epoch FROM sync_case_key WHERE case_id = ?", (case,))] == [1]


def test_who_comes_to_a_case_late_reads_all_that_was_written_under_earlier_keys(pair: tuple[Staff, Staff], hire: Hire) -> None:
    lise, bo = pair
    case = cases.create_case(lise.desk, ANNA)
    share(lise, case, bo)
    unshare(lise, case, bo)
    fill(lise, case, "Viborg")
    eva = hire("Eva Lund")
    lise.let_in(eva)
    share(lise, case, eva)
    eva.sync()
    assert city(eva, case) == "Viborg"
    assert len(eva.desk.journal.changes(case)) == len(lise.desk.journal.changes(case))


def test_who_may_only_read_writes_nothing_that_others_get(pair: tuple[Staff, Staff]) -> None:
    lise, bo = pair
    case = cases.create_case(lise.desk, ANNA)
    share(lise, case, bo, may_write=False)
    bo.sync()
    fill(bo, case, "Randers")
    lise.sync()
    assert city(lise, case) == "Aarhus C"


def test_what_was_written_while_one_was_out_goes_in_the_conversation_that_lets_one_in_again(
    pair: tuple[Staff, Staff],
) -> None:
    lise, bo = pair
    case = cases.create_case(lise.desk, ANNA)
    share(lise, case, bo)
    bo.sync()
    unshare(bo, case, bo)
    cases.fill_form(bo.desk, case, "borger", {"by": "Randers"})
    bo.sync()
    assert standing(bo.desk).refused == {case: "grant.not_writer"}
    lise.sync()
    share(lise, case, bo)
    bo.sync()
    found = standing(bo.desk)
    assert (found.local.changes, found.refused) == (0, {})
    lise.sync()
    assert city(lise, case) == "Randers"


def test_a_case_is_given_once_and_nobody_is_told_that_it_was_given_again(pair: tuple[Staff, Staff]) -> None:
    lise, bo = pair
    case = cases.create_case(lise.desk, ANNA)
    assert "Bo Krag" in case_sharing.give(lise.line, lise.desk, case, [bo.device])
    looked = len(accesslog.entries(lise.desk, case))
    for one in (bo, lise):
        with pytest.raises(InputError) as refused:
            case_sharing.give(lise.line, lise.desk, case, [one.device])
        assert str(refused.value) == "Sagen er allerede delt sådan. Se på sagen, hvem der kan se den."
    assert len(accesslog.entries(lise.desk, case)) == looked


def test_the_last_who_has_a_case_keeps_it(pair: tuple[Staff, Staff]) -> None:
    lise, bo = pair
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    known = lise.line.membership()
    with lise.desk.vault.write() as tx:
        with pytest.raises(InputError) as refused:
            sharing.unshare(tx, known, case, [lise.device], 1)
        assert refused.value.code == "share.nobody"
        with pytest.raises(InputError) as refused:
            sharing.unshare(tx, known, case, [bo.device], 1)
        assert refused.value.code == "share.device"
        with pytest.raises(InputError) as refused:
            sharing.share(tx, known, "ukendt", [bo.device], 1)
        assert refused.value.code == "case.unknown"


def test_a_persons_second_laptop_gets_the_cases_only_once_the_person_has_said_that_it_is_theirs(
    pair: tuple[Staff, Staff], hire: Hire
) -> None:
    lise, _ = pair
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    second = hire("Lise Holm", "Bærbar 2")
    me = lise.line.membership().me
    assert me is not None
    lise.let_in(second, person=me.person)
    lise.sync()
    second.sync()
    assert second.desk.journal.cases() == ()
    known = lise.line.caught_up()
    with lise.desk.vault.write() as tx:
        say_mine(tx, known, second.device)
        assert renew(tx, known, lise.line.now_ms()) == (case,)
    lise.sync()
    second.sync()
    assert city(second, case) == "Aarhus C"


def test_no_laptop_that_the_roster_gives_to_another_is_mine(pair: tuple[Staff, Staff]) -> None:
    lise, bo = pair
    known = lise.line.membership()
    with lise.desk.vault.write() as tx, pytest.raises(InputError) as refused:
        say_mine(tx, known, bo.device)
    assert refused.value.code == "office.not_mine"


def test_a_share_made_without_a_network_is_not_told_as_sent(pair: tuple[Staff, Staff]) -> None:
    lise, bo = pair
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    assert standing(lise.desk).local == LocalOnly(0, 0, 0, None)
    with lise.desk.vault.write() as tx:
        sharing.share(tx, lise.line.membership(), case, [bo.device], lise.line.now_ms())
    assert standing(lise.desk).local.decided == 1
    lise.sync()
    assert standing(lise.desk).local.decided == 0
