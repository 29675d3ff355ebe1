"""The lease: a laptop that never meets the store stops opening, and nothing of it is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rygsaek.casework import cases
from rygsaek.errors import InputError, VaultError
from sync import tables
from sync.office import leasing, revoking
from sync.office.kit import Kit
from sync.wire.codec import NO_HASH
from sync.wire.office import FORMAT
from sync.wire.requests import ANSWER_CAP, Exchange, Exchanged
from tests.support.central import Central
from tests.support.desks import ANNA, PASSPHRASE
from tests.support.lying_server import LyingServer, honest, of_items
from tests.support.staff import Hire, Staff
from ui import wiring
from ui.profile_folder import Places

LATER = timedelta(days=15)


@pytest.fixture
def lise(central: Central, hire: Hire) -> Staff:
    """Who has founded an office and met the store."""
    one: Staff = hire("Lise Holm")
    one.found(central.url)
    cases.create_case(one.desk, ANNA)
    one.sync()
    return one


def after(by: timedelta) -> wiring.Now:
    at = datetime.now(UTC) + by
    return lambda: at


def closed(one: Staff) -> Places:
    """The places of a vault that is locked now."""
    folder = one.desk.vault.folder
    one.desk.vault.close()
    return Places(folder.parent)


def has_ended(one: Staff, by: timedelta) -> bool:
    with one.desk.vault.read() as reader:
        return leasing.has_ended(reader, int(after(by)().timestamp() * 1000))


def test_fourteen_days_without_contact_end_it_and_contact_begins_it_anew(lise: Staff) -> None:
    assert [has_ended(lise, timedelta(days=days)) for days in (0, 13, 15)] == [False, False, True]
    with lise.desk.vault.write() as tx:
        leasing.begin_anew(tx, int(after(timedelta(days=10))().timestamp() * 1000))
    assert not has_ended(lise, LATER)


@pytest.mark.parametrize("wrong", [timedelta(days=365 * 70), timedelta(days=-365 * 10)])
def test_a_store_whose_clock_was_wrong_once_shuts_nobody_out(lise: Staff, wrong: timedelta) -> None:
    shift_ms = int(wrong.total_seconds() * 1000)
    lise.sync(lambda carried: LyingServer(carried, honest, shift_ms=shift_ms))
    assert not has_ended(lise, timedelta(days=13))
    lise.sync()
    assert [has_ended(lise, timedelta(days=days)) for days in (0, 13, 15)] == [False, False, True]


@pytest.mark.parametrize("wrong", [timedelta(days=40), timedelta(days=365 * 10)])
def test_a_laptop_whose_clock_was_behind_is_not_shut_out_once_it_is_right(lise: Staff, wrong: timedelta) -> None:
    lise.at(after(-wrong)).sync()
    assert not has_ended(lise, -wrong) and not has_ended(lise, timedelta(days=13)) and has_ended(lise, LATER)


def test_who_is_shut_out_meets_the_store_and_not_the_office(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    lise.let_in(bo)
    bo.sync()
    revoking.revoke(lise.line, bo.device, wipes=False)
    assert bo.at(after(timedelta(days=10))).sync().is_revoked
    assert has_ended(bo, LATER)


def test_an_ended_lease_keeps_the_vault_shut_and_whole_until_the_store_is_met(lise: Staff, central: Central) -> None:
    with lise.desk.vault.write() as tx:
        tables.note(tx, tables.SERVER_URL, b"http://127.0.0.1:9")  # nobody is there
    places = closed(lise)
    with pytest.raises(VaultError) as refused:
        wiring.unlock(places, PASSPHRASE, now=after(LATER))
    assert refused.value.code == "office.lease_ended"
    with wiring.unlock(places, PASSPHRASE, now=after(LATER), needs_lease=False).vault as vault, vault.write() as tx:
        tables.note(tx, tables.SERVER_URL, central.url.encode())
    with wiring.unlock(places, PASSPHRASE).vault as vault, vault.read() as reader:
        assert not leasing.has_ended(reader, int(datetime.now(UTC).timestamp() * 1000))


def test_unlocking_with_the_net_at_hand_meets_the_store_by_itself(lise: Staff) -> None:
    with lise.desk.vault.write() as tx:
        leasing.begin_anew(tx, int(after(-LATER)().timestamp() * 1000))
    places = closed(lise)
    with wiring.unlock(places, PASSPHRASE).vault as vault, vault.read() as reader:
        assert not leasing.has_ended(reader, int(datetime.now(UTC).timestamp() * 1000))


def test_a_lead_lets_a_laptop_go_on_for_longer(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    lise.let_in(bo)
    bo.sync()
    revoking.lease(lise.line, bo.device, 30)
    bo.sync()
    assert not has_ended(bo, LATER) and has_ended(bo, timedelta(days=31))
    revoking.lease(lise.line, bo.device, 20)
    bo.sync()
    assert not has_ended(bo, timedelta(days=29)), "the longest counts, in whatever order they come"


def test_the_kit_begins_it_anew_on_the_spot_and_another_offices_kit_does_not(lise: Staff) -> None:
    now = int(after(LATER)().timestamp() * 1000)
    with lise.desk.vault.write() as tx:
        with pytest.raises(InputError) as refused:
            leasing.begin_anew_with_kit(tx, Kit.generate().org, now)
        leasing.begin_anew_with_kit(tx, lise.line.membership().org, now)
    assert refused.value.code == "kit.other"
    assert not has_ended(lise, LATER)


def test_anothers_longer_lease_is_not_ones_own_though_the_store_says_so(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    lise.let_in(bo)
    revoking.lease(lise.line, lise.device, 30)
    known = lise.line.membership()
    told = lise.line.ask_own(known, "/v1/exchange", Exchange(FORMAT, "", "x", 0, NO_HASH, ANSWER_CAP, ()), Exchanged)
    (leased,) = (one for one in told.items if one.kind == "lease")
    bo.sync(lambda straight: LyingServer(straight, of_items(lambda items: (*items, leased))))
    assert bo.line.membership().lease == 0 and has_ended(bo, LATER)
    lise.sync()
    assert not has_ended(lise, LATER), "it was given"


def test_a_laptop_without_an_office_has_no_lease(tmp_path: Path, hire: Hire) -> None:
    alone = hire("Eva Lund")
    assert not has_ended(alone, timedelta(days=4000))


def test_an_order_to_erase_that_a_kill_came_before_is_carried_out_at_the_next_unlocking(lise: Staff, hire: Hire) -> None:
    bo = hire("Bo Krag")
    lise.let_in(bo)
    bo.sync()
    revoking.revoke(lise.line, bo.device)
    assert bo.sync().order is not None
    places = closed(bo)
    with pytest.raises(VaultError) as told:
        wiring.unlock(places, PASSPHRASE)
    assert told.value.code == "office.erased"
    assert not places.vault.exists()
