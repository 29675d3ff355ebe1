"""A key sealed for one receiver, under the secret of a pairing: HKDF-SHA-256 → AES-256-GCM, key and nonce of this place alone.

No salt is drawn: where a wrap belongs, the commitment to the key among it, is in the derivation, so two keys never meet one key
and nonce, not even on two copies of a machine. Who made it is told by the signature of the grant around it.
"""

from __future__ import annotations

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.proof.errors import ProofError
from sync.sealing.keys import KEY_BYTES, NONCE_BYTES, derive


def context(
    org: bytes,
    case: str,
    epoch: int,
    recipient: bytes,
    granter: bytes,
    roster_n: int,
    roster_head: bytes,
    commitment: bytes,
    pairing: bytes,
) -> bytes:
    """Where a wrap belongs. case: "" for the office's key; recipient, granter: a device's, the kit's or the root's name;
    commitment: of the key that is sealed; pairing: its id."""
    place = (org, case, epoch, recipient, granter, roster_n, roster_head, commitment, pairing)
    return msgspec.msgpack.encode(("rygsaek wrap 1", *place))


def wrap(key: bytes, secret: bytes, context: bytes) -> bytes:
    """A key sealed. secret: of the pairing; context: tells the key's commitment, among other things."""
    sealing, nonce = _place(secret, context)
    return sealing.encrypt(nonce, key, context)


def unwrap(sealed: bytes, secret: bytes, context: bytes) -> bytes:
    """What was sealed. Raises ProofError (`key.not_opened`) for a key to another, of another place, or changed."""
    opening, nonce = _place(secret, context)
    try:
        return opening.decrypt(nonce, sealed, context)
    except (InvalidTag, ValueError) as error:
        raise ProofError("key.not_opened") from error


def _place(secret: bytes, context: bytes) -> tuple[AESGCM, bytes]:
    derived = derive(secret, context, KEY_BYTES + NONCE_BYTES)
    return AESGCM(derived[:KEY_BYTES]), derived[KEY_BYTES:]
