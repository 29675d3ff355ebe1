"""Every decoder, given anything: what it does not take, it refuses by the one error that there is for it."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

import sync.identity
import sync.sealing.bodies
import sync.sealing.notices
import sync.wire.envelopes
import sync.wire.handover
import sync.wire.office
import sync.wire.requests
from sync.identity import DeviceSecret
from sync.proof.envelopes import read
from sync.proof.errors import ProofError
from sync.proof.signed import read_signed
from sync.sealing.bodies import ChangesBody, read_body
from sync.sealing.notices import open_roster_label
from sync.sealing.pairings import open_pairing
from sync.sealing.wraps import unwrap
from sync.wire.codec import KIB, Message, WireError, decode, encode
from sync.wire.office import FORMAT, Pairing
from sync.wire.requests import Refusal
from tests.support.offices import drawn
from tests.support.proofs import Item, World, world

ROOMS: tuple[ModuleType, ...] = (
    sync.wire.office,
    sync.wire.envelopes,
    sync.wire.requests,
    sync.wire.handover,
    sync.sealing.bodies,
    sync.sealing.notices,
    sync.identity,
)
KINDS = sorted(
    {
        kind
        for room in ROOMS
        for _, kind in inspect.getmembers(room, inspect.isclass)
        if issubclass(kind, Message) and kind is not Message
    },
    key=lambda kind: kind.__qualname__,
)
WORLD: World = world(1)
HONEST: tuple[Item, ...] = (*WORLD.signed, *WORLD.sealed[:2], *WORLD.noted[:1])

anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=6) | st.binary(max_size=70),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)
noise = st.binary(max_size=200) | anything.map(msgspec.msgpack.encode)


def fields_of(kind: type[Message]) -> st.SearchStrategy[bytes]:
    """Something with as many fields as the message has, more or less."""
    count = len(kind.__struct_fields__)
    return st.lists(anything, min_size=count, max_size=count).map(msgspec.msgpack.encode) | noise


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__qualname__)
@settings(max_examples=15)
@given(data=st.data())
def test_a_message_is_read_from_its_one_encoding_or_refused(kind: type[Message], data: st.DataObject) -> None:
    given_bytes = data.draw(fields_of(kind))
    try:
        found = decode(given_bytes, kind, 10 * KIB)
    except WireError:
        return
    assert encode(found) == given_bytes


def test_there_is_no_message_that_this_does_not_try() -> None:
    assert len(KINDS) > 40


@settings(max_examples=150)
@given(st.sampled_from(HONEST), st.data())
def test_what_was_honest_and_is_cut_up_is_refused(item: Item, data: st.DataObject) -> None:
    parts = st.tuples(st.integers(0, len(item.data)), st.integers(0, len(item.data)), st.binary(max_size=40))
    cuts = data.draw(st.lists(parts, min_size=1, max_size=4))
    changed = item.data
    for start, end, between in cuts:
        changed = changed[:start] + between + changed[end:]
    if changed != item.data:
        with pytest.raises((WireError, ProofError)):
            item.take(changed)


@settings(max_examples=150)
@given(noise)
def test_noise_is_nothing_that_anyone_signed_or_sealed(data: bytes) -> None:
    for item in (WORLD.signed[0], WORLD.sealed[0], WORLD.noted[0]):
        with pytest.raises((WireError, ProofError)):
            item.take(data)
    for reader in (read, read_signed, DeviceSecret.decode):
        with pytest.raises((WireError, ProofError)):
            reader(data)


@settings(max_examples=150)
@given(noise | noise.map(zstandard.compress))
def test_a_body_of_noise_is_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        read_body(data, ChangesBody)


@settings(max_examples=150)
@given(noise)
def test_a_label_or_a_wrap_of_noise_is_refused(data: bytes) -> None:
    with pytest.raises(ProofError):
        open_roster_label(bytes(32), bytes(32), bytes(32), data)
    with pytest.raises(ProofError):
        unwrap(data, bytes(32), b"anywhere")
    with pytest.raises(ProofError):
        open_pairing(DEVICE, Pairing(FORMAT, bytes(32), bytes(32), DEVICE.name, 0, data))


DEVICE = DeviceSecret.generate(drawn("receives noise"))


def test_a_body_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = zstandard.compress(bytes(65 * KIB * KIB))
    assert len(bomb) < 10 * KIB
    with pytest.raises(WireError, match=r"body\.too_large"):
        read_body(bomb, ChangesBody)


def test_a_body_whose_size_is_not_told_or_told_wrong_is_refused() -> None:
    untold = zstandard.ZstdCompressor(write_content_size=False).compress(bytes(100))
    two = zstandard.compress(bytes(100)) * 2
    for data in (untold, two, zstandard.compress(b"")[:-1], b""):
        with pytest.raises(WireError, match=r"body\.unreadable"):
            read_body(data, ChangesBody)


def test_a_body_of_a_later_program_says_that_it_is_one() -> None:
    later: list[Any] = [2, "more", "than", "is", "known"]
    with pytest.raises(WireError, match=r"body\.format"):
        read_body(zstandard.compress(msgspec.msgpack.encode(later)), ChangesBody)


@pytest.mark.parametrize("data", ["92a178cc01", "dc0002a17801", "92d9017801", "92a17801c0", "92a178", "93a17801c0"])
def test_a_message_has_one_encoding_and_nothing_behind_it(data: str) -> None:
    assert decode(bytes.fromhex("92a17801"), Refusal, KIB) == Refusal("x", 1)
    with pytest.raises(WireError):
        decode(bytes.fromhex(data), Refusal, KIB)


def test_a_decoder_that_takes_every_encoding_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """As most do: what was read is not held against what would have been written."""
    monkeypatch.setitem(globals(), "decode", lambda data, kind, _: msgspec.msgpack.decode(data, type=kind))
    for longer in ("dc0002a17801", "92d9017801"):
        with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
            test_a_message_has_one_encoding_and_nothing_behind_it(longer)


def test_no_message_is_read_beyond_its_cap() -> None:
    data = encode(Refusal("x", 1))
    assert decode(data, Refusal, len(data)) == Refusal("x", 1)
    with pytest.raises(WireError, match=r"wire\.too_large"):
        decode(data, Refusal, len(data) - 1)


def test_deep_nesting_is_refused() -> None:
    deep = b"\x91" * 100_000 + b"\xc0"
    for kind in (ChangesBody, sync.wire.office.Signed):
        with pytest.raises(WireError):
            decode(deep, kind, 10**6)
    with pytest.raises(WireError, match=r"body\.unreadable"):
        read_body(zstandard.compress(deep), ChangesBody)
