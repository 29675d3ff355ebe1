"""Keys that are nobody's are refused; what the library itself takes is shown beside."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.identity import DeviceSecret
from sync.proof.keys import D, P, check_keys, check_receive, sound
from sync.wire.office import DeviceKeys
from tests.support.curve import SMALL_POINTS, add, encoded, non_canonical, small_u
from tests.support.offices import drawn, refused

GOOD = DeviceSecret.generate(drawn("keys")).keys


def test_there_are_eight_points_of_small_order_and_none_is_anyones_key() -> None:
    assert len(SMALL_POINTS) == 8
    for point in SMALL_POINTS:
        with refused("key.unsound"):
            sound(encoded(point))


def test_the_library_takes_a_signature_that_nobody_made_for_a_key_of_small_order() -> None:
    neutral = encoded((0, 1))
    Ed25519PublicKey.from_public_bytes(neutral).verify(neutral + bytes(32), b"anything at all")


@pytest.mark.parametrize("data", non_canonical())
def test_a_key_in_a_second_encoding_is_refused(data: bytes) -> None:
    with refused("key.unsound"):
        sound(data)


@pytest.mark.parametrize("data", [b"", bytes(31), bytes(33), b"\xff" * 32])
def test_what_is_no_key_at_all_is_refused(data: bytes) -> None:
    with refused("key.unsound"):
        sound(data)


def test_half_of_all_numbers_are_no_points_and_are_refused() -> None:
    off = [y for y in range(2, 60) if pow((y * y - 1) * pow(D * y * y + 1, -1, P), (P - 1) // 2, P) != 1]
    assert len(off) > 20
    for y in off:
        with refused("key.unsound"):
            sound(y.to_bytes(32, "little"))


def test_a_device_of_a_thousand_draws_is_always_sound() -> None:
    for seed in range(20):
        check_keys(DeviceSecret.generate(drawn(seed)).keys)


def test_a_key_that_is_sound_verifies_what_its_holder_signed_and_nothing_else() -> None:
    device = DeviceSecret.generate(drawn("keys"))
    sound(GOOD.sign).verify(device.sign(b"this"), b"this")
    with pytest.raises(InvalidSignature):
        sound(GOOD.sign).verify(device.sign(b"this"), b"that")


@pytest.mark.parametrize("u", small_u())
def test_a_receiving_key_whose_curve_half_is_of_small_order_is_refused(u: bytes) -> None:
    with refused("key.unsound"):
        check_receive(GOOD.receive[:-32] + u)


def test_a_receiving_key_with_a_coefficient_out_of_range_is_refused_though_its_bytes_look_alike() -> None:
    for at in (0, 1, 2, 383, 766, 767):
        for number, is_taken in ((3328, True), (3329, False), (4095, False)):
            raised, place, shift = bytearray(GOOD.receive), at // 2 * 3, at % 2 * 12
            three = int.from_bytes(raised[place : place + 3], "little") & ~(0xFFF << shift) | number << shift
            raised[place : place + 3] = three.to_bytes(3, "little")
            with nullcontext() if is_taken else refused("key.unsound"):
                check_receive(bytes(raised))


@pytest.mark.parametrize("cut", [0, 32, 1215])
def test_a_receiving_key_of_another_length_is_refused(cut: int) -> None:
    with refused("key.unsound"):
        check_receive(GOOD.receive[:cut])


def test_both_of_a_devices_keys_must_be_sound() -> None:
    with refused("key.unsound"):
        check_keys(DeviceKeys(bytes(32), GOOD.receive))
    with refused("key.unsound"):
        check_keys(DeviceKeys(GOOD.sign, GOOD.receive[:-32] + bytes(32)))


def test_the_curves_arithmetic_of_these_tests_is_the_curves() -> None:
    for point in SMALL_POINTS:
        eight = point
        for _ in range(7):
            eight = add(eight, point)
        assert eight == (0, 1)
