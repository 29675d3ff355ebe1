"""Replacing a file so that a kill or a power cut leaves the whole old or the whole new one, never a part or none."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rygsaek.errors import DiskError, VaultError
from rygsaek.vault.system import sync_folder


def replace_file(path: Path, data: bytes) -> None:
    """Write data beside path, sync it, read it back, then put it in path's place and sync the folder.

    Raises DiskError; then path holds what it held.
    """
    beside = path.with_name(path.name + ".new")
    with told_as_disk_errors():
        with beside.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        if beside.read_bytes() != data:
            raise OSError(errno.EIO, "read back something else")
        beside.replace(path)
        sync_folder(path.parent)


def rename(source: Path, target: Path) -> None:
    """Let a file whose content is durable take another's place, durably. Raises DiskError; then target is as it was."""
    with told_as_disk_errors():
        source.replace(target)
        sync_folder(target.parent)


def remove(path: Path) -> None:
    """Remove a file, and what SQLite may have left beside it."""
    with told_as_disk_errors():
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def require_folded(database: Path) -> None:
    """Raises DiskError where a database's write-ahead log still holds something that the file itself does not."""
    log = database.with_name(database.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise disk_error(None)


@contextmanager
def told_as_disk_errors() -> Iterator[None]:
    """Turn the system's errors about files into a DiskError with advice. File names are told to nobody."""
    try:
        yield
    except OSError as problem:
        problem.filename = problem.filename2 = None  # what a person named a file stays out of whatever looks at the chain
        raise disk_error(problem.errno) from None


def disk_error(number: int | None) -> DiskError:
    """The sentence for one of the system's error numbers."""
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return full()
    if number in (errno.EROFS, errno.EACCES, errno.EPERM):
        return DiskError(
            "Der kan ikke skrives på disken.",
            "Spørg it, om du må skrive i mappen. Det, du har gemt, ligger der stadig.",
            code="disk.read_only",
        )
    return DiskError(
        "Disken svarer ikke, som den skal.",
        "Tag en sikkerhedskopi nu, og vis maskinen til it. Det, du har gemt, ligger der stadig.",
        code="disk.failed",
    )


def full() -> DiskError:
    """No room left."""
    return DiskError(
        "Disken er fuld, så det sidste kunne ikke gemmes.",
        "Tøm papirkurven eller flyt store filer, og prøv igen. Det, du har gemt før, er der stadig.",
        code="disk.full",
    )


def is_taken(folder: Path) -> bool:
    """Something stands where a vault is, or would be made: an empty folder does not count."""
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` to build in, which takes its place when all is well: whole, or not at all.

    Raises VaultError `vault.exists` where the folder holds anything already. What a kill left beside is cleared.
    """
    beside = folder.with_name(folder.name + ".new")
    if is_taken(folder):
        raise VaultError("Mappen er ikke tom.", "Vælg en tom mappe eller et nyt navn.", code="vault.exists")
    if beside.exists() and not all(path.name.startswith("vault.") for path in beside.iterdir()):
        raise VaultError("Der ligger en fremmed mappe ved siden af.", f"Omdøb mappen »{beside.name}«.", code="vault.exists")
    with told_as_disk_errors():
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True, mode=0o700)
    try:
        yield beside
        with told_as_disk_errors():
            for path in beside.iterdir():
                sync_file(path)
            sync_folder(beside)
            if folder.exists():
                folder.rmdir()
            beside.rename(folder)
            sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def sync_file(path: Path) -> None:
    """Make what is in a file durable."""
    with path.open("r+b") as handle:
        os.fsync(handle.fileno())
