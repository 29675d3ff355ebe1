"""What a thing is called: a hash of exactly what it is, under a domain of its own, so that no name can be given to another."""

from __future__ import annotations

import hashlib

from sync.wire.codec import encode
from sync.wire.office import DeviceKeys


def digest(*parts: bytes) -> bytes:
    """SHA-256 of the parts on end. Parts of varying length stand last or are hashed by themselves."""
    return hashlib.sha256(parts[0] if len(parts) == 1 else b"".join(parts)).digest()


def fingerprint(keys: DeviceKeys) -> bytes:
    """A device's name."""
    return digest(b"rygsaek device 1", encode(keys))


def org_name(root: bytes) -> bytes:
    """An office's name. root: its Ed25519 public key."""
    return digest(b"rygsaek org 1", root)


def recovery_name(receive: bytes) -> bytes:
    """The name of the office's kit as a recipient. receive: its public key."""
    return digest(b"rygsaek recovery 1", receive)


def signed_id(what: str, body: bytes) -> bytes:
    """The id of a signed thing, whoever signed it."""
    return digest(b"rygsaek id 1", what.encode(), b"\0", body)


def envelope_id(header: bytes, ciphertext: bytes) -> bytes:
    """The id of an envelope."""
    return digest(b"rygsaek envelope id 1", digest(header), digest(ciphertext))


def invite_hash(secret: bytes) -> bytes:
    """What the store knows an invite by."""
    return digest(b"rygsaek invite 1", secret)
