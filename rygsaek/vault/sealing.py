"""Sealing the database key: under a passphrase, or to the holder of a recovery sheet.

    passphrase  NFC -> UTF-8 -> Argon2id(salt, memory, passes, lanes) -> HKDF-SHA256(slot P) -> AES-256-GCM
    sheet       16+ random bytes -> HKDF-SHA256 -> ML-KEM-768 seed and X25519 key -> HPKE (MLKEM768_X25519)

The sheet's public half stays with the vault, so a new database key can be sealed to it without the sheet. What a slot is
and where it belongs (format version, vault, device, kind, every parameter) is authenticated with it: a slot moved to
another vault, or weakened, does not open. HPKE has no associated data in the library used, so there it goes into `info`.
"""

from __future__ import annotations

import os

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rygsaek.vault import stretching
from rygsaek.vault.slots import KdfParameters, PassphraseSlot, Place, RecoverySlot

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
MLKEM_PUBLIC_BYTES = 1184
NONCE_BYTES = 12


def seal_with_passphrase(secret: bytes, passphrase: str, place: Place, kdf: KdfParameters) -> PassphraseSlot:
    """Seal secret so that the passphrase opens it. Raises VaultError where the cost is outside floor and cap."""
    salt, nonce = os.urandom(16), os.urandom(NONCE_BYTES)
    sealed = AESGCM(slot_key(stretching.stretch(passphrase, salt, kdf))).encrypt(nonce, secret, bound("P", place, salt, kdf))
    return PassphraseSlot(kdf, salt, nonce, sealed)


def open_with_passphrase(slot: PassphraseSlot, passphrase: str, place: Place) -> bytes | None:
    """What was sealed, or None where the passphrase is not the one, or the slot is not what was written.

    Raises VaultError where the cost is outside floor and cap.
    """
    return open_stretched(slot, stretching.stretch(passphrase, slot.salt, slot.kdf), place)


def open_stretched(slot: PassphraseSlot, stretched: bytes, place: Place) -> bytes | None:
    """The same for a passphrase that is stretched already."""
    try:
        return AESGCM(slot_key(stretched)).decrypt(slot.nonce, slot.sealed, bound("P", place, slot.salt, slot.kdf))
    except (InvalidTag, ValueError):
        return None


def slot_key(stretched: bytes) -> bytes:
    """The 32 bytes that seal slot P, from what the passphrase was stretched to."""
    return hkdf(stretched, "slot P", 32)


def seal_to_sheet(secret: bytes, public: bytes, place: Place) -> RecoverySlot:
    """Seal secret to the holder of the sheet whose public key this is."""
    key = hpke.MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_BYTES]),
        x25519.X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_BYTES:]),
    )
    return RecoverySlot(public, SUITE.encrypt(secret, key, info=bound("R", place, public, None)))


def open_with_sheet(slot: RecoverySlot, sheet: bytes, place: Place) -> bytes | None:
    """What was sealed, or None where the sheet is not the one, or the slot is not what was written."""
    post_quantum, classic = sheet_keys(sheet)
    try:
        key = hpke.MLKEM768X25519PrivateKey(post_quantum, classic)
        return SUITE.decrypt(slot.sealed, key, info=bound("R", place, slot.public, None))
    except (InvalidTag, ValueError):
        return None


def sheet_public(sheet: bytes) -> bytes:
    """The public key of a sheet's secret."""
    post_quantum, classic = sheet_keys(sheet)
    return post_quantum.public_key().public_bytes_raw() + classic.public_key().public_bytes_raw()


def sheet_keys(sheet: bytes) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
    return (
        mlkem.MLKEM768PrivateKey.from_seed_bytes(hkdf(sheet, "sheet ML-KEM-768", 64)),
        x25519.X25519PrivateKey.from_private_bytes(hkdf(sheet, "sheet X25519", 32)),
    )


def hkdf(secret: bytes, use: str, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=f"rygsaek vault 1: {use}".encode()).derive(secret)


def bound(kind: str, place: Place, salt: bytes, kdf: KdfParameters | None) -> bytes:
    """What is authenticated beside the sealed key."""
    return msgspec.msgpack.encode(["rygsaek vault slot", kind, place, salt, kdf])
