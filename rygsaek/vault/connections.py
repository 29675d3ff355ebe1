"""One writer and at most two readers over one file, from any thread."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from rygsaek.errors import OursError, VaultError
from rygsaek.vault.driver import READER_CACHE_KIB, SUPPORT, WRITER_CACHE_KIB, connect, told
from rygsaek.vault.files import require_folded
from rygsaek.vault.keys import DatabaseKey
from rygsaek.vault.mark import Mark
from rygsaek.vault.transaction import Reader, Transaction

READERS = 2


class Connections:
    """The open file. mark: told of every commit, so that a damaged write-ahead log is noticed at the next opening."""

    def __init__(self, path: Path, key: DatabaseKey) -> None:
        self.path = path
        self._write_lock = threading.Lock()
        self._write_owner: int | None = None
        self._reader_slots = threading.BoundedSemaphore(READERS)
        self._reading = threading.local()
        self.open(key)

    def open(self, key: DatabaseKey) -> None:
        """Connect. Raises VaultError where the key does not fit, or saves that were acknowledged are gone."""
        self.key, self.is_open = key, False
        self._idle: list[Any] = []
        self._readers: list[Any] = []
        self._mark = Mark(self.path)
        try:
            self.writer = connect(self.path, key, cache_kib=WRITER_CACHE_KIB)
        except BaseException:
            self._mark.close()
            raise
        try:
            self._mark.verify()
        except BaseException:
            self._mark.close()
            told(self.writer.close)
            raise
        # whoever forgets us, or ends the process with us open, lets SQLite fold the log: the note must not miss it then
        self._forgotten = weakref.finalize(self, self._mark.end)
        self.is_open = True

    def close(self) -> None:
        """Disconnect. The last connection folds the write-ahead log into the file, unless the disk is full."""
        if not self.is_open:
            return
        self.is_open = False
        self._forgotten.detach()
        self._mark.end()
        self._mark.close()
        for connection in (*self._readers, self.writer):
            told(connection.close)

    def fold(self) -> None:
        """Fold the write-ahead log into the file, so that nothing is left in it; for whoever is alone.

        Raises DiskError where it cannot be done: the log is then as it was.
        """
        self._mark.fold()
        try:
            told(lambda: self.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        finally:
            self._mark.advance()
        require_folded(self.path)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """The writer's transaction; others wait meanwhile."""
        with self._alone_in_writing():
            if not self.is_open:
                raise closed()
            told(lambda: self.writer.execute("BEGIN IMMEDIATE"))
            tx = Transaction(self.writer)
            try:
                yield tx
                told(lambda: self.writer.execute("COMMIT"))
            except BaseException:
                tx.ended(is_durable=False)
                if self.writer.in_transaction:
                    told(lambda: self.writer.execute("ROLLBACK"))
                raise
            self._mark.advance()
            tx.ended(is_durable=True)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One unchanging view, beside any writer. A read within a read is the same view. A third thread waits."""
        within = getattr(self._reading, "view", None)
        if within is not None:
            yield within
            return
        with self._slot():
            if not self.is_open:
                raise closed()
            connection = self._idle.pop() if self._idle else self._another()
            try:
                told(lambda: connection.execute("BEGIN"))
                told(lambda: connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone())  # the view begins here
                self._reading.view = Reader(connection)
                yield self._reading.view
            finally:
                self._reading.view = None
                if connection.in_transaction:
                    told(lambda: connection.execute("ROLLBACK"))
                self._idle.append(connection)

    @contextmanager
    def _slot(self) -> Iterator[None]:
        """A reader's place. Who is writing does not wait for one: those who have them may be waiting for the writer."""
        is_taken = self._reader_slots.acquire(blocking=self._write_owner != threading.get_ident())
        try:
            yield
        finally:
            if is_taken:
                self._reader_slots.release()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else reads or writes meanwhile."""
        with self._alone_in_writing(), ExitStack() as slots:
            for _ in range(READERS):
                slots.enter_context(self._reader_slots)
            yield

    @contextmanager
    def steady(self) -> Iterator[DatabaseKey]:
        """The key, which does not change meanwhile; takes one reader's place for a connection of the caller's own."""
        with self._reader_slots:
            if not self.is_open:
                raise closed()
            yield self.key

    @contextmanager
    def _alone_in_writing(self) -> Iterator[None]:
        me = threading.get_ident()
        if self._write_owner == me:
            raise OursError("Noget gik galt i programmet.", SUPPORT, code="bug.write_within_write")
        if getattr(self._reading, "view", None) is not None:  # whoever waits to be alone would wait for ever
            raise OursError("Noget gik galt i programmet.", SUPPORT, code="bug.write_within_read")
        with self._write_lock:
            self._write_owner = me
            try:
                yield
            finally:
                self._write_owner = None

    def _another(self) -> Any:
        connection = connect(self.path, self.key, cache_kib=READER_CACHE_KIB, read_only=True)
        self._readers.append(connection)
        return connection


def closed() -> VaultError:
    """Somebody writes or reads after the vault was closed."""
    return VaultError("Rygsækken er lukket.", "Åbn den igen. Det, du har gemt, er der stadig.", code="vault.closed")
