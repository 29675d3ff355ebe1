"""Wipes and leases: a lead's word to one device."""

from __future__ import annotations

from msgspec.structs import replace

from sync.proof.orders import check_lease, check_wipe
from sync.sealing.grants import sign
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Lease, Wipe
from tests.support.offices import AT, Office, event, new_office, refused


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
    office.revoke(second, by=lead)
    with refused("lease.not_lead"):
        check_lease(given, office.roster)
    office.revoke(colleague)
    with refused("lease.not_active"):
        check_lease(sign("lease", encode(said), lead), office.roster)
