"""How the database came to look as it does: one function a step, counted. A newer database than this program knows is refused."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Column, Connection, Integer, MetaData, Table, delete, func, insert, inspect, select, text, update

from sync.server import tables
from sync.server.errors import CentralError

_version = Table("schema_version", MetaData(), Column("version", Integer, nullable=False))


def _the_items(connection: Connection) -> None:
    one = tables
    of_items = (one.store, one.office, one.item, one.incarnation, one.access, one.device, one.nonce, one.invite)
    tables.META.create_all(connection, tables=of_items, checkfirst=False)
    _keep_as_it_is(connection, "item")


def _beside_the_items(connection: Connection) -> None:
    tables.META.create_all(connection, tables=(tables.chunk, tables.quarantine), checkfirst=False)
    _keep_as_it_is(connection, "chunk")


def _left_behind(connection: Connection) -> None:
    tables.META.create_all(connection, tables=(tables.left_chunk,), checkfirst=False)
    _keep_as_it_is(connection, "left_chunk")


def _what_leads_ask(connection: Connection) -> None:
    tables.META.create_all(connection, tables=(tables.ask,), checkfirst=False)


def _what_opens_it(connection: Connection) -> None:
    tables.META.create_all(connection, tables=(tables.bequest,), checkfirst=False)


def _not_whole_yet(connection: Connection) -> None:
    """What is whole stays; whoever was handing in the rest begins anew, for nobody knows any more whose pieces are there."""
    tables.META.create_all(connection, tables=(tables.coming_chunk,), checkfirst=False)
    _keep_as_it_is(connection, "coming_chunk")
    c = tables.chunk.c
    of_one = (c.office, c.case_id, c.blob)
    rows = connection.execute(select(*of_one, func.max(c.total), func.count()).group_by(*of_one)).all()
    for office, case, blob, total, count in rows:
        if count < total:
            connection.execute(delete(tables.chunk).where(c.office == office, c.case_id == case, c.blob == blob))


def _keep_as_it_is(connection: Connection, table: str) -> None:
    """What is sealed cannot be packed: PostgreSQL need not try."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {table} ALTER COLUMN data SET STORAGE EXTERNAL"))


STEPS: tuple[Callable[[Connection], None], ...] = (
    _the_items,
    _beside_the_items,
    _left_behind,
    _what_leads_ask,
    _what_opens_it,
    _not_whole_yet,
)


def migrate(connection: Connection, steps: tuple[Callable[[Connection], None], ...] = STEPS) -> int:
    """Bring the database to the newest version within the running transaction; returns the version it had.

    Raises CentralError `database.newer` where the database is beyond these steps; nothing is then changed.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7305519102)"))
    had = version_of(connection)
    if had > len(steps):
        raise CentralError(
            "database.newer",
            f"Databasen er af version {had}, og dette program kender højst version {len(steps)}.",
            "Installér et nyere rygsaek-central, og start det igen.",
        )
    if had == 0:
        _version.create(connection)
        connection.execute(insert(_version).values(version=0))
    for step in steps[had:]:
        step(connection)
    connection.execute(update(_version).values(version=len(steps)))
    return had


def version_of(connection: Connection) -> int:
    """The database's version; 0 where nothing has been made in it."""
    if not inspect(connection).has_table(_version.name):
        return 0
    return int(connection.execute(select(_version.c.version)).scalar_one())
