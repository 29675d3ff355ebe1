"""The vault: one encrypted file, opened by one process, written by one writer, read by at most two readers.

vault.db (-wal, -shm)        SQLCipher
vault.keys, vault.keys.2     who may open it
vault.lock                   held by the process that has it open
vault.wait                   the wait after wrong passphrases
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from rygsaek.errors import OursError, VaultError
from rygsaek.vault import blobs, identity
from rygsaek.vault.driver import READER_CACHE_KIB, SUPPORT, WRITER_CACHE_KIB, DatabaseKey, connect, damaged, told
from rygsaek.vault.files import building, told_as_disk_errors
from rygsaek.vault.keys import VERSION, KeyFile, decode_ring, encode_ring, read_copies, read_keys, write_keys
from rygsaek.vault.migrations import Migration, migrate
from rygsaek.vault.passphrase import refuse_weak
from rygsaek.vault.sealing import (
    KdfParameters,
    Place,
    open_with_passphrase,
    open_with_sheet,
    seal_to_sheet,
    seal_with_passphrase,
    sheet_public,
)
from rygsaek.vault.secret import RecoverySecret, new_id
from rygsaek.vault.system import lock_file
from rygsaek.vault.transaction import Reader, Transaction

DATABASE = "vault.db"
LOCK = "vault.lock"
READERS = 2
OWN_MIGRATIONS = (*identity.MIGRATIONS, *blobs.MIGRATIONS)


class Vault:
    """An open vault. Use `create`, `open` or `open_with_recovery`; close it, or use it in a `with`."""

    def __init__(self, folder: Path, lock: BinaryIO, key: DatabaseKey, steps: Sequence[Migration]) -> None:
        self.folder = folder
        self._lock_file = lock
        self._key = key
        self._writer = connect(folder / DATABASE, key, cache_kib=WRITER_CACHE_KIB)
        self._write_lock = threading.Lock()
        self._write_owner: int | None = None
        self._reader_slots = threading.BoundedSemaphore(READERS)
        self._idle_readers: list[Any] = []
        self._readers: list[Any] = []
        self._reading = threading.local()
        self.was_migrated = migrate(self._writer, steps)
        with self.write() as tx:
            self.incarnation, self.was_copied = identity.settle(tx, folder / DATABASE)

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, *, migrations: Sequence[Migration], kdf: KdfParameters | None = None
    ) -> tuple[Vault, RecoverySecret]:
        """Make a vault in a folder that is empty or not there yet.

        Returns the open vault, and what goes on the recovery sheet; it is kept nowhere else. The folder appears whole or
        not at all. kdf: None for the strength that the promises state.
        Raises VaultError (`vault.exists`, `vault.weak_passphrase`) or DiskError.
        """
        refuse_weak(passphrase)
        sheet = RecoverySecret.generate()
        key = DatabaseKey(os.urandom(32), os.urandom(16))
        place = Place(VERSION, new_id(), new_id())
        ring = encode_ring((key,))
        with building(folder) as beside:
            connection = connect(beside / DATABASE, key, cache_kib=WRITER_CACHE_KIB)
            try:
                migrate(connection, (*OWN_MIGRATIONS, *migrations))
            finally:
                told(connection.close)
            keys = KeyFile(
                place,
                1,
                seal_with_passphrase(ring, passphrase, place, kdf or KdfParameters()),
                seal_to_sheet(ring, sheet_public(sheet.data), place),
            )
            write_keys(beside, keys)
        return cls._open(folder, lambda _: ring, migrations), sheet

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, migrations: Sequence[Migration]) -> Vault:
        """Open with the passphrase, taking the steps that are missing. `unlocking.unlock` adds the wait after wrong ones.

        Raises VaultError: `vault.missing`, `.open_elsewhere`, `.wrong_passphrase`, `.newer`, `.damaged`, `.keys_damaged`,
        `.kdf_refused`; or DiskError.
        """

        def ring_of(keys: KeyFile) -> bytes:
            ring = open_with_passphrase(keys.passphrase, passphrase, keys.place)
            if ring is None:
                raise wrong_passphrase()
            return ring

        return cls._open(folder, ring_of, migrations)

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

        def ring_of(keys: KeyFile) -> bytes:
            ring = open_with_sheet(keys.recovery, sheet.data, keys.place)
            if ring is None:
                raise VaultError(
                    "Nøglearket passer ikke til denne rygsæk.",
                    "Se efter, om arket har samme navn som rygsækken, og skriv grupperne igen.",
                    code="vault.wrong_sheet",
                )
            slot = seal_with_passphrase(ring, new_passphrase, keys.place, kdf or KdfParameters())
            write_keys(folder, KeyFile(keys.place, keys.generation + 1, slot, keys.recovery))
            return ring

        return cls._open(folder, ring_of, migrations)

    @classmethod
    def _open(cls, folder: Path, ring_of: Any, migrations: Sequence[Migration]) -> Vault:
        keys = read_keys(folder)
        with told_as_disk_errors():
            lock = lock_file(folder / LOCK)
        if lock is None:
            raise VaultError(
                "Rygsækken er åben i vinduet.",
                "Gør det der, eller luk vinduet først.",
                code="vault.open_elsewhere",
            )
        try:
            keys = read_keys(folder)
            ring = decode_ring(ring_of(keys))
            vault = cls(folder, lock, fitting(folder / DATABASE, ring), (*OWN_MIGRATIONS, *migrations))
            if len({keys.generation if one is None else one.generation for one in read_copies(folder)}) > 1:
                write_keys(folder, read_keys(folder))
            return vault
        except BaseException:
            lock.close()
            raise

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """The writer's transaction. Durable when the `with` ends; nothing of it stands when the `with` raises.

        Others wait meanwhile. Raises DiskError, VaultError or OursError; OursError also for a write within a write.
        """
        me = threading.get_ident()
        if self._write_owner == me:
            raise OursError("Noget gik galt i programmet.", SUPPORT, code="bug.write_within_write")
        with self._write_lock:
            self._write_owner = me
            try:
                told(lambda: self._writer.execute("BEGIN IMMEDIATE"))
                tx = Transaction(self._writer)
                try:
                    yield tx
                    told(lambda: self._writer.execute("COMMIT"))
                except BaseException:
                    tx.ended(is_durable=False)
                    if self._writer.in_transaction:
                        told(lambda: self._writer.execute("ROLLBACK"))
                    raise
                tx.ended(is_durable=True)
            finally:
                self._write_owner = None

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One unchanging view, beside any writer. A read within a read is the same view. A third thread waits."""
        within = getattr(self._reading, "view", None)
        if within is not None:
            yield within
            return
        with self._reader_slots:
            connection = self._take_reader()
            try:
                told(lambda: connection.execute("BEGIN"))
                self._reading.view = Reader(connection)
                yield self._reading.view
            finally:
                self._reading.view = None
                if connection.in_transaction:
                    told(lambda: connection.execute("ROLLBACK"))
                self._idle_readers.append(connection)

    def begin_incarnation(self, tx: Transaction) -> None:
        """Go on as another: for a vault that finds out that it is a copy."""
        before = self.incarnation
        self.incarnation = identity.begin(tx, self.folder / DATABASE)
        tx.if_failed(lambda: setattr(self, "incarnation", before))

    def _take_reader(self) -> Any:
        try:
            return self._idle_readers.pop()
        except IndexError:
            connection = connect(self.folder / DATABASE, self._key, cache_kib=READER_CACHE_KIB, read_only=True)
            self._readers.append(connection)
            return connection

    def close(self) -> None:
        """Give everything back. The last connection folds the write-ahead log into the file."""
        with self._write_lock:
            for connection in (*self._readers, self._writer):
                told(connection.close)
            self._readers.clear()
            self._idle_readers.clear()
            self._lock_file.close()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def wrong_passphrase() -> VaultError:
    """Not the passphrase."""
    return VaultError(
        "Det er ikke den rigtige adgangssætning.",
        "Prøv igen. Har du glemt den, så brug nøglearket.",
        code="vault.wrong_passphrase",
    )


def fitting(path: Path, ring: Sequence[DatabaseKey]) -> DatabaseKey:
    """The key of the ring that opens the file. Raises VaultError where none does."""
    if not path.exists():
        raise damaged()
    for key in ring:
        try:
            told(connect(path, key, cache_kib=READER_CACHE_KIB).close)
        except VaultError:
            continue
        return key
    raise damaged()
