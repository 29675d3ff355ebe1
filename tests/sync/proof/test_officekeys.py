"""Who has the office's key: every device that is in it, by a lead's hand, and nobody else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sync.proof.officekeys import OfficeKeys
from sync.proof.signatures import covers_signed
from sync.sealing.grants import earlier_key, make_office_key, sign
from sync.sealing.keys import new_key
from sync.wire.codec import decode, encode
from sync.wire.office import BODY_CAP, OfficeKey, Signed
from tests.support.offices import AT, Office, drawn, new_office, refused


def keyed(devices: int) -> tuple[Office, list[Signed]]:
    """An office with two keys, one after the other."""
    office = new_office(devices=devices)
    return office, [office.renew(), office.renew()]


def body(signed: Signed) -> OfficeKey:
    return decode(signed.body, OfficeKey, BODY_CAP)


def test_every_device_and_the_kit_have_the_key_of_now_and_through_it_those_before() -> None:
    office, made = keyed(3)
    for device in office.devices:
        key = office.opened(device, body(made[1]), made[1].by)
        assert key == office.office_keys[1]
        assert earlier_key(key, office.keys, 1) == office.office_keys[0]
    assert office.recovered(body(made[1]), made[1].by) == office.office_keys[1]


def test_a_lead_it_names_must_have_signed_it() -> None:
    office, (first, made) = keyed(2)
    before = OfficeKeys.none(office.org).with_key(first, office.roster)
    assert before.with_key(made, office.roster).epoch == 2
    for wrong in (bytes(64), office.devices[1].sign(covers_signed("officekey", made.body))):
        with refused("signature.wrong"):
            before.with_key(replace(made, signatures=(wrong,)), office.roster)


def test_a_new_device_gets_the_key_as_it_is() -> None:
    office, _ = keyed(1)
    late = office.add()
    made = make_office_key(office.pairs(office.devices[0]), office.roster, office.keys, office.office_keys[1], AT)
    assert office.keys.with_key(made, office.roster).epoch == 2
    assert office.opened(late, body(made), made.by) == office.office_keys[1]


def test_nobody_is_left_out_or_let_in() -> None:
    office, _ = keyed(3)
    said = body(make_office_key(office.pairs(office.devices[0]), office.roster, office.keys, office.office_keys[1], AT))
    for wraps in (said.wraps[:-1], said.wraps[::-1], (*said.wraps, said.wraps[0])):
        wrong = sign("officekey", encode(replace(said, wraps=wraps)), office.devices[0])
        with refused("officekey.unreadable"):
            office.keys.with_key(wrong, office.roster)


def test_only_a_lead_makes_it() -> None:
    office, _ = keyed(2)
    with refused("officekey.not_lead"):
        make_office_key(office.pairs(office.devices[1]), office.roster, office.keys, office.office_keys[1], AT)


def test_a_new_one_names_the_latest_roster_and_an_old_one_stands() -> None:
    office, made = keyed(1)
    late = make_office_key(office.pairs(office.devices[0]), office.roster, office.keys, office.office_keys[1], AT)
    office.add()
    with refused("officekey.behind"):
        office.keys.with_key(late, office.roster, is_new=True)
    read = OfficeKeys.none(office.org)
    for one in (*made, late):
        read = read.with_key(one, office.roster)
    assert read.epoch == 2


def test_the_same_again_changes_nothing_and_another_in_its_place_is_a_fork() -> None:
    office, made = keyed(1)
    assert office.keys.with_key(made[0], office.roster) is office.keys
    before = OfficeKeys.none(office.org).with_key(made[0], office.roster)
    other = make_office_key(office.pairs(office.devices[0]), office.roster, before, office.office_keys[0], AT + 1)
    with refused("officekey.forked"):
        office.keys.with_key(other, office.roster)
    with refused("officekey.behind"):
        OfficeKeys.none(office.org).with_key(made[1], office.roster)


@pytest.mark.parametrize("change", [{"epoch": 4}, {"epoch": 1}, {"commitment": bytes(32)}, {"earlier": b""}])
def test_it_does_not_contradict_the_one_before(change: dict[str, object]) -> None:
    office, made = keyed(1)
    said = replace(body(made[1]), previous=office.keys.head, **change)
    with refused("officekey.unreadable"):
        office.keys.with_key(sign("officekey", encode(said), office.devices[0]), office.roster)


def test_another_offices_key_is_not_taken_and_no_case_key_passes_for_one() -> None:
    office, made = keyed(1)
    other = new_office(9)
    with refused("officekey.other_office"):
        other.keys.with_key(made[0], other.roster)
    case = office.case(office.devices[0])
    with refused("signed.other"):
        office.keys.with_key(case.signed[0], office.roster)
    with refused("key.commitment"):
        make_office_key(office.pairs(office.devices[0]), office.roster, office.keys, new_key(drawn("x")), AT)
