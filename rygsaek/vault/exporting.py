"""The whole database copied into another encrypted file: read page by page, written without what was deleted, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rygsaek.vault.driver import READER_CACHE_KIB, connect, damaged, told
from rygsaek.vault.files import remove, sync_file, told_as_disk_errors
from rygsaek.vault.keys import DatabaseKey


def export(source: Path, key: DatabaseKey, target: Path, new_key: DatabaseKey) -> None:
    """Copy one unchanging view of source into target under new_key, durable in its content, not yet in its name.

    Others may read and write source meanwhile. Raises DiskError, or VaultError where source cannot be read whole.
    """
    remove(target)
    connection = connect(source, key, cache_kib=READER_CACHE_KIB)
    try:
        counts = told(lambda: copy(connection, target, new_key))
    finally:
        told(connection.close)
    with told_as_disk_errors():
        sync_file(target)
    if told(lambda: counts_of(target, new_key)) != counts:
        raise damaged()


def copy(connection: Any, target: Path, key: DatabaseKey) -> dict[str, int]:
    connection.execute("ATTACH DATABASE ? AS copy KEY ?", (str(target), key.as_text()))
    connection.execute("PRAGMA copy.journal_mode = OFF").fetchall()
    connection.execute("PRAGMA copy.synchronous = OFF")
    connection.execute("BEGIN")
    version = int(connection.execute("PRAGMA main.user_version").fetchone()[0])
    connection.execute("SELECT sqlcipher_export('copy')").fetchall()
    connection.execute(f"PRAGMA copy.user_version = {version}")
    counts = row_counts(connection)
    connection.execute("COMMIT")
    connection.execute("DETACH DATABASE copy")
    return counts


def counts_of(path: Path, key: DatabaseKey) -> dict[str, int]:
    """The rows of a copy, after a look at every page of it."""
    connection = connect(path, key, cache_kib=READER_CACHE_KIB)
    try:
        if list(connection.execute("PRAGMA cipher_integrity_check")) or list(connection.execute("PRAGMA integrity_check")) != [
            ("ok",)
        ]:
            return {}
        return row_counts(connection)
    finally:
        connection.close()


def row_counts(connection: Any) -> dict[str, int]:
    """How many rows every stored table has."""
    names = [row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0")]
    return {name: connection.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0] for name in names}  # noqa: S608
