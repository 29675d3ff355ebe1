"""The thinnest way: a store that says who it is, an office, a grant and an envelope, and a colleague who gets both."""

from __future__ import annotations

from collections.abc import Callable

from sync.identity import DeviceSecret
from sync.wire.codec import encode
from sync.wire.office import FORMAT
from sync.wire.requests import CaseFrom, Fetch
from tests.support.central import Client, item, signed
from tests.support.offices import Office


def test_an_envelope_goes_to_the_store_and_comes_back_to_a_colleague(
    office: Office, lead: Client, client: Callable[[DeviceSecret], Client]
) -> None:
    colleague = office.add()
    case = office.case(office.devices[0], colleague)
    envelope = case.envelope(office.devices[0])
    done = lead.exchange(signed(office.links[1]), signed(case.signed[0]), item("envelope", envelope))
    assert [(one.code, one.position) for one in done.results] == [("", 4), ("", 5), ("", 6)]
    reader = client(colleague)
    got = reader.exchange(incarnation="kollegas")
    assert [one.kind for one in got.items] == ["orgdoc", "roster", "officekey", "roster", "envelope"]
    assert got.items[-1].data == envelope
    earlier = reader.fetch(Fetch(FORMAT, (CaseFrom(case.grants.case, 0),), ("grant",), False, 1_000_000))
    assert [one.data for one in earlier.items] == [encode(case.signed[0])]
    assert (got.cursor, got.head, got.is_more, got.begun) == (6, 6, False, (case.grants.case,))
