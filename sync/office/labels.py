"""A person's and a laptop's name, sealed: under the invite's secret on the way in, under the office key in the roster."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.wire.codec import KIB, Message, WireError, decode, encode

NONCE_BYTES, EPOCH_BYTES = 12, 4
LABEL_CAP = 2 * KIB


class Label(Message, frozen=True):
    """person: as colleagues know them; laptop: which of their computers."""

    person: str
    laptop: str

    def __str__(self) -> str:
        return f"{self.person}, {self.laptop}" if self.laptop else self.person


def seal_for_invite(label: Label, secret: bytes, bound: bytes) -> bytes:
    """Seal a label under an invite's secret. bound: what it belongs to."""
    return _sealed(label, _key(secret, "join label"), b"join" + bound)


def open_for_invite(sealed: bytes, secret: bytes, bound: bytes) -> Label | None:
    """The label, or None where it was not sealed under this secret for this."""
    return _opened(sealed, _key(secret, "join label"), b"join" + bound)


def seal_for_roster(label: Label, epoch: int, office_key: bytes, org: bytes, device: bytes) -> bytes:
    """Seal a label for the roster; the office key's epoch stands before it."""
    return epoch.to_bytes(EPOCH_BYTES, "big") + _sealed(label, _key(office_key, "label"), b"roster" + org + device)


def epoch_of(sealed: bytes) -> int:
    """Under which epoch's office key a label in the roster was sealed."""
    return int.from_bytes(sealed[:EPOCH_BYTES], "big")


def open_from_roster(sealed: bytes, office_key: bytes, org: bytes, device: bytes) -> Label | None:
    """The label, or None where it was not sealed under this key for this device."""
    return _opened(sealed[EPOCH_BYTES:], _key(office_key, "label"), b"roster" + org + device)


def _sealed(label: Label, key: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, encode(label), bound)


def _opened(sealed: bytes, key: bytes, bound: bytes) -> Label | None:
    try:
        return decode(AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound), Label, LABEL_CAP)
    except (InvalidTag, ValueError, WireError):
        return None


def _key(secret: bytes, use: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"rygsaek {use} 1".encode()).derive(secret)
