"""A secret between two: whose it is, and that it is of this pair and no other."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from sync.identity import DeviceSecret
from sync.proof.errors import ProofError
from sync.proof.pairings import check_pairing
from sync.proof.signed import id_of
from sync.sealing.grants import sign
from sync.sealing.keys import new_key
from sync.sealing.pairings import Pairs, make_pairing, open_pairing, secrets_in
from sync.sealing.wraps import context, unwrap, wrap
from sync.wire.codec import decode, encode
from sync.wire.office import BODY_CAP, Pairing, Signed
from tests.support.offices import AT, CASE, drawn, new_office, refused

DRAWN = bytes(range(32))


def said_in(signed: Signed) -> Pairing:
    return decode(signed.body, Pairing, BODY_CAP)


def test_both_have_the_same_secret_and_nobody_else_has_it() -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    for me, receive in ((two, two.keys.receive), (one, one.keys.receive), (office.kit, office.kit.public)):
        pair, signed = make_pairing(one, office.org, me.name, receive, AT, office.entropy)
        said = check_pairing(signed, office.roster)
        assert (pair.id, said.giver, said.receiver) == (id_of(signed), one.name, me.name)
        assert open_pairing(me, said) == pair.secret
        with refused("key.not_opened"):
            open_pairing(three, said)
        assert pair.secret.hex() not in repr(pair)


def test_the_same_draw_for_two_receivers_or_by_two_givers_is_another_secret() -> None:
    """Copies of a machine may draw the same bytes: a colleague must not get what is another's by it."""
    office = new_office(devices=3)
    one, two, three = office.devices
    made = [
        make_pairing(giver, office.org, receiver.name, receiver.keys.receive, AT, lambda _: DRAWN)[0]
        for giver, receiver in ((one, two), (one, three), (two, three), (one, one))
    ]
    assert len({pair.secret for pair in made} | {DRAWN}) == 5


def test_a_pairing_is_of_those_whom_it_names_or_is_none() -> None:
    office = new_office(devices=2)
    one, two = office.devices
    stranger = DeviceSecret.generate(drawn("stranger"))
    _, signed = make_pairing(one, office.org, two.name, two.keys.receive, AT)
    for change, by, code in (
        ({}, two, "pairing.unreadable"),
        ({"giver": stranger.name}, stranger, "pairing.unknown_device"),
        ({"receiver": stranger.name}, one, "pairing.unknown_device"),
        ({"org": bytes(32)}, one, "pairing.other_office"),
        ({"format": 2}, one, "pairing.other_office"),
    ):
        with refused(code):
            check_pairing(sign("pairing", encode(replace(said_in(signed), **change)), by), office.roster)  # type: ignore[arg-type]
    with refused("signature.wrong"):
        check_pairing(replace(sign("pairing", signed.body, two), by=(one.name,)), office.roster)
    by_root = sign("pairing", encode(replace(said_in(signed), giver=office.org)), office.root)
    assert check_pairing(by_root, office.roster).giver == office.org
    for by in (one, stranger):
        with refused("signature.wrong"):
            check_pairing(replace(sign("pairing", by_root.body, by), by=(office.org,)), office.roster)
    with refused("signed.other"):
        check_pairing(replace(signed, what="grant"), office.roster)
    office.revoke(two)
    assert check_pairing(signed, office.roster) == said_in(signed), "it outlives its people: grants are judged by themselves"


def test_pairs_are_made_once_and_only_where_they_are_lacking() -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    had = make_pairing(one, office.org, two.name, two.keys.receive, AT)[0]
    pairs = Pairs(one, office.org, {two.name: had})
    assert pairs.pair_with(two.name, two.keys.receive, AT) is had
    made = pairs.pair_with(three.name, three.keys.receive, AT)
    assert pairs.pair_with(three.name, three.keys.receive, AT + 1) is made
    assert [id_of(signed) for signed in pairs.signed] == [made.id]


def test_a_secret_is_used_for_grants_of_its_giver_alone() -> None:
    office = new_office(devices=3)
    one, two, three = office.devices
    pair, signed = make_pairing(one, office.org, two.name, two.keys.receive, AT)
    secrets = secrets_in(two, {pair.id: signed})
    assert secrets(pair.id, one.name) == pair.secret
    for name, giver in ((pair.id, three.name), (bytes(32), one.name)):
        with refused("pairing.missing"):
            secrets(name, giver)
    with refused("pairing.missing"):
        secrets_in(three, {pair.id: signed})(pair.id, one.name)
    with refused("pairing.missing"):
        secrets_in(two, {bytes(32): signed})(bytes(32), one.name)


def test_a_wrap_opens_in_its_own_place_and_no_bytes_of_it_can_be_changed() -> None:
    place = (bytes(32), CASE, 1, b"r" * 32, b"g" * 32, 1, b"h" * 32, b"c" * 32, b"p" * 32)
    key, secret = new_key(drawn("key")), new_key(drawn("secret"))
    sealed = wrap(key, secret, context(*place))
    assert len(sealed) == 48 and unwrap(sealed, secret, context(*place)) == key
    for at, part in enumerate(place):
        changed = (*place[:at], part + 1 if isinstance(part, int) else _other(part), *place[at + 1 :])
        with pytest.raises(ProofError):
            unwrap(sealed, secret, context(*changed))  # type: ignore[arg-type]
    for at in range(48):
        with refused("key.not_opened"):
            unwrap(sealed[:at] + bytes((sealed[at] ^ 1,)) + sealed[at + 1 :], secret, context(*place))
    with refused("key.not_opened"):
        unwrap(sealed, key, context(*place))


def test_two_keys_of_one_place_share_no_stream() -> None:
    """A copied machine may make another key at the same step: its commitment is another, and so is all that is derived."""
    secret = new_key(drawn("secret"))
    one, two = new_key(drawn(1)), new_key(drawn(2))
    sealed = [
        wrap(key, secret, context(bytes(32), CASE, 1, b"r" * 32, b"g" * 32, 1, b"h" * 32, committed, b"p" * 32))
        for key, committed in ((one, b"1" * 32), (two, b"2" * 32))
    ]
    mixed = bytes(a ^ b for a, b in zip(*(data[:32] for data in sealed), strict=True))
    assert mixed != bytes(a ^ b for a, b in zip(one, two, strict=True))


def _other(part: bytes | str) -> bytes | str:
    return part[1:] + "x" if isinstance(part, str) else part[1:] + b"x"
