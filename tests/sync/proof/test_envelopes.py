"""What of an envelope can be judged without a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sync.proof.envelopes import check, padded, read
from sync.proof.signatures import covers_envelope
from sync.wire.codec import NO_HASH, decode, encode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Header
from sync.wire.office import Cutoff
from tests.support.offices import CASE, Case, Office, new_office, refused


def setting(devices: int = 2) -> tuple[Office, Case]:
    office = new_office(devices=devices)
    return office, office.case(*office.devices)


def changed(office: Office, data: bytes, **changes: object) -> bytes:
    """An envelope with another header, signed anew by the device that it names first."""
    envelope = decode(data, Envelope, ENVELOPE_CAP)
    header = encode(replace(decode(envelope.header, Header, 1024), **changes))
    signature = office.devices[0].sign(covers_envelope(header, envelope.ciphertext))
    return encode(Envelope(header, envelope.ciphertext, signature))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"domain": "rygsaek envelope 0"}, "envelope.suite"),
        ({"domain": "rygsaek envelope 2"}, "envelope.suite"),
        ({"suite": 0}, "envelope.suite"),
        ({"suite": 2}, "envelope.suite"),
        ({"seq": 0}, "envelope.unreadable"),
        ({"seq": 2}, "envelope.unreadable"),
        ({"previous": bytes([1]) * 32}, "envelope.unreadable"),
        ({"epoch": 0}, "envelope.unreadable"),
        ({"covers": 1}, "envelope.unreadable"),
        ({"length": 20}, "envelope.padding"),
        ({"org": bytes(32)}, "envelope.other_office"),
        ({"case": "enanden"}, "envelope.other_office"),
        ({"device": bytes(32)}, "envelope.unknown_device"),
        ({"epoch": 2}, "grant.behind"),
        ({"commitment": bytes(32)}, "envelope.commitment"),
    ],
)
def test_a_header_that_says_something_else_is_refused_though_its_author_signs_it(changes: dict[str, object], code: str) -> None:
    office, case = setting()
    data = case.envelope(office.devices[0])
    check(changed(office, data), office.roster, case.grants)
    with refused(code):
        check(changed(office, data, **changes), office.roster, case.grants)


@pytest.mark.parametrize("size", [0, 16, 19, 65, 129])
def test_a_length_that_no_padding_gives_is_refused_though_the_header_tells_it(size: int) -> None:
    office, case = setting()
    author, envelope = office.devices[0], decode(case.envelope(office.devices[0]), Envelope, ENVELOPE_CAP)
    header, ciphertext = encode(replace(decode(envelope.header, Header, 1024), length=size)), bytes(size)
    signed = Envelope(header, ciphertext, author.sign(covers_envelope(header, ciphertext)))
    with refused("envelope.padding"):
        check(encode(signed), office.roster, case.grants)


def test_an_envelope_of_number_nought_is_none_whatever_it_names_before_it() -> None:
    office, case = setting()
    data = changed(office, case.envelope(office.devices[0]), seq=0, previous=bytes([1]) * 32)
    with refused("envelope.unreadable"):
        read(data)


def test_an_envelope_is_judged_by_its_own_offices_roster_and_grants() -> None:
    office, case = setting()
    other = new_office("another", devices=2)
    elsewhere = other.case(*other.devices)
    data = case.envelope(office.devices[0])
    for roster, grants in ((other.roster, case.grants), (office.roster, elsewhere.grants)):
        with refused("envelope.other_office"):
            check(data, roster, grants)


def test_a_checkpoint_says_what_it_covers() -> None:
    office, case = setting()
    data = changed(office, case.envelope(office.devices[0], type_="checkpoint"), covers=17)
    assert check(data, office.roster, case.grants).header.covers == 17


def test_a_reader_and_a_colleague_without_the_case_write_nothing() -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    case = office.case(one, readers=[two])
    for other in (two, three):
        with refused("envelope.not_writer"):
            check(case.envelope(other), office.roster, case.grants)


def test_who_wrote_in_an_earlier_epoch_is_still_read_and_hands_in_nothing_new() -> None:
    office, case = setting()
    one, two = office.devices
    old = case.envelope(two)
    case.renew(one, [one])
    assert check(old, office.roster, case.grants).header.epoch == 1
    with refused("envelope.not_writer"):
        check(old, office.roster, case.grants, is_new=True)
    with refused("envelope.not_writer"):
        check(case.envelope(two), office.roster, case.grants)


def test_a_revoked_device_is_read_up_to_its_cutoff_and_hands_in_nothing_new() -> None:
    office, case = setting()
    one, two = office.devices
    first = case.envelope(two)
    second = case.envelope(two, seq=2, previous=read(first).id)
    cut = Cutoff(CASE, "inkarnation", "changes", 1, read(first).id)
    office.revoke(two, cutoffs=[cut])
    assert check(first, office.roster, case.grants).id == cut.id
    for data, is_new in ((second, False), (first, True)):
        with refused("envelope.cut_off"):
            check(data, office.roster, case.grants, is_new=is_new)
    other = case.envelope(two)
    assert read(other).id != cut.id
    with refused("envelope.cut_off"):
        check(other, office.roster, case.grants)
    assert check(case.envelope(one), office.roster, case.grants, is_new=True)


def test_an_envelope_signed_by_another_is_refused() -> None:
    office, case = setting()
    one, two = office.devices
    envelope = decode(case.envelope(one), Envelope, ENVELOPE_CAP)
    covered = covers_envelope(envelope.header, envelope.ciphertext)
    for signature in (two.sign(covered), bytes(64), one.sign(covered + b"\0"), one.sign(covered)[:32] + bytes(32)):
        with refused("signature.wrong"):
            check(encode(replace(envelope, signature=signature)), office.roster, case.grants)


@given(st.integers(0, 2**40))
def test_a_padded_length_is_at_least_as_long_at_most_an_eighth_longer_and_stays(size: int) -> None:
    length = padded(size)
    assert size <= length <= size * 1.125 + 1
    assert padded(length) == length


def test_lengths_of_one_order_are_few() -> None:
    assert len({padded(size) for size in range(2**19 + 1, 2**20 + 1)}) <= 32


def test_the_first_of_a_chain_has_nothing_before_it() -> None:
    office, case = setting()
    assert read(case.envelope(office.devices[0])).header.previous == NO_HASH
