"""A new passphrase, a new recovery sheet, a new database key.

For a new database key everything is exported under it into a new file, which then takes the old one's place. Two files
must change together, and no system renames two at once. So the key file holds both keys, newest first, for the while
between: whichever of them the database opens with is the one that counts.

    1  export to vault.db.rekeyed, check it, sync it      a kill here: the old key, and a file to throw away
    2  vault.keys holds new and old                       a kill here: the old key still opens the old file
    3  vault.db.rekeyed takes vault.db's place            a kill here: the new key opens the new file
    4  vault.keys holds the new key alone                 the old pages, wherever the disk still keeps them, stay shut
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rygsaek.vault import identity
from rygsaek.vault.driver import WRITER_CACHE_KIB, connect, damaged, fits, told
from rygsaek.vault.exporting import export
from rygsaek.vault.files import remove, rename, require_folded
from rygsaek.vault.keys import DatabaseKey, KeyFile, encode_ring, read_keys, write_keys, wrong_passphrase
from rygsaek.vault.opening import Sealer
from rygsaek.vault.passphrase import refuse_weak
from rygsaek.vault.sealing import open_with_passphrase, seal_to_sheet, seal_with_passphrase, sheet_public
from rygsaek.vault.secret import RecoverySecret
from rygsaek.vault.slots import KdfParameters, PassphraseSlot, Place
from rygsaek.vault.transaction import Reader, Transaction

if TYPE_CHECKING:
    from rygsaek.vault.vault import Vault

REKEYED = "vault.db.rekeyed"


def change_passphrase(vault: Vault, old: str, new: str, *, kdf: KdfParameters | None = None) -> None:
    """Let the new passphrase open the vault, and the old one no more. A kill leaves exactly one of them.

    Raises VaultError `vault.wrong_passphrase`, InputError `vault.weak_passphrase`, DiskError.
    """
    refuse_weak(new)
    keys, ring = opened(vault.folder, old)
    slot = seal_with_passphrase(ring, new, keys.place, kdf or KdfParameters())
    write_keys(vault.folder, KeyFile(keys.place, keys.generation + 1, slot, keys.recovery))


def new_sheet(vault: Vault, passphrase: str) -> RecoverySecret:
    """A new recovery sheet; the one before opens nothing afterwards. Raises as `change_passphrase` does."""
    keys, ring = opened(vault.folder, passphrase)
    sheet = RecoverySecret.generate()
    public = sheet_public(sheet.data)
    with vault.write() as tx:
        identity.note(tx, identity.SHEET, public.hex())
    write_keys(vault.folder, KeyFile(keys.place, keys.generation + 1, keys.passphrase, seal_to_sheet(ring, public, keys.place)))
    return sheet


def rekey(vault: Vault, passphrase: str) -> None:
    """Give the database a new key, and leave behind what was deleted. For after a purge. Takes twice the vault's room.

    Others wait meanwhile. Raises as `change_passphrase` does, and VaultError where the vault cannot be read whole.
    """
    keys, _ = opened(vault.folder, passphrase)
    path, beside = vault.connections.path, vault.folder / REKEYED
    old, new = vault.connections.key, DatabaseKey(os.urandom(32), os.urandom(16))

    def seal(ring: bytes, place: Place) -> PassphraseSlot:
        return seal_with_passphrase(ring, passphrase, place, keys.passphrase.kdf)

    with vault.connections.alone():
        public = sheet_of(Transaction(vault.connections.writer))
        try:
            export(path, old, beside, new)
            settle_beside(beside, new)
            write_ring(vault.folder, (new, old), seal, public)
            vault.connections.fold()  # a log left beside the new file would be taken for the new file's
            vault.connections.close()
            rename(beside, path)
        finally:
            if not vault.connections.is_open:
                vault.connections.open(standing_key(path, (new, old)))
            remove(beside)
            write_ring(vault.folder, (vault.connections.key,), seal, public)


def finish(vault: Vault, seal: Sealer) -> None:
    """Go on where a kill stopped a change of keys: the key that the file opens with becomes the only one."""
    with vault.read() as reader:
        public = sheet_of(reader)
    remove(vault.folder / REKEYED)
    write_ring(vault.folder, (vault.connections.key,), seal, public)


def standing_key(path: Path, ring: Sequence[DatabaseKey]) -> DatabaseKey:
    """The key of the ring that the file opens with; the last where none does, for the opening to say what is wrong."""
    return next((key for key in ring[:-1] if fits(path, key)), ring[-1])


def opened(folder: Path, passphrase: str) -> tuple[KeyFile, bytes]:
    """The key file, and the ring that the passphrase opens."""
    keys = read_keys(folder)
    ring = open_with_passphrase(keys.passphrase, passphrase, keys.place)
    if ring is None:
        raise wrong_passphrase()
    return keys, ring


def write_ring(folder: Path, ring: tuple[DatabaseKey, ...], seal: Sealer, public: bytes) -> None:
    """Seal a ring into both slots. public: the sheet's, from inside the vault: the key file's may have been put there."""
    keys, secret = read_keys(folder), encode_ring(ring)
    sealed = KeyFile(keys.place, keys.generation + 1, seal(secret, keys.place), seal_to_sheet(secret, public, keys.place))
    write_keys(folder, sealed)


def sheet_of(reader: Reader) -> bytes:
    public = identity.fact(reader, identity.SHEET)
    if public is None:
        raise damaged()
    return bytes.fromhex(public)


def settle_beside(path: Path, key: DatabaseKey) -> None:
    """Tell the new file where it is, so that its new place is not taken for a copy's."""
    connection = connect(path, key, cache_kib=WRITER_CACHE_KIB)
    try:
        identity.note(Transaction(connection), identity.HOME, identity.whereabouts(path))
    finally:
        told(connection.close)
    require_folded(path)
