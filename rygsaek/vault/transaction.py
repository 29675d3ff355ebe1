"""What a room above may do inside a transaction: statements with parameters, never with values written into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from itertools import repeat
from typing import Any, TypeVar, cast

from sqlcipher3 import dbapi2

from rygsaek.vault.blobs import Blobs, ReadableBlobs
from rygsaek.vault.driver import told, translate

Row = tuple[Any, ...]
N = TypeVar("N", bound=Row)


class Rows:
    """What one statement gave: its rows one by one, or how many it changed. Errors on the way come out as ours."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Row]:
        try:
            yield from self._cursor
        except dbapi2.Error as problem:
            ours = translate(problem)
        else:
            return
        raise ours

    def fetchone(self) -> Row | None:
        """The next row, or None."""
        return told(lambda: _row(self._cursor.fetchone()))

    def fetchall(self) -> list[Row]:
        """The rows that are left."""
        return told(lambda: list(self._cursor))

    @property
    def rowcount(self) -> int:
        """How many rows an INSERT, UPDATE or DELETE touched."""
        return int(self._cursor.rowcount)

    @property
    def lastrowid(self) -> int:
        """The number of the row that an INSERT made."""
        return int(self._cursor.lastrowid)


class Reader:
    """One unchanging view of the vault. Valid inside its `with` alone."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """Run one statement. Raises DiskError, VaultError, InputError (text that cannot be stored) or OursError."""
        return Rows(told(lambda: self._connection.execute(sql, parameters)))

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        return told(lambda: list(self._connection.execute(sql, parameters)))

    def named(self, kind: type[N], sql: str, parameters: Sequence[Any] = ()) -> tuple[N, ...]:
        """All rows as named tuples, whose fields are the columns in their order: a third of the time of `kind._make`."""
        new = cast("Callable[[type[N], Row], N]", tuple.__new__)
        return told(lambda: tuple(map(new, repeat(kind), self._connection.execute(sql, parameters))))

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        return told(lambda: _row(self._connection.execute(sql, parameters).fetchone()))

    @property
    def blobs(self) -> ReadableBlobs:
        """Bytes named by their own hash."""
        return ReadableBlobs(self)


class Transaction(Reader):
    """The one writer's transaction: all of it stands after the `with`, or none of it.

    memory: a place for rooms to keep what must be forgotten if the transaction fails, by a key of their own.
    """

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self.memory: dict[object, Any] = {}
        self._after_commit: list[Callable[[], None]] = []
        self._if_failed: list[Callable[[], None]] = []

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of parameters."""
        told(lambda: self._connection.executemany(sql, rows))

    @contextmanager
    def part(self) -> Iterator[None]:
        """Work that stands with the rest of the transaction; an error in it takes back the part alone, and goes on."""
        memory = {key: copy(kept) for key, kept in self.memory.items()}
        after, failed = len(self._after_commit), len(self._if_failed)
        self.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self.execute("ROLLBACK TO part")
            self.execute("RELEASE part")
            self.memory = memory
            undo, self._if_failed = self._if_failed[failed:], self._if_failed[:failed]
            del self._after_commit[after:]
            for work in reversed(undo):
                work()
            raise
        self.execute("RELEASE part")

    def after_commit(self, work: Callable[[], None]) -> None:
        """Have work done once the transaction is durable, before anybody else may write; never where it failed."""
        self._after_commit.append(work)

    def if_failed(self, work: Callable[[], None]) -> None:
        """Have work done where nothing of the transaction came to stand."""
        self._if_failed.append(work)

    def ended(self, *, is_durable: bool) -> None:
        """Told by the vault."""
        for work in self._after_commit if is_durable else reversed(self._if_failed):
            work()

    @property
    def blobs(self) -> Blobs:
        return Blobs(self)


def _row(found: Any) -> Row | None:
    return None if found is None else tuple(found)
