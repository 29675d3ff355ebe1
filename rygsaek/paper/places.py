"""Where a paper is to lie outside the vault: a place that cannot be used is told as such, and not as a failing disk."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from rygsaek.errors import DiskError
from rygsaek.vault.files import disk_error

NOWHERE: Final = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.EOPNOTSUPP, errno.ENOSYS)
UNNAMEABLE: Final = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ)
FORBIDDEN: Final = (errno.EACCES, errno.EPERM)


@contextmanager
def told_as_place_errors() -> Iterator[None]:
    """Turn the system's errors about a chosen place into a DiskError with advice. File names are told to nobody."""
    try:
        yield
    except OSError as problem:
        problem.filename = problem.filename2 = None  # what a person named a file stays out of whatever looks at the chain
        raise place_error(problem.errno) from None
    except ValueError:  # a name with a zero in it
        raise place_error(errno.EINVAL) from None


def refuse_place(path: Path, *, is_folder: bool) -> None:
    """Raises DiskError where nothing can be laid at a path: no folder holds it, or something else stands there."""
    with told_as_place_errors():
        with suppress(FileNotFoundError, NotADirectoryError):
            path.lstat()  # whether it can be a name at all
        if not path.parent.exists():
            raise DiskError("Mappen findes ikke.", "Vælg en mappe, der er der.", code="disk.no_folder")
        if not path.parent.is_dir():
            raise DiskError("Det er en fil og ikke en mappe.", "Vælg en mappe at gemme i.", code="disk.not_a_folder")
        if is_folder and path.exists():
            raise DiskError("Mappen er der allerede.", "Vælg et andet sted.", code="disk.exists")
        if not is_folder and path.is_dir():
            raise DiskError("Der er en mappe med det navn.", "Vælg et andet navn til filen.", code="disk.is_a_folder")


def place_error(number: int | None) -> DiskError:
    """The sentence for one of the system's error numbers, of a place that a person chose."""
    if number in FORBIDDEN:
        return DiskError("Du må ikke gemme i den mappe.", "Vælg en mappe under dine egne dokumenter.", code="disk.forbidden")
    if number in UNNAMEABLE:
        return DiskError("Navnet kan ikke bruges.", "Vælg et kort navn uden særlige tegn.", code="disk.name")
    if number in NOWHERE:
        return DiskError("Der kan ikke gemmes på det sted.", "Vælg en mappe under dine egne dokumenter.", code="disk.no_place")
    return disk_error(number)
