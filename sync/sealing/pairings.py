"""A secret between two, handed over once: HPKE in base mode, ML-KEM-768 with X25519, HKDF-SHA-256, AES-256-GCM (RFC 9180).

Whoever grants makes one for each device, and one for the kit, and seals keys under it from then on (`wraps`): 48 bytes a key in
the place of 1,168. The library has no associated data and does not authenticate the sender: who gives to whom goes into `info`,
and a grant, which is signed, names the pairing by a hash of its very bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from sync.identity import DeviceSecret, Entropy, HiddenMessage, RecoverySecret, Secret
from sync.proof.errors import ProofError
from sync.proof.keys import MLKEM_BYTES, check_receive
from sync.proof.signatures import covers_signed
from sync.proof.signed import body_of, id_of
from sync.sealing.keys import KEY_BYTES, derive
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Pairing, Signed

SUITE: Final = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
Secrets = Callable[[bytes, bytes], bytes]
"""The secret of a pairing, by its id and the name of who must have given it. Raises ProofError (`pairing.missing` …)."""


class Pair(HiddenMessage, frozen=True):
    """One's secret with somebody. id: of the pairing that hands it over."""

    id: bytes
    secret: bytes


class Pairs:
    """The pairs of one who grants: those that there are, and those that are made because a grant needs them.

    giver: who grants; had: by the receiver's name. made: what must be handed in before the grant, by the receiver's name.
    """

    def __init__(self, giver: Secret, org: bytes, had: Mapping[bytes, Pair] | None = None, entropy: Entropy = os.urandom) -> None:
        self.giver = giver
        self.made: dict[bytes, tuple[Pair, Signed]] = {}
        self._org = org
        self._had = had or {}
        self._entropy = entropy

    @property
    def signed(self) -> tuple[Signed, ...]:
        """What was made, to be handed in."""
        return tuple(signed for _, signed in self.made.values())

    def pair_with(self, receiver: bytes, receive: bytes, at: int) -> Pair:
        """The pair with a device or the kit. receive: its public key; at: milliseconds. Raises ProofError (`key.unsound`)."""
        if receiver in self._had:
            return self._had[receiver]
        if receiver not in self.made:
            self.made[receiver] = make_pairing(self.giver, self._org, receiver, receive, at, self._entropy)
        return self.made[receiver][0]


def make_pairing(
    giver: Secret, org: bytes, receiver: bytes, receive: bytes, at: int, entropy: Entropy = os.urandom
) -> tuple[Pair, Signed]:
    """A new pairing. receiver, receive: name and public key; at: milliseconds. Raises ProofError (`key.unsound`)."""
    between, seed = context(org, giver.name, receiver), entropy(KEY_BYTES)
    wrap = SUITE.encrypt(seed, sealing_key(receive), info=between)
    body = encode(Pairing(FORMAT, org, giver.name, receiver, at, wrap))
    signed = Signed("pairing", body, (giver.name,), (giver.sign(covers_signed("pairing", body)),))
    return Pair(id_of(signed), _secret(seed, between)), signed


def sealing_key(receive: bytes) -> hpke.MLKEM768X25519PublicKey:
    """What seals to a public key. Raises ProofError (`key.unsound`)."""
    check_receive(receive)
    lattice, curve = (
        MLKEM768PublicKey.from_public_bytes(receive[:MLKEM_BYTES]),
        X25519PublicKey.from_public_bytes(receive[MLKEM_BYTES:]),
    )
    return hpke.MLKEM768X25519PublicKey(lattice, curve)


def open_pairing(me: DeviceSecret | RecoverySecret, said: Pairing) -> bytes:
    """The secret of a pairing that is for this device, or the kit. Raises ProofError (`key.not_opened`)."""
    between = context(said.org, said.giver, me.name)
    try:
        seed = SUITE.decrypt(said.wrap, me.receive, info=between)
    except (InvalidTag, ValueError) as error:
        raise ProofError("key.not_opened") from error
    return _secret(seed, between)


def secrets_in(me: DeviceSecret | RecoverySecret, pairings: Mapping[bytes, Signed]) -> Secrets:
    """Secrets as they are opened from pairings at hand. pairings: by their ids."""

    def secret(name: bytes, giver: bytes) -> bytes:
        signed = pairings.get(name)
        if signed is None or id_of(signed) != name:
            raise ProofError("pairing.missing")
        said = body_of(signed, "pairing", Pairing)
        if (said.giver, said.receiver) != (giver, me.name):
            raise ProofError("pairing.missing")
        return open_pairing(me, said)

    return secret


def context(org: bytes, giver: bytes, receiver: bytes) -> bytes:
    """Whom a pairing binds. giver, receiver: a device's, the root's or the kit's name."""
    return msgspec.msgpack.encode(("rygsaek pairing 1", org, giver, receiver))


def _secret(seed: bytes, between: bytes) -> bytes:
    """Of this pair alone, even where two copies of a machine draw the same bytes for two receivers."""
    return derive(seed, between, KEY_BYTES)
