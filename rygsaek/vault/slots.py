"""What stands in the key file: a slot for the passphrase, a slot for the recovery sheet, and where they belong."""

from __future__ import annotations

import msgspec


class KdfParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Argon2id's cost. memory_kib: KiB; passes: times over it; lanes: in parallel."""

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4


FLOOR = KdfParameters(64 * 1024, 3, 1)
CAP = KdfParameters(1024 * 1024, 10, 16)


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a slot belongs: format version, vault and device."""

    version: int
    vault: str
    device: str


class PassphraseSlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Slot P."""

    kdf: KdfParameters
    salt: bytes
    nonce: bytes
    sealed: bytes


class RecoverySlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Slot R. public: the sheet's public key, ML-KEM-768 followed by X25519."""

    public: bytes
    sealed: bytes
