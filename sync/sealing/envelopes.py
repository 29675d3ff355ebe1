"""A body sealed into an envelope, and out again.

Key and nonce: HKDF-SHA-256(case key, salt, "rygsaek envelope key 1" ‖ SHA-256 of the header with length 0) → 32 + 12 bytes →
AES-256-GCM; associated data: the header's bytes. Inside: the body's length in four bytes, the body, zeros up to Padmé's length.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec.structs import replace

from sync.identity import DeviceSecret
from sync.proof.envelopes import TAG_BYTES, Checked
from sync.proof.errors import ProofError
from sync.proof.names import digest
from sync.proof.signatures import covers_envelope
from sync.sealing.keys import KEY_BYTES, NONCE_BYTES, derive
from sync.sealing.padding import pad, unpad
from sync.wire.codec import encode
from sync.wire.envelopes import DOMAIN, ENVELOPE_CAP, Envelope, Header, Type
from sync.wire.office import SUITE

BODY_CAP = 14 * ENVELOPE_CAP // 16
"""Bytes of a body: room is left for padding (at most an eighth), header and signature."""


def seal(
    secret: DeviceSecret,
    key: bytes,
    *,
    org: bytes,
    case: str,
    epoch: int,
    commitment: bytes,
    incarnation: str,
    type_: Type,
    seq: int,
    previous: bytes,
    salt: bytes,
    body: bytes,
    covers: int = 0,
) -> bytes:
    """An envelope's bytes; equal arguments give equal bytes.

    key: the case's of the epoch; seq: from 1 in (incarnation, case, type), previous: the id of the one before; salt: 32 random
    bytes, from which and from everything else the header's is made, so that even one drawn twice never gives one key and nonce
    to two bodies; body: as `bodies` makes it; covers: as in a header. Raises ProofError (`envelope.too_large`).
    """
    if len(body) > BODY_CAP:
        raise ProofError("envelope.too_large")
    plain, me = pad(body), secret.name
    size = len(plain) + TAG_BYTES
    drawn = Header(DOMAIN, SUITE, type_, org, case, epoch, commitment, incarnation, me, seq, previous, salt, size, covers)
    header = replace(drawn, salt=_salt(key, drawn, plain))
    said = encode(header)
    content, nonce = _content_key(key, header)
    ciphertext = AESGCM(content).encrypt(nonce, plain, said)
    return encode(Envelope(said, ciphertext, secret.sign(covers_envelope(said, ciphertext))))


def open_envelope(checked: Checked, key: bytes) -> bytes:
    """The body of an envelope that was checked. key: the case's of its epoch, fitting its commitment.

    Raises ProofError: `envelope.not_opened`, `envelope.padding`.
    """
    envelope, header = checked.envelope, checked.header
    content, nonce = _content_key(key, header)
    try:
        plain = AESGCM(content).decrypt(nonce, envelope.ciphertext, envelope.header)
    except InvalidTag as error:
        raise ProofError("envelope.not_opened") from error
    return unpad(plain, 0, "envelope.padding")


def _salt(key: bytes, drawn: Header, plain: bytes) -> bytes:
    return hmac.digest(derive(key, b"rygsaek salt 1", KEY_BYTES), digest(encode(drawn)) + digest(plain), hashlib.sha256)


def _content_key(key: bytes, header: Header) -> tuple[bytes, bytes]:
    info = b"rygsaek envelope key 1" + digest(encode(replace(header, length=0)))
    derived = derive(key, info, KEY_BYTES + NONCE_BYTES, header.salt)
    return derived[:KEY_BYTES], derived[KEY_BYTES:]
