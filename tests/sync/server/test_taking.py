"""What the store checks of each thing handed in. One that is refused stops only what hangs on it; the same again is no matter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from sync.identity import DeviceSecret
from sync.proof.signatures import covers_envelope
from sync.sealing.grants import sign
from sync.wire.codec import decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope
from sync.wire.office import FORMAT, Lease, Wipe
from sync.wire.requests import Item
from tests.support.central import Client, hand_in, item, signed
from tests.support.chains import chain, sealed
from tests.support.offices import AT, Case, Office, document

Make = Callable[[DeviceSecret], Client]


@pytest.fixture
def case(office: Office, lead: Client) -> Case:
    """A case of the lead's alone, which the store knows."""
    made = office.case(office.devices[0])
    hand_in(lead, signed(made.signed[0]))
    return made


def test_the_same_again_is_taken_again_and_lies_where_it_lay(office: Office, lead: Client, case: Case) -> None:
    office.add()
    things = [signed(office.links[1]), signed(case.signed[0]), *chain(case, office.devices[0], 3), signed(office.docs[0])]
    first = hand_in(lead, *things)
    again = hand_in(lead, *things)
    assert [one.position for one in again.results] == [one.position for one in first.results]
    assert again.head == first.head and again.own == 3


def test_within_one_request_too_the_same_is_taken_once(office: Office, lead: Client, case: Case) -> None:
    one = chain(case, office.devices[0], 1)
    done = hand_in(lead, *one, *one)
    assert done.results[0].position == done.results[1].position == done.head


def test_a_gap_waits_and_a_fork_is_told(office: Office, lead: Client, case: Case) -> None:
    first, second, third = chain(case, office.devices[0], 3)
    assert lead.codes(third, first) == ["envelope.gap", ""]
    assert lead.codes(item("envelope", sealed(case, office.devices[0], 1, body=b"other" * 9))) == ["envelope.forked"]
    stranger = sealed(case, office.devices[0], 2, bytes(31) + b"x")
    assert lead.codes(item("envelope", stranger), second, third) == ["envelope.forked", "", ""]


def test_what_is_refused_stops_only_what_hangs_on_it(office: Office, lead: Client, case: Case) -> None:
    other = office.case(office.devices[0], case="sagtoto")
    first, second = chain(case, office.devices[0], 2)
    envelope = decode(first.data, Envelope, ENVELOPE_CAP)
    broken = item("envelope", replace(envelope, ciphertext=envelope.ciphertext[:-1]))
    codes = lead.codes(broken, second, signed(other.signed[0]), *chain(other, office.devices[0], 2))
    assert codes == ["envelope.padding", "envelope.gap", "", "", ""]


def test_no_ones_word_stands_for_anothers_signature(office: Office, lead: Client, client: Make) -> None:
    author, colleague = office.add(), office.add()
    case = office.case(office.devices[0], author, colleague)
    hand_in(lead, *(signed(one) for one in office.links[1:]), signed(case.signed[0]))
    first, second = chain(case, author, 2)
    envelope = decode(first.data, Envelope, ENVELOPE_CAP)
    for made_up in (bytes(64), colleague.sign(covers_envelope(envelope.header, envelope.ciphertext))):
        unsigned = item("envelope", replace(envelope, signature=made_up))
        assert client(colleague).codes(unsigned, second) == ["signature.wrong", "envelope.gap"]
    assert client(colleague).codes(first) == [""]
    assert client(author).codes(second) == [""]


def test_an_incarnation_belongs_to_one_device(office: Office, lead: Client, client: Make) -> None:
    colleague = office.add()
    case = office.case(office.devices[0], colleague)
    hand_in(lead, signed(office.links[1]), signed(case.signed[0]), *chain(case, office.devices[0], 1))
    other = client(colleague)
    assert other.codes(*chain(case, colleague, 1)) == ["envelope.incarnation"]
    assert (other.exchange().own, lead.exchange().own) == (0, 1), "nobody is told how much others have written"
    assert other.codes(*chain(case, colleague, 1, "kollegas")) == [""]


def test_only_writers_write(office: Office, lead: Client, client: Make) -> None:
    writer, reader, outsider = office.add(), office.add(), office.add()
    case = office.case(office.devices[0], writer, readers=[reader])
    hand_in(lead, *(signed(one) for one in (*office.links[1:], case.signed[0])))
    assert client(writer).codes(*chain(case, writer, 1, "w")) == [""]
    assert client(reader).codes(*chain(case, reader, 1, "r")) == ["envelope.not_writer"]
    assert client(outsider).codes(*chain(case, outsider, 1, "o")) == ["envelope.not_writer"]
    assert client(outsider).codes(*chain(case, writer, 2, "w")) == ["request.not_allowed", "request.not_allowed"]


def test_who_lost_the_right_writes_no_more(office: Office, lead: Client, client: Make) -> None:
    writer = office.add()
    case = office.case(office.devices[0], writer)
    hand_in(lead, signed(office.links[1]), signed(case.signed[0]))
    before = chain(case, writer, 1, "w")
    hand_in(lead, signed(case.renew(office.devices[0], [office.devices[0]])))
    assert client(writer).codes(*before) == ["envelope.not_writer"]


def test_grants_follow_each_other(office: Office, lead: Client, case: Case) -> None:
    colleague = office.add()
    second = case.share(office.devices[0], [office.devices[0], colleague])
    third = case.share(office.devices[0], [office.devices[0], colleague])
    assert lead.codes(signed(second)) == ["roster.behind"]
    assert lead.codes(signed(office.links[1]), signed(third), signed(second), signed(third)) == ["", "grant.behind", "", ""]


def test_a_stranger_to_the_case_cannot_hand_in_its_next_grant(office: Office, lead: Client, client: Make, case: Case) -> None:
    outsider = office.add()
    hand_in(lead, signed(office.links[1]))
    second = case.share(office.devices[0], [office.devices[0], outsider])
    assert client(outsider).codes(signed(second)) == ["request.not_allowed"]
    assert lead.codes(signed(second)) == [""]


def test_links_and_documents_are_made_by_those_who_may(office: Office, lead: Client, client: Make) -> None:
    colleague, link = office.add(), office.links[-1]
    forged = sign("roster", link.body, colleague)
    assert lead.codes(signed(forged), signed(link)) == ["roster.not_lead", ""]
    newer = document(office.root, office.kit, office.devices[0], number=2)
    by_a_lead = sign("orgdoc", encode(newer), office.devices[0])
    by_the_root = sign("orgdoc", encode(newer), office.root)
    assert client(colleague).codes(signed(by_a_lead), signed(by_the_root)) == ["orgdoc.other_office", ""]
    assert lead.codes(signed(office.docs[0])) == [""]
    skipped = sign("orgdoc", encode(document(office.root, office.kit, office.devices[0], number=9)), office.root)
    assert lead.codes(signed(skipped)) == ["orgdoc.behind"]


def test_a_kind_that_is_not_what_it_says_is_refused(office: Office, lead: Client, case: Case) -> None:
    link = encode(office.links[0])
    assert lead.codes(Item("grant", link), Item("envelope", link), Item("notice", link), Item("wipe", b"")) == [
        "signed.other",
        "wire.unreadable",
        "wire.unreadable",
        "wire.unreadable",
    ]


def test_wipes_and_leases_reach_the_device_that_they_are_for(office: Office, lead: Client, client: Make) -> None:
    one, other = office.add(), office.add()
    lease = sign("lease", encode(Lease(FORMAT, office.org, one.name, AT, AT)), office.devices[0])
    hand_in(lead, *(signed(link) for link in office.links[1:]), signed(lease))
    assert [got.kind for got in client(one).exchange().items].count("lease") == 1
    assert [got.kind for got in client(other).exchange().items].count("lease") == 0
    forged = sign("wipe", encode(Wipe(FORMAT, office.org, one.name, office.roster.n, AT)), office.devices[0])
    assert lead.codes(signed(forged)) == ["wipe.not_revoked"]
