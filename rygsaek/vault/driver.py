"""SQLCipher: connecting with the settings that the promises need, and its errors turned into ours.

No message of the driver is passed on: SQL errors echo what was in the statement, and full-text search echoes what was
searched for. Only the error's name goes on (`SQLITE_CONSTRAINT_UNIQUE`), and nothing is chained to it.
"""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sqlcipher3
from sqlcipher3 import dbapi2

from rygsaek.errors import DiskError, InputError, OursError, RygsaekError, VaultError
from rygsaek.vault.files import disk_error, full, told_as_disk_errors
from rygsaek.vault.keys import DatabaseKey

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

WRITER_CACHE_KIB = 16 * 1024
READER_CACHE_KIB = 8 * 1024
BUSY_MS = 10_000
SALT_BYTES = 16
"""With which a file of SQLCipher begins."""
ROOM_TO_OPEN = 64 * 1024
"""Bytes. The index takes half of it; the rest is for what else grows at an opening."""


def require_database(path: Path) -> None:
    """Raises VaultError where the file is gone or empty: SQLite would make a new one, and nothing would seem to be missing."""
    if not path.is_file() or not path.stat().st_size:
        raise damaged()


def connect(path: Path, key: DatabaseKey, *, cache_kib: int, read_only: bool = False) -> Any:
    """A connection with the vault's settings; raises VaultError where the key does not fit or the file is damaged, DiskError."""

    def opened() -> Any:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=256)
        connection.set_key(key.as_text())
        for setting in (
            "cipher_log_level = NONE",
            "temp_store = 2",
            "cipher_memory_security = OFF",
            f"busy_timeout = {BUSY_MS}",
            f"cache_size = -{cache_kib}",
            "synchronous = FULL",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "journal_mode = WAL",
            *(("query_only = ON",) if read_only else ()),
        ):
            connection.execute(f"PRAGMA {setting}").fetchall()
        return connection

    try:
        return told(opened)
    except DiskError as error:
        # With too little room for the index beside the log SQLite tells of a failing disk, without the words that say why.
        if error.code == "disk.failed" and shutil.disk_usage(path.parent).free < ROOM_TO_OPEN:
            raise full() from None
        raise


def fits(path: Path, key: DatabaseKey) -> bool:
    """The key opens the file's first page. Looks at the file alone: no lock, no write-ahead log, nothing left behind."""

    def looked() -> bool:
        connection = dbapi2.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        try:
            connection.set_key(key.as_text())
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
        return True

    try:
        return told(looked)
    except VaultError:
        return False


def is_of_another_key(path: Path, keys: Iterable[DatabaseKey]) -> bool:
    """The file begins with the salt of none of them: it is another's, or older or newer than they are. Nothing is said of one
    that has not even a beginning."""
    if not path.is_file():
        return False
    with told_as_disk_errors(), path.open("rb") as file:
        salt = file.read(SALT_BYTES)
    return len(salt) == SALT_BYTES and all(salt != one.salt for one in keys)


def sqlite_utils_over(connection: Any) -> Database:
    """sqlite-utils over one of our connections. Imported here, late: the first screen does not need it."""
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)


def told(work: Callable[[], T]) -> T:
    """Run work; what the driver raises comes out as one of ours, raised outside the `except` so that nothing is chained."""
    ours: RygsaekError
    try:
        return work()
    except dbapi2.Error as problem:
        ours = translate(problem)
    except dbapi2.Warning:
        ours = OursError("Noget gik galt i programmet.", SUPPORT, code="bug.database.warning")
    except (UnicodeError, OverflowError):  # these carry the whole text
        ours = unstorable()
    raise ours


def unstorable() -> InputError:
    """Half a character (a lone surrogate, as a broken paste gives), or a number beyond 64 bits."""
    return InputError(
        "Teksten har et tegn eller et tal, der ikke kan gemmes.", "Slet det sidste, og skriv det igen.", code="input.unstorable"
    )


SUPPORT = "Det, du har gemt, er der stadig. Luk og åbn Rygsæk igen, og sig det til support, hvis det sker igen."
ROOM_FOR_THE_INDEX = {"SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP"}
THEIRS_DISK = {"SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_NOLFS"}


def translate(problem: Exception) -> RygsaekError:
    """Which of ours an error of the driver is; its own words are left behind."""
    name = str(getattr(problem, "sqlite_errorname", type(problem).__name__))
    family = "_".join(name.split("_")[:2])
    if family == "SQLITE_FULL" or name in ROOM_FOR_THE_INDEX:
        return full()
    if family == "SQLITE_READONLY":
        return disk_error(errno.EROFS)
    if family in THEIRS_DISK:
        return disk_error(None)
    if family in ("SQLITE_CORRUPT", "SQLITE_NOTADB"):
        return damaged()
    return OursError("Noget gik galt i programmet.", SUPPORT, code=f"bug.database.{name.lower()}")


def keys_apart() -> VaultError:
    """The key file is another's than the database's."""
    return VaultError(
        "Rygsækken kan ikke åbnes med den nøglefil, der ligger ved den.",
        "Bed it om at lægge den nøglefil tilbage, der hører til. Intet er slettet.",
        code="vault.keys_apart",
    )


def damaged() -> VaultError:
    """The file is not what was written, or the key is not its key."""
    return VaultError(
        "Rygsækken er beskadiget.",
        "Hent den frem fra din sikkerhedskopi. Gem den beskadigede mappe, til it har set på den.",
        code="vault.damaged",
    )
