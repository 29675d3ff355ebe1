"""Many rows at once, straight to the driver: what SQLAlchemy does for each row costs more than the database takes for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from sync.server.nonces import Mark

COLUMNS: Final = "office, position, kind, case_id, incarnation, type, seq, covers, hash, mark, about, taken_ms, data"
"""Of `item`, in the order of its rows here."""
TYPES: Final = ("int4", "int8", *("varchar",) * 4, "int8", "int8", *("bytea",) * 3, "int8", "bytea")


def add_items(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Things handed in, each with its values in the order of COLUMNS."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_ADD, list(rows))
        return
    with _driver(connection) as driver, driver.cursor() as cursor, cursor.copy(_COPY) as copying:
        copying.set_types(TYPES)
        for row in rows:
            copying.write_row(row)


def count_envelopes(connection: Connection, rows: Sequence[tuple[int, str, bytes, int]]) -> None:
    """How many envelopes of incarnations lie here: office, incarnation, device, count."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_COUNT, list(rows))
    else:
        connection.exec_driver_sql(_COUNT_ALL, tuple(list(column) for column in zip(*rows, strict=True)))


def remember(connection: Connection, marks: Sequence[Mark]) -> set[Mark]:
    """Remember that these were asked, each named once; returns those that were not known."""
    if not marks:
        return set()
    if connection.dialect.name == "sqlite":
        with _driver(connection) as driver:
            return {one for one in marks if driver.execute(_REMEMBER, one).rowcount}
    fresh = connection.exec_driver_sql(_REMEMBER_ALL, tuple(list(column) for column in zip(*marks, strict=True)))
    return {Mark(slot, bytes(mark)) for slot, mark in fresh}


_ADD: Final = f"INSERT INTO item ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own names
_COPY: Final = f"COPY item ({COLUMNS}) FROM STDIN (FORMAT BINARY)"
_COUNTED: Final = "ON CONFLICT (office, incarnation) DO UPDATE SET envelopes = excluded.envelopes"
_INTO_COUNT: Final = "INSERT INTO incarnation (office, incarnation, device, envelopes)"
_COUNT: Final = f"{_INTO_COUNT} VALUES (?, ?, ?, ?) {_COUNTED}"
_COUNT_ALL: Final = f"{_INTO_COUNT} SELECT * FROM unnest(%s::int4[], %s::varchar[], %s::bytea[], %s::int8[]) {_COUNTED}"  # noqa: S608 - our own names
_REMEMBER: Final = "INSERT INTO nonce (slot, mark) VALUES (?, ?) ON CONFLICT DO NOTHING"
_REMEMBER_ALL: Final = (
    "INSERT INTO nonce (slot, mark) SELECT * FROM unnest(%s::int8[], %s::bytea[]) ON CONFLICT DO NOTHING RETURNING slot, mark"
)


@contextmanager
def _driver(connection: Connection) -> Iterator[Any]:
    """The driver's own connection. Its errors are raised as SQLAlchemy raises them."""
    driver: Any = connection.connection.driver_connection
    dialect: Any = connection.dialect
    try:
        yield driver
    except dialect.dbapi.Error as error:
        if dialect.is_disconnect(error, driver, None):
            connection.invalidate(error)
        raise DBAPIError(None, None, error, hide_parameters=True) from error
