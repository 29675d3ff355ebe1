"""Files that a person saved or exported: readable outside the vault, so listed until they are gone.

What is about to be written stands in the vault first, with what is to be recorded of it. A kill between the file and the record
is settled at the next start: the file is there whole, then it was given; or it is not, then nothing was.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from rygsaek.errors import DiskError, InputError
from rygsaek.history.ids import new_id
from rygsaek.paper.places import refuse_place, told_as_place_errors
from rygsaek.vault.files import told_as_disk_errors
from rygsaek.vault.migrations import Migration
from rygsaek.vault.system import sync_folder
from rygsaek.vault.transaction import Reader, Transaction
from rygsaek.vault.vault import Vault

MIGRATIONS = (
    Migration(
        "saved 1: files outside the vault",
        (
            """CREATE TABLE saved_file (
                id TEXT PRIMARY KEY, case_id TEXT NOT NULL, path TEXT NOT NULL, what TEXT NOT NULL, whose TEXT NOT NULL,
                at TEXT NOT NULL, digest TEXT NOT NULL, is_folder INTEGER NOT NULL, is_there INTEGER NOT NULL,
                record TEXT NOT NULL) WITHOUT ROWID""",
        ),
    ),
)


class SavedFile(msgspec.Struct, frozen=True):
    """A file or folder outside the vault. what: the form's title; whose: the citizen's first name; at: UTC, ISO 8601.

    digest: SHA-256 of what was written, hex. is_there: written whole, and listed.
    record: what is recorded once it is there, JSON of the one who records.
    """

    id: str
    case: str
    path: str
    what: str
    whose: str
    at: str
    digest: str
    is_folder: bool
    is_there: bool
    record: str


_SELECT = "SELECT id, case_id, path, what, whose, at, digest, is_folder, is_there, record FROM saved_file"

Record = Callable[[Transaction, SavedFile], None]


def begin(
    tx: Transaction, target: Path, content: Mapping[str, bytes], *, case: str, what: str, whose: str, at: str, record: str,
    is_folder: bool = False,
) -> SavedFile:  # fmt: skip
    """Note what is about to be written. content: a file's bytes by name; a single one is the file itself."""
    path = target.absolute()
    saved = SavedFile(new_id(), case, str(path), what, whose, at, digest_of(content), is_folder, False, record)
    values = (saved.id, case, saved.path, what, whose, at, saved.digest, is_folder, False, record)
    tx.execute("INSERT INTO saved_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    return saved


def write(vault: Vault, saved: SavedFile, content: Mapping[str, bytes], record: Record) -> SavedFile:
    """Write it, whole or not at all, and record it as given. Raises DiskError, and nothing is recorded then."""
    path = Path(saved.path)
    try:
        _put(path, saved, content)
    except DiskError:
        with vault.write() as tx:
            _drop(tx, saved)
        raise
    try:
        with vault.write() as tx:
            return _given(tx, saved, record)
    except BaseException:
        _clear(path)
        raise


def put(target: Path, data: bytes) -> None:
    """Write a file that tells of nobody, whole or not at all. Raises DiskError."""
    content = {target.name: data}
    _put(target.absolute(), SavedFile(new_id(), "", "", "", "", "", digest_of(content), False, False, ""), content)


def recover(vault: Vault, record: Record, interrupted: Record) -> None:
    """Settle what a kill left between file and record, and clear away what it left half written.

    interrupted: for what is not there whole. It may have been, and somebody taken it away since.
    """
    with vault.read() as reader:
        begun = [saved for saved in _all(reader) if not saved.is_there]
    for saved in begun:
        path = Path(saved.path)
        _clear(_beside(path, saved))
        is_whole = digest_on_disk(path) == saved.digest
        with vault.write() as tx:
            if is_whole:
                _given(tx, saved, record)
            else:
                interrupted(tx, saved)
                _drop(tx, saved)


def listed(vault: Vault) -> tuple[SavedFile, ...]:
    """The files that are out there, oldest first. One that somebody has removed is no longer listed."""
    with vault.read() as reader:
        there = [saved for saved in _all(reader) if saved.is_there]
    gone = [saved for saved in there if not Path(saved.path).exists()]
    if gone:
        with vault.write() as tx:
            for saved in gone:
                _drop(tx, saved)
    return tuple(saved for saved in there if saved not in gone)


def remove(vault: Vault, saved_id: str) -> None:
    """Delete the file or folder, and take it off the list. Raises InputError, DiskError."""
    with vault.read() as reader:
        saved = next((one for one in _all(reader) if one.id == saved_id), None)
    if saved is None:
        raise InputError("Filen står ikke på listen.", "Se på listen over gemte filer, og vælg en derfra.", code="saved.unknown")
    path = Path(saved.path)
    if path.exists() and digest_on_disk(path) != saved.digest:
        raise InputError(
            "Filen er lavet om, siden den blev gemt.",
            "Se selv efter, om den skal slettes, og slet den der.",
            code="saved.changed",
        )
    with told_as_disk_errors():
        if saved.is_folder and path.exists():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    with vault.write() as tx:
        _drop(tx, saved)


def digest_of(content: Mapping[str, bytes]) -> str:
    """One hash over names and bytes."""
    said = hashlib.sha256()
    for name in sorted(content):
        said.update(f"{len(name)}:{name}:{len(content[name])}:".encode() + content[name])
    return said.hexdigest()


def digest_on_disk(path: Path) -> str:
    """The same over what lies there; "" for nothing."""
    try:
        if path.is_dir():
            return digest_of({one.name: one.read_bytes() for one in path.iterdir() if one.is_file()})
        return digest_of({path.name: path.read_bytes()})
    except OSError:
        return ""


def _put(path: Path, saved: SavedFile, content: Mapping[str, bytes]) -> None:
    """Beside its place first, made durable, then into its place."""
    refuse_place(path, is_folder=saved.is_folder)
    beside = _beside(path, saved)
    try:
        with told_as_place_errors():
            if saved.is_folder:
                beside.mkdir(mode=0o700)
                for name, data in content.items():
                    _write(beside / name, data)
                sync_folder(beside)
            else:
                _write(beside, next(iter(content.values())))
            os.replace(beside, path)
            sync_folder(path.parent)
    except BaseException:
        _clear(beside)
        if digest_on_disk(path) == saved.digest:
            _clear(path)
        raise


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def _beside(path: Path, saved: SavedFile) -> Path:
    return path.with_name(f".{saved.id}.part")


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _given(tx: Transaction, saved: SavedFile, record: Record) -> SavedFile:
    record(tx, saved)
    tx.execute("DELETE FROM saved_file WHERE path = ? AND id <> ?", (saved.path, saved.id))  # written over
    tx.execute("UPDATE saved_file SET is_there = 1, record = '' WHERE id = ?", (saved.id,))
    return msgspec.structs.replace(saved, is_there=True, record="")


def _drop(tx: Transaction, saved: SavedFile) -> None:
    tx.execute("DELETE FROM saved_file WHERE id = ?", (saved.id,))


def _all(reader: Reader) -> list[SavedFile]:
    rows = reader.query(f"{_SELECT} ORDER BY at, id")
    names = SavedFile.__struct_fields__
    return [msgspec.convert(dict(zip(names, row, strict=True)), SavedFile, strict=False) for row in rows]
