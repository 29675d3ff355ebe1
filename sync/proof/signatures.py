"""The very bytes that are signed, and the check of a signature.

Each begins with a domain of its own, none of which begins another, so that no signature can be taken for one of another kind.
"""

from __future__ import annotations

import msgspec
from cryptography.exceptions import InvalidSignature

from sync.proof.errors import ProofError
from sync.proof.keys import sound
from sync.proof.names import digest


def covers_signed(what: str, body: bytes) -> bytes:
    """Of a `Signed`."""
    return b"rygsaek signed 1" + what.encode() + b"\0" + digest(body)


def covers_envelope(header: bytes, ciphertext: bytes) -> bytes:
    """Of an envelope. header: its bytes."""
    return b"rygsaek envelope 1" + digest(header) + digest(ciphertext)


def covers_request(method: str, path: str, body: bytes, device: bytes, server: bytes, nonce: bytes, time: int) -> bytes:
    """Of a request. time: milliseconds since 1970, UTC."""
    return _tuple("rygsaek request 1", method, path, digest(body), device, server, nonce, time)


def covers_answer(nonce: bytes, status: int, body: bytes, server: bytes, time: int) -> bytes:
    """Of the store's answer to the request with this nonce."""
    return _tuple("rygsaek answer 1", nonce, status, digest(body), server, time)


def covers_notice(org: bytes, epoch: int, slot: bytes, number: int, device: bytes, ciphertext: bytes) -> bytes:
    """Of a notice."""
    return _tuple("rygsaek notice 1", org, epoch, slot, number, device, digest(ciphertext))


def covers_recover(org: bytes, device: bytes, server: bytes) -> bytes:
    """Of the root's word that a device acts with the kit at hand."""
    return _tuple("rygsaek recover 1", org, device, server)


def check(public: bytes, signature: bytes, covered: bytes) -> None:
    """Raises ProofError: `key.unsound`, or `signature.wrong` where the holder of this Ed25519 key did not sign these bytes."""
    try:
        sound(public).verify(signature, covered)
    except InvalidSignature as error:
        raise ProofError("signature.wrong") from error


def _tuple(*parts: object) -> bytes:
    return msgspec.msgpack.encode(parts)
