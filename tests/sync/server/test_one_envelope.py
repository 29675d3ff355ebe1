"""The thinnest way: a store that says who it is, an office, a grant and an envelope, and a colleague who gets both."""

from __future__ import annotations

from collections.abc import Callable

from sync.identity import DeviceSecret
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
    got = client(colleague).exchange(incarnation="kollegas")
    assert [one.kind for one in got.items] == ["orgdoc", "roster", "officekey", "roster", "grant", "envelope"]
    assert got.items[-1].data == envelope
    assert (got.cursor, got.head, got.is_more, got.begun) == (6, 6, False, ())
