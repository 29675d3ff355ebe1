"""The office's directory and bundles, which the store keeps and cannot read."""

from __future__ import annotations

from msgspec.structs import replace

from sync.proof.envelopes import padded
from sync.proof.notices import check_new, check_notice
from sync.proof.signatures import covers_notice
from sync.sealing.notices import (
    Bundle,
    BundleFile,
    DirectoryEntry,
    keyed_cpr,
    label_epoch,
    make_notice,
    open_notice,
    open_roster_label,
    seal_roster_label,
    slot_of,
)
from sync.wire.codec import encode
from sync.wire.office import FORMAT
from sync.wire.requests import Notice
from tests.support.offices import AT, CASE, Office, new_office, refused

CPR = "6101501234"


def setting() -> tuple[Office, bytes]:
    office = new_office(devices=2)
    office.renew()
    return office, office.office_keys[0]


def entry(key: bytes) -> DirectoryEntry:
    return DirectoryEntry(FORMAT, "directory", CASE, keyed_cpr(key, CPR), "p1", AT, False)


BUNDLE = Bundle(FORMAT, "bundle", "kommune", 1, AT, (BundleFile("kommune.toml", b"navn = 'Nordby'"),))


def made(office: Office, key: bytes, by: int = 1, number: int = 1) -> Notice:
    return make_notice(office.devices[by], key, office.org, 1, number, entry(key), office.entropy)


def test_who_has_a_citizen_is_found_by_the_number_and_by_nothing_in_the_store() -> None:
    office, key = setting()
    data = encode(made(office, key))
    notice = check_notice(data, office.roster, office.keys)
    check_new(notice, office.roster, office.keys)
    found = open_notice(key, notice, DirectoryEntry, office.roster)
    assert found == entry(key)
    assert found.cpr == keyed_cpr(key, CPR)
    assert found.cpr != keyed_cpr(office.entropy(32), CPR)
    assert not any(secret in data for secret in (CPR.encode(), CASE.encode(), found.cpr, b"directory"))
    assert padded(len(notice.ciphertext)) == len(notice.ciphertext)


def test_a_bundle_is_a_leads() -> None:
    office, key = setting()
    for by, code in ((0, ""), (1, "notice.not_lead")):
        notice = make_notice(office.devices[by], key, office.org, 1, 1, BUNDLE, office.entropy)
        check_notice(encode(notice), office.roster, office.keys)
        if code:
            with refused(code):
                open_notice(key, notice, Bundle, office.roster)
        else:
            assert open_notice(key, notice, Bundle, office.roster) == BUNDLE


def test_a_notice_is_bound_to_its_slot_number_author_and_epoch() -> None:
    office, key = setting()
    office.renew()
    author, notice = office.devices[1], made(office, key)
    for changes in ({"number": 2}, {"slot": bytes(32)}, {"epoch": 2}, {"ciphertext": notice.ciphertext[:-1] + b"\0"}):
        wrong = replace(notice, **changes)
        with refused("signature.wrong"):
            check_notice(encode(wrong), office.roster, office.keys)
        covered = covers_notice(wrong.org, wrong.epoch, wrong.slot, wrong.number, wrong.device, wrong.ciphertext)
        signed = check_notice(encode(replace(wrong, signature=author.sign(covered))), office.roster, office.keys)
        with refused("notice.not_opened"):
            open_notice(key, signed, DirectoryEntry, office.roster)
    covered = covers_notice(notice.org, 1, notice.slot, 1, office.devices[0].name, notice.ciphertext)
    stolen = replace(notice, device=office.devices[0].name, signature=office.devices[0].sign(covered))
    with refused("notice.not_opened"):
        open_notice(key, check_notice(encode(stolen), office.roster, office.keys), DirectoryEntry, office.roster)


def test_nobody_replaces_what_another_has_said() -> None:
    office, key = setting()
    one, two = office.devices
    assert slot_of(key, one.name, "directory", CASE) != slot_of(key, two.name, "directory", CASE)
    assert slot_of(key, one.name, "directory", CASE) != slot_of(key, one.name, "bundle", CASE)


def test_one_kind_is_not_read_as_another() -> None:
    office, key = setting()
    with refused("body.unreadable"):
        open_notice(key, made(office, key), Bundle, office.roster)


def test_what_is_new_is_of_the_latest_epoch_and_by_one_who_is_there() -> None:
    office, key = setting()
    before = check_notice(encode(made(office, key)), office.roster, office.keys)
    office.renew()
    assert check_notice(encode(before), office.roster, office.keys).epoch == 1
    with refused("notice.epoch"):
        check_new(before, office.roster, office.keys)
    later = encode(make_notice(office.devices[1], office.office_keys[1], office.org, 2, 1, entry(key)))
    office.revoke(office.devices[1])
    after = check_notice(later, office.roster, office.keys)
    assert after.epoch == 2
    with refused("notice.not_active"):
        check_new(after, office.roster, office.keys)


def test_another_offices_notice_or_a_strangers_is_not_taken() -> None:
    office, key = setting()
    other = new_office(7, devices=2)
    other.renew()
    with refused("notice.other_office"):
        check_notice(encode(made(office, key)), other.roster, other.keys)
    stranger = make_notice(other.devices[0], key, office.org, 1, 1, entry(key))
    with refused("notice.unknown_device"):
        check_notice(encode(stranger), office.roster, office.keys)


def test_a_label_of_the_roster_is_read_with_the_key_of_its_epoch_and_belongs_to_one_device() -> None:
    office, key = setting()
    one, two = office.devices
    sealed = seal_roster_label(key, office.org, 3, one.name, b"Lise Holm")
    assert label_epoch(sealed) == 3
    assert open_roster_label(key, office.org, one.name, sealed) == b"Lise Holm"
    for wrong_key, device, data in (
        (key, two.name, sealed),
        (office.entropy(32), one.name, sealed),
        (key, one.name, b"\0\0\0\1" + sealed[4:]),
        (key, one.name, sealed[:9]),
        (key, one.name, b""),
    ):
        with refused("label.not_opened"):
            open_roster_label(wrong_key, office.org, device, data)
