"""The vault: one encrypted file, opened by one process.

vault.db (-wal, -shm)        SQLCipher
vault.keys, vault.keys.2     who may open it
vault.mark                   how far the write-ahead log had come
vault.lock                   held by the process that has it open
vault.wait                   the wait after wrong passphrases
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import BinaryIO

from rygsaek.errors import DiskError, VaultError
from rygsaek.vault import blobs, identity
from rygsaek.vault.connections import Connections
from rygsaek.vault.driver import WRITER_CACHE_KIB, connect, is_of_another_key, keys_apart, require_database, told
from rygsaek.vault.files import building
from rygsaek.vault.keys import DATABASE, VERSION, DatabaseKey, KeyFile, encode_ring, heal_copies, write_keys, wrong_sheet
from rygsaek.vault.migrations import Migration, migrate
from rygsaek.vault.opening import Held, Sealer, hold, hold_with_passphrase
from rygsaek.vault.passphrase import refuse_weak
from rygsaek.vault.rekeying import finish, standing_key
from rygsaek.vault.sealing import open_with_sheet, seal_to_sheet, seal_with_passphrase, sheet_public
from rygsaek.vault.secret import RecoverySecret, new_id
from rygsaek.vault.slots import KdfParameters, PassphraseSlot, Place
from rygsaek.vault.transaction import Reader, Transaction

OWN_MIGRATIONS = (*identity.MIGRATIONS, *blobs.MIGRATIONS)


class Vault:
    """An open vault. Use `create`, `open` or `open_with_recovery`; close it, or use it in a `with`.

    incarnation: which life of this vault numbers its changes; was_copied: it found itself in another place than it was
    left, and began a new one; was_migrated: it was brought up to this program's version just now.
    """

    def __init__(self, folder: Path, lock: BinaryIO, key: DatabaseKey, steps: Sequence[Migration]) -> None:
        self.folder = folder
        self._lock = lock
        self.connections = Connections(folder / DATABASE, key)
        try:
            self.was_migrated = migrate(self.connections.writer, steps)
            with self.write() as tx:
                self.incarnation, self.was_copied = identity.settle(tx, folder / DATABASE)
        except BaseException:
            self.connections.close()
            raise

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, *, migrations: Sequence[Migration], kdf: KdfParameters | None = None
    ) -> tuple[Vault, RecoverySecret]:
        """Make a vault in a folder that is empty or not there yet.

        Returns the open vault, and what goes on the recovery sheet; it is kept nowhere else. The folder appears whole or
        not at all. kdf: None for the strength that the promises state.
        Raises VaultError `vault.exists`, InputError `vault.weak_passphrase`, DiskError.
        """
        refuse_weak(passphrase)
        sheet = RecoverySecret.generate()
        public = sheet_public(sheet.data)
        ring = (DatabaseKey(os.urandom(32), os.urandom(16)),)
        place = Place(VERSION, new_id(), new_id())
        slot = seal_with_passphrase(encode_ring(ring), passphrase, place, kdf or KdfParameters())
        with building(folder) as beside:
            connection = connect(beside / DATABASE, ring[0], cache_kib=WRITER_CACHE_KIB)
            try:
                migrate(connection, (*OWN_MIGRATIONS, *migrations))
                identity.note(Transaction(connection), identity.SHEET, public.hex())
            finally:
                told(connection.close)
            write_keys(beside, KeyFile(place, 1, slot, seal_to_sheet(encode_ring(ring), public, place)))
        return cls.of(hold(folder, lambda keys: (encode_ring(ring), None)), migrations=migrations), sheet

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, migrations: Sequence[Migration]) -> Vault:
        """Open with the passphrase, taking the steps that are missing. `unlocking.unlock` adds the wait after wrong ones.

        Raises VaultError: `vault.missing`, `.open_elsewhere`, `.wrong_passphrase`, `.newer`, `.damaged`, `.keys_damaged`,
        `.keys_apart`, `.log_damaged`, `.kdf_refused`; or DiskError.
        """
        return cls.of(hold_with_passphrase(folder, passphrase), migrations=migrations)

    @classmethod
    def open_with_recovery(
        cls,
        folder: Path,
        sheet: RecoverySecret,
        new_passphrase: str,
        *,
        migrations: Sequence[Migration],
        kdf: KdfParameters | None = None,
    ) -> Vault:
        """Open with the recovery sheet, and set a new passphrase; the old one opens nothing afterwards.

        Raises what `open` raises, `vault.wrong_sheet`, `vault.weak_passphrase`.
        """
        refuse_weak(new_passphrase)

        def ring_of(keys: KeyFile) -> tuple[bytes, Sealer]:
            ring = open_with_sheet(keys.recovery, sheet.data, keys.place)
            if ring is None:
                raise wrong_sheet()

            def seal(secret: bytes, place: Place) -> PassphraseSlot:
                return seal_with_passphrase(secret, new_passphrase, place, kdf or KdfParameters())

            write_keys(folder, KeyFile(keys.place, keys.generation + 1, seal(ring, keys.place), keys.recovery))
            return ring, seal

        return cls.of(hold(folder, ring_of), migrations=migrations)

    @classmethod
    def of(cls, held: Held, *, migrations: Sequence[Migration]) -> Vault:
        """The vault whose lock and keys are held already. Raises as `open` does; the lock is given back then."""
        folder, lock, ring, seal = held
        try:
            require_database(folder / DATABASE)
            vault = cls(folder, lock, standing_key(folder / DATABASE, ring), (*OWN_MIGRATIONS, *migrations))
        except VaultError as error:
            lock.close()
            if error.code == "vault.damaged" and is_of_another_key(folder / DATABASE, ring):
                raise keys_apart() from None
            raise
        except BaseException:
            lock.close()
            raise
        try:
            with suppress(DiskError):  # on a full disk it opens all the same, and mends itself another time
                if len(ring) > 1 and seal is not None:
                    finish(vault, seal)
                heal_copies(folder)
        except BaseException:
            vault.close()
            raise
        return vault

    def write(self) -> AbstractContextManager[Transaction]:
        """The writer's transaction. Durable when the `with` ends; nothing of it stands when the `with` raises.

        Others wait meanwhile. Raises DiskError, VaultError or OursError; OursError also for a write within a write or a read.
        """
        return self.connections.write()

    def read(self) -> AbstractContextManager[Reader]:
        """One unchanging view, beside any writer. A read within a read is the same view. A third thread waits."""
        return self.connections.read()

    def begin_incarnation(self, tx: Transaction) -> None:
        """Go on as another: for a vault that finds out that it is a copy."""
        before = self.incarnation
        self.incarnation = identity.begin(tx, self.folder / DATABASE)
        tx.if_failed(lambda: setattr(self, "incarnation", before))

    @property
    def is_open(self) -> bool:
        """It has not been closed."""
        return not self._lock.closed

    def close(self) -> None:
        """Give everything back. Waits for whoever reads or writes; the second time there is nothing to do."""
        if not self.is_open:
            return
        with self.connections.alone():
            try:
                self.connections.close()
            finally:
                self._lock.close()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
