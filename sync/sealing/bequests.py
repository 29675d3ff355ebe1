"""A case's key left to the leads, each by HPKE as a pairing is: there is no time to make pairings, and no grant to name them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from cryptography.exceptions import InvalidTag

from sync.identity import DeviceSecret
from sync.proof.errors import ProofError
from sync.sealing.grants import sign
from sync.sealing.keys import commitment, fitting
from sync.sealing.pairings import SUITE, sealing_key
from sync.wire.codec import encode
from sync.wire.office import FORMAT, Bequest, KeyFor, Signed


def make_bequest(
    giver: DeviceSecret, org: bytes, case: str, epoch: int, key: bytes, receivers: Mapping[bytes, bytes], at: int
) -> Signed:
    """Leave a case's key of an epoch. receivers: their public keys, by fingerprint; at: milliseconds.

    Raises ProofError (`key.unsound`).
    """
    made = commitment(key, org, case, epoch)
    keys = tuple(
        KeyFor(name, SUITE.encrypt(key, sealing_key(receive), info=_place(org, case, epoch, made, giver.name, name)))
        for name, receive in sorted(receivers.items())
    )
    return sign("bequest", encode(Bequest(FORMAT, org, case, epoch, made, at, keys)), giver)


def open_bequest(me: DeviceSecret, said: Bequest, giver: bytes) -> bytes | None:
    """The key that a verified bequest leaves this device, None where it leaves it none. giver: who signed it.

    Raises ProofError: `key.not_opened`, `key.commitment` (something else was sealed).
    """
    for one in said.keys:
        if one.device == me.name:
            where = _place(said.org, said.case, said.epoch, said.commitment, giver, me.name)
            try:
                key = SUITE.decrypt(one.sealed, me.receive, info=where)
            except (InvalidTag, ValueError) as error:
                raise ProofError("key.not_opened") from error
            return fitting(key, said.org, said.case, said.epoch, said.commitment)
    return None


def _place(org: bytes, case: str, epoch: int, committed: bytes, giver: bytes, receiver: bytes) -> bytes:
    return msgspec.msgpack.encode(("rygsaek bequest 1", org, case, epoch, committed, giver, receiver))
