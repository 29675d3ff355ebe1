"""A store in one file, and back again, into either kind of database. The file is an SQLite database with the tables as they are,
and the signing key: laptops know the store by it.

What was seen of nonces is left out: they are worth something for minutes only.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy import Column, Connection, LargeBinary, MetaData, Table, insert, select

from sync.server.config import Config, make_folder
from sync.server.database import Database, told_to_the_administrator, url_of
from sync.server.errors import CentralError
from sync.server.migrations import STEPS, migrate, version_of
from sync.server.opening import opened
from sync.server.signing import SEED_BYTES, StoreKey, load_key, write_key

_key = Table("signing_key", MetaData(), Column("seed", LargeBinary, nullable=False))
LEFT_OUT: Final = ("nonce", "schema_version", _key.name)
ROWS, LARGE_ROWS = 1_000, 8
"""How many are carried at a time; of those that may be large, fewer."""


def backup(config: Config, path: Path) -> None:
    """Copy a store, running or not, as it is at one moment. Raises CentralError: as `opened`, `backup.exists`, `backup.disk`."""
    if path.exists():
        raise CentralError("backup.exists", f"Der ligger allerede en fil: {path}", "Vælg et andet navn.")
    key, database = opened(config)
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copied_out(database, key, part)
        part.replace(path)
    except OSError as error:
        raise CentralError("backup.disk", "Kopien kunne ikke gemmes.", "Vælg en mappe, der findes og har plads.") from error
    finally:
        part.unlink(missing_ok=True)
        database.close()


def _copied_out(database: Database, key: StoreKey, part: Path) -> None:
    copy = Database(url_of(f"sqlite:///{part.absolute()}"), is_copy=True)
    try:
        with told_to_the_administrator(), database.read() as source, copy.write() as target:
            migrate(target, STEPS[: version_of(source)])
            _carry(source, target)
            _key.create(target)
            target.execute(insert(_key), {"seed": key.seed})
    finally:
        copy.close()


def restore(config: Config, path: Path) -> None:
    """Put a copy back into an empty database, and its key where none lies.

    Raises CentralError: `backup.missing`, `backup.unreadable`, `store.exists`, `database.newer`, `key.other`, `folder`.
    """
    if not path.is_file():
        raise CentralError("backup.missing", f"Der er ingen fil: {path}", "Skriv, hvor sikkerhedskopien ligger.")
    copy = Database(url_of(f"sqlite:///{path.absolute()}"), is_copy=True)
    database = Database(url_of(config.database))
    try:
        seed = _seed_in(copy, path)
        if config.key_path.exists() and load_key(config.key_path).seed != seed:
            raise CentralError("key.other", "I mappen ligger et andet lagers nøgle.", "Vælg en tom mappe med --folder.")
        make_folder(config)
        with told_to_the_administrator(), copy.read() as source, database.write() as target:
            _carried_in(source, target)
        if not config.key_path.exists():
            write_key(config.key_path, seed)
    finally:
        copy.close()
        database.close()


def _seed_in(copy: Database, path: Path) -> bytes:
    try:
        with told_to_the_administrator(), copy.read() as source:
            seed = bytes(source.execute(select(_key.c.seed)).scalar_one())
    except CentralError as error:
        raise _unreadable(path) from error
    if len(seed) != SEED_BYTES:
        raise _unreadable(path)
    return seed


def _unreadable(path: Path) -> CentralError:
    return CentralError("backup.unreadable", f"Filen er ikke en kopi af et lager: {path}", "Vælg en anden sikkerhedskopi.")


def _carried_in(source: Connection, target: Connection) -> None:
    """Everything, at the version that the copy has; then up to this program's."""
    version = version_of(source)
    if version > len(STEPS):
        raise CentralError(
            "database.newer",
            f"Kopien er af version {version}, og dette program kender højst version {len(STEPS)}.",
            "Installér et nyere rygsaek-central, og prøv igen.",
        )
    if version_of(target):
        raise CentralError("store.exists", "Databasen er ikke tom.", "Vælg en tom med --database, eller flyt den gamle væk.")
    migrate(target, STEPS[:version])
    _carry(source, target)
    migrate(target)


def _carry(source: Connection, target: Connection) -> None:
    """Every row of every table, as the source's own tables are."""
    found = MetaData()
    found.reflect(source)
    for table in found.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        each = LARGE_ROWS if "data" in table.columns else ROWS
        rows = source.execution_options(yield_per=each).execute(select(table))
        for some in rows.partitions():
            target.execute(insert(table), [dict(row._mapping) for row in some])
