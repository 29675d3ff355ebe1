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


def test_what_another_has_sealed_is_looked_at_and_what_the_asker_has_sealed_is_its_word_already() -> None:
    office = new_office(devices=3)
    case, (author, other, unknown) = office.case(*office.devices), office.devices
    good = case.envelope(author)
    broken = encode(replace(decode(good, Envelope, ENVELOPE_CAP), signature=bytes(64)))
    directory = Directory()
    directory.devices.update({one.name: (1, one.keys) for one in (author, other)})
    things = (good, broken, case.envelope(unknown), b"nothing")
    push = (*(Item("envelope", one) for one in things), Item("grant", good))
    asked = Exchange(FORMAT, "test", "mine", 0, NO_HASH, 1, push)
    for asker, of_broken in ((other, b""), (author, author.keys.sign)):
        found = handing_in(directory, asker.name, asked).ahead
        assert [one and one.signed_by for one in found] == [author.keys.sign, of_broken, b"", None, None]
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
