"""A vault without a disk, for histories by the hundred thousand: the same statements on the same engine, no file and no key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from sqlcipher3 import dbapi2

from rygsaek.vault.migrations import Migration, migrate
from rygsaek.vault.transaction import Reader, Transaction
from rygsaek.vault.vault import Vault


class MemoryVault:
    """What a journal needs of a vault, for one thread at a time. names: what its incarnations are called, one after the other."""

    def __init__(self, steps: Sequence[Migration], names: Iterator[str]) -> None:
        self.connection = dbapi2.connect(":memory:", isolation_level=None, cached_statements=256, check_same_thread=False)
        self._names = names
        self.incarnation = next(names)
        self._within: Reader | None = None
        migrate(self.connection, steps)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        self.connection.execute("BEGIN")
        tx = self._within = Transaction(self.connection)
        try:
            yield tx
        except BaseException:
            self.connection.execute("ROLLBACK")
            tx.ended(is_durable=False)
            raise
        else:
            self.connection.execute("COMMIT")
            tx.ended(is_durable=True)
        finally:
            self._within = None

    @contextmanager
    def read(self) -> Iterator[Reader]:
        yield self._within or Reader(self.connection)

    def begin_incarnation(self, tx: Transaction) -> None:
        before, self.incarnation = self.incarnation, next(self._names)
        tx.if_failed(lambda: setattr(self, "incarnation", before))

    def as_vault(self) -> Vault:
        """Itself, to whoever is typed for the one on disk."""
        return cast(Vault, self)

    def close(self) -> None:
        self.connection.close()
