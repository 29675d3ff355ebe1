"""What is found out before a turn spares the turn a look, and decides nothing."""

from __future__ import annotations

from msgspec.structs import replace

from sync.proof.envelopes import check_read, read
from sync.server.ahead import handing_in
from sync.server.offices import Directory
from sync.wire.codec import NO_HASH, decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope
from sync.wire.office import FORMAT
from sync.wire.requests import Exchange, Item
from tests.support.offices import new_office, refused


def test_a_signature_is_found_to_be_of_its_signers_key_and_of_no_other() -> None:
    office = new_office(devices=2)
    case, (author, other) = office.case(*office.devices), office.devices
    good = case.envelope(author)
    broken = encode(replace(decode(good, Envelope, ENVELOPE_CAP), signature=bytes(64)))
    directory = Directory()
    directory.devices[author.name] = (1, author.keys)
    things = (good, broken, case.envelope(other), b"nothing")
    push = (*(Item("envelope", one) for one in things), Item("grant", good))
    found = handing_in(directory, Exchange(FORMAT, "test", "mine", 0, NO_HASH, 1, push)).ahead
    assert [one and one.signed_by for one in found] == [author.keys.sign, b"", b"", None, None]
    assert found[0] is not None and found[0].read == read(good)


def test_a_signature_found_to_be_of_another_key_than_the_rosters_is_looked_at_again() -> None:
    office = new_office(devices=2)
    case, (author, other) = office.case(*office.devices), office.devices
    good = case.envelope(author)
    broken = read(encode(replace(decode(good, Envelope, ENVELOPE_CAP), signature=bytes(64))))
    for key in (b"", other.keys.sign):
        assert check_read(read(good), office.roster, case.grants, signed_by=key).id == read(good).id
        with refused("signature.wrong"):
            check_read(broken, office.roster, case.grants, signed_by=key)
