"""Keys of cases and of the office: 32 random bytes an epoch. What is derived from them has a domain for each use."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.identity import Entropy
from sync.proof.errors import ProofError

KEY_BYTES = 32
NONCE_BYTES = 12
OFFICE = ""
"""In the place of a case, of what belongs to the office."""


def new_key(entropy: Entropy = os.urandom) -> bytes:
    """The key of a new epoch."""
    return entropy(KEY_BYTES)


def commitment(key: bytes, org: bytes, case: str, epoch: int) -> bytes:
    """What binds everyone to one key: HMAC-SHA-256 over where it belongs. case: OFFICE for the office's."""
    return hmac.digest(key, b"rygsaek commitment 1" + place(org, case, epoch), hashlib.sha256)


def place(org: bytes, case: str, epoch: int) -> bytes:
    """Where a key belongs. org is 32 bytes and the epoch eight, so nothing can be read another way."""
    return org + case.encode() + epoch.to_bytes(8, "big")


def derive(key: bytes, info: bytes, length: int, salt: bytes | None = None) -> bytes:
    """HKDF-SHA-256. info: begins with a domain of its own for each use."""
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(key)


def seal_earlier(key: bytes, earlier: bytes, org: bytes, case: str, epoch: int, entropy: Entropy = os.urandom) -> bytes:
    """The key of the epoch before, for whoever has this one's. epoch: this one's."""
    nonce = entropy(NONCE_BYTES)
    sealing = AESGCM(derive(key, b"rygsaek earlier key 1", KEY_BYTES))
    return nonce + sealing.encrypt(nonce, earlier, place(org, case, epoch))


def open_earlier(key: bytes, sealed: bytes, org: bytes, case: str, epoch: int, committed: bytes) -> bytes:
    """The key of the epoch before. epoch, key: this one's; committed: the commitment of the epoch before.

    Raises ProofError (`key.not_opened`, `key.commitment`).
    """
    opening = AESGCM(derive(key, b"rygsaek earlier key 1", KEY_BYTES))
    try:
        earlier = opening.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place(org, case, epoch))
    except (InvalidTag, ValueError) as error:
        raise ProofError("key.not_opened") from error
    return fitting(earlier, org, case, epoch - 1, committed)


def fitting(key: bytes, org: bytes, case: str, epoch: int, committed: bytes) -> bytes:
    """The key itself, where it is the one that everybody is bound to. Raises ProofError (`key.commitment`)."""
    if len(key) != KEY_BYTES or not hmac.compare_digest(commitment(key, org, case, epoch), committed):
        raise ProofError("key.commitment")
    return key
