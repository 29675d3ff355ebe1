"""SQLite or PostgreSQL behind one door. SQLite needs nothing installed; PostgreSQL serves several processes at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from sync.server.errors import CentralError

BUSY_MS: Final = 20_000
HOME_MS: Final = 200
"""How long bringing home waits for readers; they are done in a few ms, and it is tried again."""
READERS: Final = 6
MOST_PAGES: Final = 16_000
"""Of SQLite's log, 64 MB, before a commit itself must bring them home: it takes a tenth of the time of many commits."""
CACHE_KIB: Final = 64 * 1024
"""Of SQLite's pages that the writer keeps: the ends of everyone's indexes; with 2 MB it read each anew, 125 pages a request."""
LASTING, FLEETING = "lasting", "fleeting"
"""A commit that waits for the disk, and one that need not: what was seen of nonces outlives the process, not a power cut."""


def url_of(given: str) -> URL:
    """A database's address as an administrator writes it. Raises CentralError `database.address`."""
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise _unknown_address() from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise _unknown_address()
    return url


def _unknown_address() -> CentralError:
    return CentralError(
        "database.address",
        "Databasens adresse kan ikke bruges.",
        "Skriv sqlite:////mappe/fil.db eller postgresql://bruger@vært/database efter --database.",
    )


class Database:
    """One database. Every write is one transaction that begins with the right to write; reads see what was committed."""

    def __init__(self, url: URL, *, is_copy: bool = False) -> None:
        """is_copy: a file that is to stay one file."""
        self.url = url
        self.is_sqlite = url.drivername == "sqlite"
        self.engine: Engine = create_engine(url, hide_parameters=True, pool_size=READERS + 2, max_overflow=4, **self._options())
        if self.is_sqlite:
            event.listen(self.engine, "connect", partial(_sqlite_connected, "DELETE" if is_copy else "WAL"))
            event.listen(self.engine, "begin", _sqlite_begins)

    def _options(self) -> dict[str, Any]:
        return {"pool_timeout": 30} if self.is_sqlite else {"pool_pre_ping": True, "pool_timeout": 30}

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection within a writing transaction; committed at the end, rolled back by an exception."""
        with self.writer() as connection, self.transaction(connection, LASTING):
            yield connection

    @contextmanager
    def writer(self) -> Iterator[Connection]:
        """A connection to write with, transaction after transaction."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                _pragma(connection, f"cache_size = -{CACHE_KIB}")
                _pragma(connection, f"wal_autocheckpoint = {MOST_PAGES}")
            yield connection.execution_options(writes=True)

    def stands(self, connection: Connection) -> bool:
        """Whether a connection that lay still is one to a database that answers."""
        if self.is_sqlite:
            return True
        try:
            connection.exec_driver_sql("SELECT 1")
            connection.rollback()
        except DBAPIError:
            return False
        return True

    def tidy(self, connection: Connection) -> None:
        """Bring home what lies in SQLite's log, with a writer's connection for which nobody waits.

        Where that fails (a full disk), it stays in the log, which is as safe.
        """
        if self.is_sqlite:
            dialect: Any = connection.dialect
            with suppress(dialect.dbapi.Error):
                _pragma(connection, "wal_checkpoint(PASSIVE)")

    def bring_home(self, connection: Connection) -> bool:
        """Bring home all that lies in SQLite's log and empty it, with a writer's connection; whether readers let it be.

        Until then the log, and where it was not brought home the file, still hold the bytes of what was let go.
        """
        if not self.is_sqlite:
            return True
        driver: Any = connection.connection.driver_connection
        dialect: Any = connection.dialect
        try:
            _pragma(connection, f"busy_timeout = {HOME_MS}")
            is_busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except dialect.dbapi.Error:
            return False
        finally:
            _pragma(connection, f"busy_timeout = {BUSY_MS}")
        return not is_busy

    @contextmanager
    def transaction(self, connection: Connection, durability: str) -> Iterator[None]:
        """One transaction of a writer's connection."""
        if self.is_sqlite:
            _pragma(connection, f"synchronous = {'FULL' if durability == LASTING else 'NORMAL'}")
        with connection.begin():
            if not self.is_sqlite and durability == FLEETING:
                connection.execute(text("SET LOCAL synchronous_commit = off"))
            yield

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state from beginning to end."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _sqlite_connected(journal: str, connection: Any, _: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")


def _pragma(connection: Connection, setting: str) -> None:
    """Set something that cannot be set within a transaction."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA {setting}")


def _sqlite_begins(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def told_to_the_administrator() -> Iterator[None]:
    """A database that does not answer becomes a sentence with advice: CentralError `database.unreachable`."""
    try:
        yield
    except (DBAPIError, NoSuchModuleError) as error:
        raise CentralError(
            "database.unreachable",
            "Databasen svarer ikke eller kan ikke bruges.",
            "Tjek adressen efter --database, og at databasen kører og har plads på disken.",
        ) from error
