"""Making a store."""

from __future__ import annotations

from sqlalchemy import insert, select

from sync.server import tables
from sync.server.clock import now_ms
from sync.server.config import Config, make_folder
from sync.server.database import Database, told_to_the_administrator, url_of
from sync.server.errors import CentralError
from sync.server.migrations import migrate
from sync.server.signing import load_key, make_key


def initialise(config: Config) -> bytes:
    """Make the key and the database, or the one that is missing; returns the store's public key (32 bytes).

    Raises CentralError: `store.exists` where both are there, `key.missing` where the database has a key that is not here,
    `folder`.
    """
    url = url_of(config.database)
    make_folder(config)
    database = Database(url)
    try:
        with told_to_the_administrator(), database.write() as connection:
            migrate(connection)
            server = connection.execute(select(tables.store.c.server)).scalar_one_or_none()
            if server is not None:
                load_key(config.key_path)
                raise CentralError("store.exists", "Lageret er lavet i forvejen.", "Start det med rygsaek-central serve.")
            key = load_key(config.key_path) if config.key_path.exists() else make_key(config.key_path)
            connection.execute(insert(tables.store), {"one": 1, "server": key.public, "initialised_ms": now_ms()})
    finally:
        database.close()
    return key.public
