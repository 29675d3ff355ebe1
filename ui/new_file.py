"""A file of what people sign, which opens nothing."""

from __future__ import annotations

from pathlib import Path

from rygsaek.errors import DiskError, InputError


def refuse_existing(file: Path) -> None:
    """Raises InputError where a file cannot be made anew there."""
    unwritten = "Der er ikke skrevet noget."
    if not file.absolute().parent.is_dir():
        raise InputError(f"Mappen til »{file}« findes ikke.", f"Vælg en mappe, der findes. {unwritten}", code="file.folder")
    if file.exists():
        raise InputError(f"»{file}« findes allerede.", f"Vælg et andet navn. {unwritten}", code="file.exists")


def write_signed(file: Path, data: bytes) -> None:
    """Write what people sign, of which nothing can be read or opened. Raises DiskError."""
    try:
        file.write_bytes(data)
    except OSError as error:
        raise DiskError("Filen kan ikke skrives.", "Vælg et andet sted.", code="disk.write") from error
