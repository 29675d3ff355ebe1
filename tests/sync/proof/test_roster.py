"""The office's document and its chain of devices: what extends it, and all that does not."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from sync.identity import DeviceSecret, RootSecret
from sync.proof.names import fingerprint, signed_id
from sync.proof.roster import Roster
from sync.sealing.grants import sign
from sync.wire.codec import NO_HASH, encode
from sync.wire.office import Cutoff, DeviceKeys, OrgDoc, RosterEvent, Signed
from tests.support.offices import Office, added, document, drawn, event, new_office, refused

STRANGER = DeviceSecret.generate(drawn("a stranger"))
SMALL_ORDER = bytes([1]) + bytes(31)


def test_an_office_begins_with_its_root_and_a_lead_and_grows() -> None:
    office = new_office(devices=3)
    again = Roster.begin(office.docs[0], office.links[0], office.org)
    for link in office.links[1:]:
        again = again.with_link(link)
    assert again == office.roster
    assert [one.person for one in again.leads()] == ["p0"]
    assert {one.device for one in again.active()} == {one.name for one in office.devices}
    assert again.head == signed_id("roster", office.links[-1].body)


def test_the_same_link_and_document_again_change_nothing() -> None:
    office = new_office(devices=3)
    for link in office.links:
        assert office.roster.with_link(link) is office.roster
    assert office.roster.with_doc(office.docs[0]) is office.roster


def test_another_link_in_a_place_that_is_taken_is_a_fork() -> None:
    office = new_office(devices=2)
    before = Roster.begin(office.docs[0], office.links[0], office.org)
    other = sign("roster", encode(added(before, STRANGER, "p9")), office.devices[0])
    assert before.with_link(other).n == 2
    with refused("roster.forked"):
        office.roster.with_link(other)


def test_a_link_on_another_head_is_a_fork_and_one_too_far_ahead_waits() -> None:
    office = new_office(devices=2)
    on_another = replace(added(office.roster, STRANGER, "p9"), previous=NO_HASH)
    ahead = replace(added(office.roster, STRANGER, "p9"), n=office.roster.n + 2)
    for said, code in ((on_another, "roster.forked"), (ahead, "roster.behind")):
        with refused(code):
            office.roster.with_link(sign("roster", encode(said), office.devices[0]))


def test_only_leads_extend_the_roster() -> None:
    office = new_office(devices=2)
    with refused("roster.not_lead"):
        office.add(by=office.devices[1])
    with refused("roster.not_lead"):
        office.add(by=STRANGER)
    in_the_leads_name = sign("roster", encode(added(office.roster, STRANGER, "p9")), office.devices[1])
    with refused("signature.wrong"):
        office.roster.with_link(replace(in_the_leads_name, by=(office.devices[0].name,)))
    office.take(event(office.roster, "role", office.devices[1].name, "lead"))
    office.add(by=office.devices[1])
    office.take(event(office.roster, "role", office.devices[1].name, "caseworker"))
    with refused("roster.not_lead"):
        office.add(by=office.devices[1])


def test_a_revoked_lead_leads_nobody_though_the_document_names_it() -> None:
    office = new_office(devices=2)
    office.take(event(office.roster, "role", office.devices[1].name, "lead"))
    office.revoke(office.devices[0], by=office.devices[1])
    assert office.devices[0].name in office.roster.doc.leads
    with refused("roster.not_lead"):
        office.add(by=office.devices[0])


def test_the_last_lead_cannot_be_lowered_or_revoked() -> None:
    office = new_office(devices=2)
    with refused("roster.last_lead"):
        office.revoke(office.devices[0])
    office.take(event(office.roster, "role", office.devices[0].name, "caseworker"))
    assert office.roster.is_lead(office.devices[0].name), "the document names it"


@pytest.mark.parametrize(
    "change",
    [
        lambda said: replace(said, keys=None),
        lambda said: replace(said, role=None),
        lambda said: replace(said, person=""),
        lambda said: replace(said, device=bytes(32)),
        lambda said: replace(said, cutoffs=(Cutoff("sag", "ink", "changes", 1, NO_HASH),)),
        lambda said: replace(said, kind="revoke"),
        lambda said: replace(said, kind="role"),
    ],
)
def test_a_link_says_what_its_kind_says_and_no_more(change: Callable[[RosterEvent], RosterEvent]) -> None:
    office = new_office()
    said = change(added(office.roster, STRANGER, "p9"))
    with refused("roster.event"):
        office.roster.with_link(sign("roster", encode(said), office.devices[0]))


def test_nobody_is_added_under_keys_that_are_nobodys() -> None:
    office, true = new_office(), STRANGER.keys
    for keys in (DeviceKeys(SMALL_ORDER, true.receive), DeviceKeys(true.sign, true.receive[:-32] + bytes(32))):
        said = replace(added(office.roster, STRANGER, "p9"), keys=keys, device=fingerprint(keys))
        with refused("key.unsound"):
            office.take(said)


def test_a_device_is_added_once_and_never_comes_back_under_the_same_keys() -> None:
    office = new_office(devices=2)
    gone = office.devices[1]
    with refused("roster.event"):
        office.take(added(office.roster, gone, "p1"))
    office.revoke(gone)
    for again in (added(office.roster, gone, "p1"), event(office.roster, "role", gone.name, "lead")):
        with refused("roster.event"):
            office.take(again)
    with refused("roster.event"):
        office.revoke(gone)


def test_an_office_does_not_take_anothers_links_or_documents() -> None:
    office, other = new_office(1), new_office(2)
    with refused("roster.other_office"):
        office.roster.with_link(other.links[0])
    with refused("orgdoc.other_office"):
        office.roster.with_doc(other.docs[0])
    with refused("orgdoc.other_office"):
        Roster.begin(other.docs[0], other.links[0], office.org)
    with refused("roster.other_office"):
        Roster.begin(office.docs[0], other.links[0], office.org)


def test_the_first_link_is_by_a_device_that_the_document_names() -> None:
    office = new_office()
    first = replace(added(office.roster, STRANGER, "p0", "lead"), n=1, previous=NO_HASH)
    with refused("roster.not_lead"):
        Roster.begin(office.docs[0], sign("roster", encode(first), STRANGER), office.org)


def test_a_document_follows_the_one_before_it_and_never_goes_back() -> None:
    office = new_office()
    second, third = (signed_doc(office, number=number) for number in (2, 3))
    with refused("orgdoc.behind"):
        office.roster.with_doc(third)
    later = office.roster.with_doc(second)
    with refused("orgdoc.rolled_back"):
        later.with_doc(office.docs[0])
    with refused("orgdoc.forked"):
        later.with_doc(signed_doc(office, number=2, lease_days=1))
    assert later.with_doc(third).doc.number == 3


def test_a_document_of_a_later_or_weaker_make_is_refused() -> None:
    office = new_office()
    for changes in ({"suite": 2}, {"suite": 0}, {"format": 2}, {"least_format": 2}, {"least_format": 0}):
        with refused("orgdoc.format"):
            office.roster.with_doc(signed_doc(office, number=2, **changes))


def test_what_an_office_has_left_behind_it_does_not_take_up_again() -> None:
    office = new_office()
    with patch("sync.proof.roster.FORMAT", 2):
        later = office.roster.with_doc(signed_doc(office, number=2, format=2, least_format=2))
        with refused("orgdoc.downgraded"):
            later.with_doc(signed_doc(office, number=3, format=2, least_format=1))
        assert later.with_doc(signed_doc(office, number=3, format=2, least_format=2)).doc.number == 3


def test_a_kit_brings_a_lead_back_into_an_office_that_has_lost_its_own() -> None:
    office = new_office()
    doc = signed_doc(office, number=2, leads=(STRANGER.name,))
    link = sign("roster", encode(added(office.roster, STRANGER, "p0", "lead")), STRANGER)
    with refused("roster.not_lead"):
        office.roster.with_link(link)
    back = office.roster.with_doc(doc).with_link(link)
    assert back.is_lead(STRANGER.name)


def test_what_a_document_once_allowed_still_counts_for_what_was_signed_then() -> None:
    office = new_office(devices=2)
    lead, next_lead = office.devices
    office.take(event(office.roster, "role", lead.name, "caseworker"))
    then = office.roster.n
    office.take(added(office.roster, STRANGER, "p9"))
    office.roster = office.roster.with_doc(signed_doc(office, number=2, leads=(next_lead.name,)))
    assert not office.roster.is_lead(lead.name)
    assert office.roster.was_lead(lead.name, then)
    assert not office.roster.was_lead(next_lead.name, then)
    with refused("roster.not_lead"):
        office.take(event(office.roster, "role", next_lead.name, "lead"), by=lead)


def test_a_revoked_devices_envelopes_count_up_to_where_the_lead_cut_them_off() -> None:
    office = new_office(devices=2)
    gone = office.devices[1].name
    last = bytes([7]) * 32
    assert office.roster.may_sign(gone, "sag", "ink", "changes", 9, last)
    office.revoke(office.devices[1], cutoffs=[Cutoff("sag", "ink", "changes", 3, last)])
    may = office.roster.may_sign
    assert may(gone, "sag", "ink", "changes", 2, NO_HASH)
    assert may(gone, "sag", "ink", "changes", 3, last)
    assert not may(gone, "sag", "ink", "changes", 3, NO_HASH)
    assert not may(gone, "sag", "ink", "changes", 4, last)
    assert not may(gone, "anden", "ink", "changes", 1, last)
    assert not may(gone, "sag", "anden", "changes", 1, last)
    assert not may(gone, "sag", "ink", "access", 1, last)
    assert not may(STRANGER.name, "sag", "ink", "changes", 1, last)


def test_one_chain_is_cut_off_in_one_place() -> None:
    office = new_office(devices=2)
    twice = [Cutoff("sag", "ink", "changes", seq, NO_HASH) for seq in (1, 2)]
    with refused("roster.event"):
        office.revoke(office.devices[1], cutoffs=twice)


@pytest.mark.parametrize("count", [0, 2])
def test_a_link_has_one_signature(count: int) -> None:
    office = new_office()
    signed = sign("roster", encode(added(office.roster, STRANGER, "p9")), office.devices[0])
    with refused("signed.other"):
        office.roster.with_link(replace(signed, by=signed.by * count, signatures=signed.signatures * count))
    with refused("signed.other"):
        office.roster.with_link(replace(signed, signatures=signed.signatures * 2))


def test_one_kind_of_thing_is_not_taken_for_another() -> None:
    office = new_office()
    with refused("signed.other"):
        office.roster.with_link(office.docs[0])
    with refused("signed.other"):
        office.roster.with_doc(office.links[0])
    as_link = Signed("roster", office.docs[0].body, office.docs[0].by, office.docs[0].signatures)
    with refused("wire.unreadable"):
        office.roster.with_link(as_link)


def test_a_document_is_signed_by_the_root_that_names_the_office() -> None:
    office, other = new_office(1), RootSecret.generate(drawn("another root"))
    said = document(office.root, office.kit, office.devices[0], number=2)
    with refused("orgdoc.other_office"):
        office.roster.with_doc(sign("orgdoc", encode(said), other))
    forged = replace(sign("orgdoc", encode(said), other), by=(office.org,))
    with refused("signature.wrong"):
        office.roster.with_doc(forged)
    swapped = replace(sign("orgdoc", encode(replace(said, root=other.public)), other), by=(office.org,))
    with refused("orgdoc.other_office"):
        office.roster.with_doc(swapped)


def signed_doc(office: Office, **changes: object) -> Signed:
    said: OrgDoc = document(office.root, office.kit, office.devices[0])
    return sign("orgdoc", encode(replace(said, **changes)), office.root)
