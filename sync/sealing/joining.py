"""What an invite's secret does: it proves to the lead that a new device's keys are those of whoever held the invite, and it
carries the new person's name past the store.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.identity import Entropy
from sync.proof.errors import ProofError
from sync.proof.names import fingerprint
from sync.sealing.keys import KEY_BYTES, NONCE_BYTES, derive
from sync.wire.codec import encode
from sync.wire.office import DeviceKeys


def join_proof(secret: bytes, org: bytes, keys: DeviceKeys, label: bytes) -> bytes:
    """`Join.proof`. secret: the invite's 16 bytes; org: the office that the invite names; label: sealed by `seal_label`."""
    return hmac.digest(derive(secret, b"rygsaek join 1", KEY_BYTES), org + encode(keys) + label, hashlib.sha256)


def check_join(secret: bytes, org: bytes, keys: DeviceKeys, label: bytes, proof: bytes) -> None:
    """Raises ProofError (`join.proof`) unless these keys and this label are of whoever holds the invite."""
    if not hmac.compare_digest(join_proof(secret, org, keys, label), proof):
        raise ProofError("join.proof")


def seal_label(secret: bytes, org: bytes, keys: DeviceKeys, label: bytes, entropy: Entropy = os.urandom) -> bytes:
    """The new device's own words of who it is, for the lead who holds the invite."""
    nonce = entropy(NONCE_BYTES)
    return nonce + AESGCM(derive(secret, b"rygsaek join label 1", KEY_BYTES)).encrypt(nonce, label, org + fingerprint(keys))


def open_label(secret: bytes, org: bytes, keys: DeviceKeys, sealed: bytes) -> bytes:
    """What `seal_label` sealed. Raises ProofError (`join.label`)."""
    opening = AESGCM(derive(secret, b"rygsaek join label 1", KEY_BYTES))
    try:
        return opening.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], org + fingerprint(keys))
    except (InvalidTag, ValueError) as error:
        raise ProofError("join.label") from error
