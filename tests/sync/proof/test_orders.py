"""What leads order: wipes and leases, texts taken out, cases deleted."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sync.identity import DeviceSecret
from sync.proof.orders import check_lease, check_receipt, check_redaction, check_tombstone, check_wipe
from sync.proof.signed import id_of
from sync.sealing.grants import countersign, joined, sign
from sync.wire.codec import NO_HASH, encode
from sync.wire.office import FORMAT, Forgotten, Lease, Receipt, Redaction, Signed, Tombstone, Wipe
from tests.support.offices import AT, CASE, Office, event, new_office, refused


def wipe(office: Office, device: bytes) -> Wipe:
    return Wipe(FORMAT, office.org, device, office.roster.n, AT)


def test_a_lead_wipes_a_device_that_has_been_revoked() -> None:
    office = new_office(devices=3)
    lead, gone, colleague = office.devices
    office.revoke(gone)
    said = wipe(office, gone.name)
    assert check_wipe(sign("wipe", encode(said), lead), office.roster) == said
    with refused("wipe.not_lead"):
        check_wipe(sign("wipe", encode(said), colleague), office.roster)
    with refused("wipe.not_lead"):
        check_wipe(sign("wipe", encode(said), gone), office.roster)
    with refused("signature.wrong"):
        check_wipe(replace(sign("wipe", encode(said), colleague), by=(lead.name,)), office.roster)


def test_nobody_wipes_a_device_that_is_in_the_office_was_not_yet_or_never() -> None:
    office = new_office(devices=2)
    lead, there = office.devices
    for device, n in ((there.name, office.roster.n), (there.name, 1), (bytes(32), 1)):
        with refused("wipe.not_revoked"):
            check_wipe(sign("wipe", encode(replace(wipe(office, device), roster_n=n)), lead), office.roster)
    office.revoke(there)
    with refused("wipe.not_revoked"):
        check_wipe(sign("wipe", encode(replace(wipe(office, there.name), roster_n=2)), lead), office.roster)
    with refused("roster.behind"):
        check_wipe(sign("wipe", encode(replace(wipe(office, there.name), roster_n=9)), lead), office.roster)


def test_another_offices_word_counts_for_nothing() -> None:
    office, other = new_office(1, devices=2), new_office(2, devices=2)
    other.revoke(other.devices[1])
    foreign = sign("wipe", encode(wipe(other, other.devices[1].name)), other.devices[0])
    with refused("wipe.other_office"):
        check_wipe(foreign, office.roster)
    said = Lease(FORMAT, other.org, other.devices[0].name, AT, AT)
    with refused("lease.other_office"):
        check_lease(sign("lease", encode(said), other.devices[0]), office.roster)


def test_a_lease_is_given_by_one_who_leads_now_to_one_who_is_there_now() -> None:
    office = new_office(devices=3)
    lead, second, colleague = office.devices
    office.take(event(office.roster, "role", second.name, "lead"))
    said = Lease(FORMAT, office.org, colleague.name, AT, AT)
    given = sign("lease", encode(said), second)
    assert check_lease(given, office.roster) == said
    with refused("lease.not_lead"):
        check_lease(sign("lease", encode(said), colleague), office.roster)
    with refused("signature.wrong"):
        check_lease(replace(sign("lease", encode(said), colleague), by=(lead.name,)), office.roster)
    office.revoke(second, by=lead)
    with refused("lease.not_lead"):
        check_lease(given, office.roster)
    office.revoke(colleague)
    with refused("lease.not_active"):
        check_lease(sign("lease", encode(said), lead), office.roster)


def test_texts_are_taken_out_by_one_who_led_then_and_for_who_still_has_them_leads_now() -> None:
    office = new_office(devices=3)
    lead, second, colleague = office.devices
    office.take(event(office.roster, "role", second.name, "lead"))
    case = office.case(lead, second, colleague)
    said = Redaction(FORMAT, office.org, case.grants.case, 1, office.roster.n, AT, (), b"", ())
    made = sign("redaction", encode(said), second)
    assert check_redaction(made, office.roster, case.grants, is_new=True) == said
    with refused("redaction.not_lead"):
        check_redaction(sign("redaction", encode(said), colleague), office.roster, case.grants)
    with refused("signature.wrong"):
        check_redaction(replace(sign("redaction", encode(said), colleague), by=(second.name,)), office.roster, case.grants)
    with refused("redaction.not_writer"):
        check_redaction(made, office.roster, office.case(lead, colleague).grants)
    one, two = (Forgotten(name, lead.name, 1, NO_HASH) for name in ("liv1", "liv2"))
    unordered: tuple[dict[str, Any], ...] = (
        {"chains": (two, one)},
        {"chains": (one, one)},
        {"chains": (replace(one, seq=0),)},
        {"blobs": (b"b" * 32, b"a" * 32)},
    )
    assert check_redaction(sign("redaction", encode(replace(said, chains=(one, two))), second), office.roster, case.grants)
    for change in unordered:
        with refused("redaction.unreadable"):
            check_redaction(sign("redaction", encode(replace(said, **change)), second), office.roster, case.grants)
    office.take(event(office.roster, "role", second.name, "caseworker"))
    assert check_redaction(made, office.roster, case.grants) == said
    with refused("redaction.not_lead"):
        check_redaction(made, office.roster, case.grants, is_new=True)


def test_a_case_is_deleted_by_two_people_who_are_there_then_and_now_and_each_device_says_for_itself_that_it_has() -> None:
    office = new_office(devices=3)
    lead, colleague, third = office.devices
    other = office.add("lead", person="p0")
    devices = tuple(sorted((lead.name, colleague.name)))
    said = Tombstone(FORMAT, office.org, CASE, office.roster.n, AT, "fem år", devices)

    def by(*signers: DeviceSecret) -> Signed:
        first, second = sorted(signers, key=lambda one: one.name)
        return joined("tombstone", encode(said), [countersign("tombstone", encode(said), one) for one in (first, second)])

    stone = by(lead, colleague)
    assert check_tombstone(stone, office.roster, is_new=True) == said
    with refused("tombstone.not_two"):
        check_tombstone(by(lead, other), office.roster)
    with refused("tombstone.not_lead"):
        check_tombstone(by(colleague, third), office.roster)
    with refused("signature.wrong"):
        check_tombstone(replace(stone, signatures=stone.signatures[::-1]), office.roster)
    receipt = encode(Receipt(FORMAT, office.org, CASE, id_of(stone), colleague.name, AT))
    assert check_receipt(sign("receipt", receipt, colleague), office.roster, stone).device == colleague.name
    with refused("signature.wrong"):
        check_receipt(replace(sign("receipt", receipt, third), by=(colleague.name,)), office.roster, stone)
    with refused("receipt.not_named"):
        check_receipt(sign("receipt", receipt, third), office.roster, stone)
    unnamed = Receipt(FORMAT, office.org, CASE, id_of(stone), third.name, AT)
    with refused("receipt.not_named"):
        check_receipt(sign("receipt", encode(unnamed), third), office.roster, stone)
    others: tuple[dict[str, Any], ...] = ({"case": "andensag12"}, {"tombstone": bytes(32)}, {"org": bytes(32)}, {"format": 2})
    for of_another in others:
        with refused("receipt.other"):
            body = encode(replace(unnamed, device=colleague.name, **of_another))
            check_receipt(sign("receipt", body, colleague), office.roster, stone)
    unreadable: tuple[dict[str, Any], ...] = ({"retention": " "}, {"devices": devices[::-1]}, {"devices": devices[:1] * 2})
    for change in unreadable:
        body, signers = encode(replace(said, **change)), sorted((lead, colleague), key=lambda one: one.name)
        with refused("tombstone.unreadable"):
            check_tombstone(joined("tombstone", body, [countersign("tombstone", body, one) for one in signers]), office.roster)
    office.revoke(colleague)
    assert check_tombstone(stone, office.roster) == said
    with refused("tombstone.not_active"):
        check_tombstone(stone, office.roster, is_new=True)
