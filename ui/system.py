"""What the window asks of the system where systems differ: singletons that last, whether the disk is encrypted."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PLENTY = 1 << 40


def keep_singletons() -> None:
    """Makes None, True and False last as long as the process, as Python 3.12 does of its own accord. Call once, before Qt.

    PySide6 6.12.0 hands them out without counting them: on Python 3.11 each Qt call that returns nothing takes one
    reference to None away (100 times `QObject.setObjectName`: 100 references), and after some ten thousand calls the
    process ends with "none_dealloc". 6.11.3 does not; but only from 6.12 on is QtPdf a small wheel of its own.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        import ctypes

        for one in (None, True, False, Ellipsis, NotImplemented):
            count = ctypes.c_ssize_t.from_address(id(one))
            if count.value < PLENTY:
                count.value += PLENTY


def disk_is_encrypted(folder: Path, root: Path = Path("/")) -> bool | None:
    """Whether the disk that holds the folder is encrypted as a whole; None where the system does not tell.

    Linux: dm-crypt anywhere under the folder's block device, by /sys (what `lsblk -s` walks). Elsewhere None: Windows
    tells of BitLocker only to administrators. root: where /sys and /proc are looked for.
    """
    if not (root / "sys/dev/block").is_dir():
        return None
    number = _device_number(folder, root)
    if number is None:
        return None
    device = root / "sys/dev/block" / number
    return _is_crypt(device, set()) if device.exists() else None


def _device_number(folder: Path, root: Path) -> str | None:
    try:
        device = os.stat(folder).st_dev
    except OSError:
        return None
    number = f"{os.major(device)}:{os.minor(device)}"
    return number if os.major(device) else _by_source(folder, root)


def _by_source(folder: Path, root: Path) -> str | None:
    """The block device named as the source of the mount (btrfs gives files a device number that no block device has)."""
    try:
        lines = (root / "proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    best: tuple[int, str] = (-1, "")
    wanted = folder.resolve().as_posix()
    for line in lines:
        first, _, second = line.partition(" - ")
        point = first.split()[4].replace("\\040", " ")
        if (wanted == point or wanted.startswith(point.rstrip("/") + "/")) and len(point) >= best[0]:
            best = (len(point), second.split()[1])
    source = root / best[1].lstrip("/")
    if not best[1].startswith("/dev/"):
        return None
    try:
        found = os.stat(source).st_rdev
    except OSError:
        return None
    return f"{os.major(found)}:{os.minor(found)}"


def _is_crypt(device: Path, seen: set[Path]) -> bool:
    here = device.resolve()
    if here in seen:
        return False
    seen.add(here)
    try:
        if (here / "dm/uuid").read_text(encoding="ascii").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    below = list((here / "slaves").iterdir()) if (here / "slaves").is_dir() else []
    if not below and (here / "partition").exists():
        below = [here.parent]
    return any(_is_crypt(one, seen) for one in below)
