"""A body goes into an envelope and comes out again, for those who have the key and for nobody else."""

from __future__ import annotations

import pytest

from sync.identity import DeviceSecret
from sync.proof.envelopes import check, padded
from sync.sealing.bodies import ChangesBody, read_body
from sync.sealing.envelopes import open_envelope
from sync.sealing.grants import earlier_key
from sync.sealing.padding import pad, unpad
from sync.wire.codec import decode
from sync.wire.envelopes import ENVELOPE_CAP, Envelope, Header
from tests.support.offices import changes_body, new_office, refused


def test_what_one_device_seals_another_opens() -> None:
    office = new_office(devices=3)
    one, two, _ = office.devices
    case = office.case(one, two)
    checked = check(case.envelope(one), office.roster, case.grants)
    assert case.grants.latest is not None
    key = office.opened(two, case.grants.latest, case.signed[0].by)
    assert key == case.key
    assert read_body(open_envelope(checked, key), ChangesBody) == changes_body(case)


def test_the_kit_opens_what_any_grant_holds() -> None:
    office = new_office()
    case = office.case(office.devices[0])
    assert case.grants.latest is not None
    assert office.recovered(case.grants.latest, case.signed[0].by) == case.key


def test_a_device_that_a_grant_does_not_name_gets_nothing_from_it() -> None:
    office = new_office(devices=2)
    case = office.case(office.devices[0])
    assert case.grants.latest is not None
    assert office.opened(office.devices[1], case.grants.latest, case.signed[0].by) is None


def test_who_comes_late_reads_what_was_sealed_in_every_epoch_before() -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    case = office.case(one, two)
    first = check(case.envelope(two), office.roster, case.grants)
    first_key = case.key
    case.renew(one, [one])
    case.renew(one, [one, three])
    assert case.grants.latest is not None
    mine = office.opened(three, case.grants.latest, case.signed[-1].by)
    assert mine is not None
    assert earlier_key(mine, case.grants, 1) == first_key
    assert read_body(open_envelope(first, earlier_key(mine, case.grants, 1)), ChangesBody).case == case.grants.case


def test_who_was_left_out_opens_nothing_that_is_sealed_later() -> None:
    office = new_office(devices=2)
    one, two = office.devices
    case = office.case(one, two)
    old = case.key
    case.renew(one, [one])
    assert case.grants.latest is not None
    assert office.opened(two, case.grants.latest, case.signed[-1].by) is None
    later = check(case.envelope(one), office.roster, case.grants)
    with refused("envelope.not_opened"):
        open_envelope(later, old)


def test_one_salt_drawn_twice_gives_two_keys_to_two_bodies() -> None:
    office = new_office()
    case = office.case(office.devices[0])
    one, two = (case.envelope(office.devices[0], body, salt=bytes(32)) for body in (b"et", b"to"))
    again = case.envelope(office.devices[0], b"et", salt=bytes(32))
    assert one == again
    assert _header(one).salt != _header(two).salt


@pytest.mark.parametrize("size", [0, 1, 11, 12, 13, 100, 1_000, 100_000])
def test_a_body_of_any_length_comes_back_and_its_length_is_not_told(size: int) -> None:
    office = new_office()
    case = office.case(office.devices[0])
    body = bytes(range(256)) * (size // 256 + 1)
    checked = check(case.envelope(office.devices[0], body[:size] or b"\0"), office.roster, case.grants)
    assert open_envelope(checked, case.key) == (body[:size] or b"\0")
    assert padded(checked.header.length) == checked.header.length
    assert checked.header.length <= (max(size, 1) + 20) * 1.12 + 1


def test_a_secret_tells_its_name_and_nothing_else() -> None:
    secret = new_office().devices[0]
    told = f"{secret!r} {secret} {secret._stored!r}"
    stored = secret.encode()
    assert secret.name[:4].hex() in told
    assert not any(stored[at : at + 8].hex() in told for at in range(len(stored) - 8))
    assert DeviceSecret.decode(stored).keys == secret.keys


def _header(data: bytes) -> Header:
    return decode(decode(data, Envelope, ENVELOPE_CAP).header, Header, 1024)


def test_what_is_padded_otherwise_than_we_pad_is_not_read() -> None:
    plain = pad(b"noget")
    assert unpad(plain, 0, "envelope.padding") == b"noget" and plain.endswith(b"\0")
    for other in (plain[:-1] + b"\1", plain + b"\0", plain[:-1], b"\xff" * 4 + plain[4:], b""):
        with refused("envelope.padding"):
            unpad(other, 0, "envelope.padding")
