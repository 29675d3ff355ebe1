"""Key and database of a store that has been made."""

from __future__ import annotations

from sqlalchemy import select

from sync.server import tables
from sync.server.config import Config
from sync.server.database import Database, told_to_the_administrator, url_of
from sync.server.errors import CentralError
from sync.server.migrations import migrate
from sync.server.signing import StoreKey, load_key


def opened(config: Config) -> tuple[StoreKey, Database]:
    """Key and database of a store that has been made, the database brought to this program's version.

    Raises CentralError: the key is missing or another's, the database newer, unreachable or not made.
    """
    key = load_key(config.key_path)
    database = Database(url_of(config.database))
    try:
        with told_to_the_administrator(), database.write() as connection:
            migrate(connection)
            server = connection.execute(select(tables.store.c.server)).scalar_one_or_none()
        if server is None:
            raise CentralError("store.missing", "Databasen er tom.", "Lav lageret med rygsaek-central init.")
        if bytes(server) != key.public:
            raise CentralError(
                "key.other",
                "Nøglen hører ikke til databasen.",
                "Læg den nøgle tilbage, som ligger i databasens sikkerhedskopi.",
            )
    except BaseException:
        database.close()
        raise
    return key, database
