"""A damaged vault goes out of the way, sealed as it is, for whoever can save more of it than a backup has."""

from __future__ import annotations

from pathlib import Path

from rygsaek.errors import VaultError
from rygsaek.vault.files import rename, told_as_disk_errors
from rygsaek.vault.opening import LOCK, open_elsewhere
from rygsaek.vault.system import lock_file

DAMAGED = "damaged"


def set_aside(folder: Path) -> Path:
    """Give the vault's folder another name beside; returns it. Raises VaultError (`.missing`, `.open_elsewhere`), DiskError."""
    if not folder.is_dir():
        raise VaultError("Der er ingen rygsæk her.", "Lav en ny, eller hent den fra en kopi.", code="vault.missing")
    with told_as_disk_errors():
        lock = lock_file(folder / LOCK)
    if lock is None:
        raise open_elsewhere()
    lock.close()  # Windows gives no other name to a folder in which a file is open
    number = next(n for n in range(1, 10_000) if not _named(folder, n).exists())
    rename(folder, _named(folder, number))
    return _named(folder, number)


def put_back(kept: Path, folder: Path) -> None:
    """The vault stands where it stood. Raises DiskError."""
    rename(kept, folder)


def _named(folder: Path, number: int) -> Path:
    return folder.with_name(f"{folder.name}.{DAMAGED}-{number}")
