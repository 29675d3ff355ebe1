"""A key to one recipient: HPKE in base mode, ML-KEM-768 with X25519, HKDF-SHA-256, AES-256-GCM (RFC 9180).

The library has no associated data and does not authenticate the sender: where a wrap belongs goes into `info`, and who made
it is told by the signature of the grant around it.
"""

from __future__ import annotations

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from sync.proof.errors import ProofError
from sync.proof.keys import MLKEM_BYTES, check_receive

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def context(org: bytes, case: str, epoch: int, recipient: bytes, granter: bytes, roster_n: int, roster_head: bytes) -> bytes:
    """Where a wrap belongs. case: "" for the office's key; recipient, granter: a device's, the kit's or the root's name."""
    return msgspec.msgpack.encode(("rygsaek wrap 1", org, case, epoch, recipient, granter, roster_n, roster_head))


def wrap(key: bytes, receive: bytes, context: bytes) -> bytes:
    """A key sealed to a public key. Raises ProofError (`key.unsound`)."""
    check_receive(receive)
    lattice, curve = (
        MLKEM768PublicKey.from_public_bytes(receive[:MLKEM_BYTES]),
        X25519PublicKey.from_public_bytes(receive[MLKEM_BYTES:]),
    )
    return SUITE.encrypt(key, hpke.MLKEM768X25519PublicKey(lattice, curve), info=context)


def unwrap(receive: hpke.MLKEM768X25519PrivateKey, wrapped: bytes, context: bytes) -> bytes:
    """What was wrapped. Raises ProofError (`key.not_opened`) for a wrap to another, of another place, or changed."""
    try:
        return SUITE.decrypt(wrapped, receive, info=context)
    except (InvalidTag, ValueError) as error:
        raise ProofError("key.not_opened") from error
