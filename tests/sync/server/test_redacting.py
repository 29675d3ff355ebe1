"""What a store lets go of when a text was taken out: nothing before somebody who had seen that has said what stands instead."""

from __future__ import annotations

from collections.abc import Callable

from sync.identity import DeviceSecret
from sync.sealing.grants import sign
from sync.wire.codec import decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Header
from sync.wire.office import FORMAT, Forgotten, Redaction
from sync.wire.requests import CaseFrom, Fetch
from tests.support.central import MANY, Client, hand_in, item, signed
from tests.support.chains import chain, id_of, sealed
from tests.support.offices import AT, CASE, Case, Office

Make = Callable[[DeviceSecret], Client]


def lies(by: Client) -> list[str]:
    """Type and number of each envelope of the case that the store still has."""
    asked = Fetch(FORMAT, (CaseFrom(CASE, 0),), ("changes", "checkpoint", "summary"), True, MANY)
    headers = (decode(decode(one.data, Envelope, ENVELOPE_CAP).header, Header, 4096) for one in by.fetch(asked).items)
    return [f"{one.type} {one.seq}" for one in headers]


def redaction(office: Office, case: Case, *chains: Forgotten) -> Redaction:
    return Redaction(FORMAT, office.org, CASE, case.grants.epoch, office.roster.n, AT, chains, b"sealed", ())


def test_what_may_repeat_the_text_is_emptied_as_it_comes_and_the_rest_when_something_stands_instead(
    office: Office, lead: Client
) -> None:
    case = office.case(lead.secret)
    changes = chain(case, lead.secret, 3, "mine")
    hand_in(lead, signed(case.signed[0]), *changes)
    before = lead.cursor
    named = Forgotten("mine", lead.secret.name, 2, id_of(changes[1].data))
    hand_in(lead, signed(sign("redaction", encode(redaction(office, case, named)), lead.secret)))
    old, summary = (sealed(case, lead.secret, 1, type_=one, covers=before) for one in ("checkpoint", "summary"))  # type: ignore[arg-type]
    hand_in(lead, item("envelope", old), item("envelope", summary))
    assert lies(lead) == ["changes 1", "changes 2", "changes 3"]
    lead.exchange()
    new = sealed(case, lead.secret, 2, id_of(old), type_="checkpoint", covers=lead.cursor)
    hand_in(lead, item("envelope", new))
    assert sorted(lies(lead)) == ["changes 3", "checkpoint 2"]


def test_a_chain_goes_on_where_it_ended_whatever_a_lead_says_of_another_laptops(
    office: Office, lead: Client, client: Make
) -> None:
    colleague = office.add()
    case = office.case(lead.secret, colleague)
    changes = chain(case, colleague, 2, "hendes")
    hand_in(lead, signed(office.links[1]), signed(case.signed[0]))
    hers = client(colleague)
    hand_in(hers, changes[0])
    said = redaction(office, case, Forgotten("hendes", lead.secret.name, 9, bytes(31) + b"x"))
    hand_in(lead, signed(sign("redaction", encode(said), lead.secret)))
    assert hers.codes(changes[1]) == [""]
