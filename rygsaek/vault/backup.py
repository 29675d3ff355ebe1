"""The vault as one file, as sealed as the vault, and a vault from such a file.

A backup is a zip, stored without compression, so that it can be taken apart without Rygsæk:

    vault.db        a checked copy under the vault's own key
    vault.keys      who may open it: the passphrase and the sheet of the day it was made
    contents.json   format, when it was made, and the SHA-256 of the other two

A restored vault is another one from then on: a new device and a new incarnation, so that no id is given twice, and no
other key file fits it. A backup made before a change of passphrase still opens with the old one.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import msgspec

from rygsaek.errors import VaultError
from rygsaek.vault import identity
from rygsaek.vault.driver import WRITER_CACHE_KIB, connect, told
from rygsaek.vault.exporting import export
from rygsaek.vault.files import building, remove, rename, sync_file, told_as_disk_errors
from rygsaek.vault.keys import (
    COPIES,
    DATABASE,
    KeyFile,
    decode,
    decode_ring,
    encode,
    read_keys,
    write_keys,
    wrong_passphrase,
    wrong_sheet,
)
from rygsaek.vault.migrations import Migration
from rygsaek.vault.passphrase import refuse_weak
from rygsaek.vault.rekeying import sheet_of
from rygsaek.vault.sealing import open_with_passphrase, open_with_sheet, seal_to_sheet, seal_with_passphrase
from rygsaek.vault.secret import RecoverySecret, new_id
from rygsaek.vault.slots import KdfParameters, Place
from rygsaek.vault.transaction import Transaction
from rygsaek.vault.vault import Vault

FORMAT = 1
CONTENTS = "contents.json"
CHUNK_BYTES = 1 << 20
EARLIEST = (1980, 1, 1, 0, 0, 0)
RingOf = Callable[[KeyFile], bytes]


class Contents(msgspec.Struct, frozen=True):
    """What a backup says of itself. made_at: seconds since 1970; sums: SHA-256 by member."""

    format: int
    made_at: int
    sums: dict[str, str]


def backup(vault: Vault, target: Path, *, now: int) -> None:
    """Write the vault to one file, and read it back before it takes target's place. Others may go on meanwhile.

    now: seconds since 1970. Raises DiskError (then target is as it was), or VaultError where the vault is not whole.
    """
    copy, written = target.with_name(target.name + ".copy"), target.with_name(target.name + ".new")
    try:
        with vault.connections.steady() as key:
            export(vault.connections.path, key, copy, key)
            keys = encode(read_keys(vault.folder))
        with told_as_disk_errors():
            with copy.open("rb") as handle:
                sums = {DATABASE: sum_of(handle), COPIES[0]: hashlib.sha256(keys).hexdigest()}
            with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
                with copy.open("rb") as handle, archive.open(member(DATABASE), "w", force_zip64=True) as inside:
                    while chunk := handle.read(CHUNK_BYTES):
                        inside.write(chunk)
                archive.writestr(member(COPIES[0]), keys)
                archive.writestr(member(CONTENTS), msgspec.json.encode(Contents(FORMAT, now, sums)))
            sync_file(written)
        if verify(written).sums != sums:
            raise damaged_backup()
        rename(written, target)
    finally:
        remove(copy)
        remove(written)


def verify(path: Path) -> Contents:
    """Read a backup through; returns what it says of itself. Raises VaultError `vault.backup_damaged` or `vault.newer`."""
    try:
        with told_as_disk_errors(), zipfile.ZipFile(path) as archive:
            contents = msgspec.json.decode(archive.read(CONTENTS), type=Contents)
            if contents.format > FORMAT:
                raise VaultError(
                    f"Sikkerhedskopien er fra en nyere udgave af programmet (kopien: {contents.format}, programmet: {FORMAT}).",
                    "Hent den nyeste udgave af Rygsæk, og prøv igen.",
                    code="vault.newer",
                )
            for name in (DATABASE, COPIES[0]):
                with archive.open(name) as handle:
                    if sum_of(handle) != contents.sums.get(name):
                        raise damaged_backup()
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise damaged_backup() from None
    return contents


def restore(
    path: Path, folder: Path, passphrase: str, *, migrations: Sequence[Migration], kdf: KdfParameters | None = None
) -> Vault:
    """Make a vault in an empty folder from a backup, and open it with the passphrase that the backup was made under.

    Raises VaultError (`vault.wrong_passphrase`, `.backup_damaged`, `.exists`, `.newer`), DiskError.
    """

    def ring_of(keys: KeyFile) -> bytes:
        ring = open_with_passphrase(keys.passphrase, passphrase, keys.place)
        if ring is None:
            raise wrong_passphrase()
        return ring

    unpack(path, folder, ring_of, passphrase, kdf)
    return Vault.open(folder, passphrase, migrations=migrations)


def restore_with_sheet(
    path: Path,
    folder: Path,
    sheet: RecoverySecret,
    new_passphrase: str,
    *,
    migrations: Sequence[Migration],
    kdf: KdfParameters | None = None,
) -> Vault:
    """The same with the recovery sheet, setting a new passphrase. Raises also `vault.wrong_sheet`, `.weak_passphrase`."""
    refuse_weak(new_passphrase)

    def ring_of(keys: KeyFile) -> bytes:
        ring = open_with_sheet(keys.recovery, sheet.data, keys.place)
        if ring is None:
            raise wrong_sheet()
        return ring

    unpack(path, folder, ring_of, new_passphrase, kdf)
    return Vault.open(folder, new_passphrase, migrations=migrations)


def unpack(path: Path, folder: Path, ring_of: RingOf, passphrase: str, kdf: KdfParameters | None) -> None:
    """Build the vault's folder whole, or not at all."""
    verify(path)
    with building(folder) as beside:
        with told_as_disk_errors(), zipfile.ZipFile(path) as archive:
            keys = decode(archive.read(COPIES[0]))
            with archive.open(DATABASE) as inside, (beside / DATABASE).open("wb") as handle:
                while chunk := inside.read(CHUNK_BYTES):
                    handle.write(chunk)
        if keys is None:
            raise damaged_backup()
        ring = ring_of(keys)
        connection = connect(beside / DATABASE, decode_ring(ring)[0], cache_kib=WRITER_CACHE_KIB)
        try:
            public = sheet_of(Transaction(connection))
            identity.forget_home(Transaction(connection))
        finally:
            told(connection.close)
        place = Place(keys.place.version, keys.place.vault, new_id())
        slot = seal_with_passphrase(ring, passphrase, place, kdf or KdfParameters())
        write_keys(beside, KeyFile(place, 1, slot, seal_to_sheet(ring, public, place)))


def sum_of(handle: IO[bytes]) -> str:
    total = hashlib.sha256()
    while chunk := handle.read(CHUNK_BYTES):
        total.update(chunk)
    return total.hexdigest()


def member(name: str) -> zipfile.ZipInfo:
    """A member that tells no time: when the backup was made stands in its contents."""
    info = zipfile.ZipInfo(name, EARLIEST)
    info.external_attr = 0o600 << 16
    return info


def damaged_backup() -> VaultError:
    """Not what was written."""
    return VaultError(
        "Sikkerhedskopien er beskadiget.",
        "Brug en anden sikkerhedskopi. Gem denne, til it har set på den.",
        code="vault.backup_damaged",
    )
