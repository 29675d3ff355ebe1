"""`vault.keys`: who may open the vault. Two copies, so that one flipped bit or one torn write locks nobody out.

A copy is a line of hex, the SHA-256 of the rest, and then JSON. The sum finds accidents; what a forger could change is
bound into the slots (see `sealing`). What is sealed is a ring of one or two database keys: two only while the database
is being changed from one to the other, newest first (see `rekeying`).
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import msgspec

from rygsaek.errors import VaultError
from rygsaek.vault.files import replace_file, told_as_disk_errors
from rygsaek.vault.slots import PassphraseSlot, Place, RecoverySlot

COPIES = ("vault.keys", "vault.keys.2")
DATABASE = "vault.db"
VERSION = 1


class DatabaseKey(NamedTuple):
    """key: 32 random bytes; salt: 16 random bytes, given with the key so that a lost file header loses nothing."""

    key: bytes
    salt: bytes

    def as_text(self) -> str:
        return f"x'{self.key.hex()}{self.salt.hex()}'"


class KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What both copies hold. generation: grows with each writing, so that the later of two copies is known."""

    place: Place
    generation: int
    passphrase: PassphraseSlot
    recovery: RecoverySlot


class Version(msgspec.Struct):
    """As much as must be readable of a key file of any version."""

    class Place(msgspec.Struct):
        version: int

    place: Place


def encode(keys: KeyFile) -> bytes:
    body = msgspec.json.encode(keys)
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def decode(data: bytes) -> KeyFile | None:
    """The key file, or None where the bytes are not whole. Raises VaultError for a later version's."""
    total, _, body = data.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != total:
        return None
    try:
        version = msgspec.json.decode(body, type=Version).place.version
        if version > VERSION:
            raise VaultError(
                f"Rygsækken er fra en nyere udgave af programmet (nøglefil: {version}, programmet: {VERSION}).",
                "Hent den nyeste udgave af Rygsæk, og åbn igen. Der er ikke ændret noget.",
                code="vault.newer",
            )
        return msgspec.json.decode(body, type=KeyFile)
    except msgspec.DecodeError:
        return None


def read_copies(folder: Path) -> list[KeyFile | None]:
    """Both copies as they stand; None for one that is missing or not whole."""
    found: list[KeyFile | None] = []
    for name in COPIES:
        path = folder / name
        with told_as_disk_errors():
            data = path.read_bytes() if path.exists() else b""
        found.append(decode(data))
    return found


def read_keys(folder: Path) -> KeyFile:
    """The later whole copy. Raises VaultError where no vault is here, or neither copy is whole; a database alone is damage."""
    whole = [keys for keys in read_copies(folder) if keys is not None]
    if whole:
        return max(whole, key=lambda keys: keys.generation)
    if not any((folder / name).exists() for name in (*COPIES, DATABASE)):
        raise VaultError("Her er ingen rygsæk.", "Opret en ny, eller vælg mappen, hvor den ligger.", code="vault.missing")
    raise VaultError(
        "Rygsækkens nøglefil er beskadiget.",
        "Hent rygsækken frem fra din sikkerhedskopi. Gem den beskadigede mappe, til it har set på den.",
        code="vault.keys_damaged",
    )


def write_keys(folder: Path, keys: KeyFile) -> None:
    """Replace both copies, one after the other, each synced and read back before the old one goes."""
    for name in COPIES:
        replace_file(folder / name, encode(keys))


def encode_ring(ring: tuple[DatabaseKey, ...]) -> bytes:
    return msgspec.msgpack.encode(ring)


def decode_ring(secret: bytes) -> tuple[DatabaseKey, ...]:
    return msgspec.msgpack.decode(secret, type=tuple[DatabaseKey, ...])


def heal_copies(folder: Path) -> None:
    """Make both copies the later whole one again, where a kill or a flipped bit has parted them."""
    copies = read_copies(folder)
    if copies[0] is None or copies[0] != copies[1]:
        write_keys(folder, read_keys(folder))


def wrong_passphrase() -> VaultError:
    """Not the passphrase."""
    return VaultError(
        "Det er ikke den rigtige adgangssætning.",
        "Prøv igen. Har du glemt den, så brug nøglearket.",
        code="vault.wrong_passphrase",
    )


def wrong_sheet() -> VaultError:
    """Not the recovery sheet of this vault."""
    return VaultError(
        "Nøglearket passer ikke til denne rygsæk.",
        "Se efter, om arket har samme navn som rygsækken, og skriv grupperne igen.",
        code="vault.wrong_sheet",
    )
