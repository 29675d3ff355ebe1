"""What differs between systems: the lock on a vault, core dumps, a folder's own sync, named pipes, which machine this is."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt
    import winreg
else:
    import fcntl
    import resource


HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What the system says of a lock that somebody else holds."""


def lock_file(path: Path) -> BinaryIO | None:
    """Take the lock on a file for this process; None where somebody else holds it. Closing the file gives it back.

    Raises OSError where the file cannot be opened, or its file system knows no locks.
    """
    handle = path.open("a+b")
    try:
        if sys.platform == "win32":
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        handle.close()
        if problem.errno in HELD:
            return None
        raise
    return handle


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable. Windows has no such call: its rename is written through by NTFS's own log."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_pipe(path: Path) -> None:
    """A pipe that another program opens like a file. Raises OSError, on Windows always: it has none that lie in a folder."""
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "no pipes in folders")
    os.mkfifo(path, 0o600)


def open_pipe(path: Path) -> int:
    """The reading end, at once, whether somebody writes already or not. Raises OSError."""
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, "no pipes in folders")
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK)


def forbid_core_dumps() -> None:
    """A crash leaves no image of this process, with the key in it, on the disk.

    One byte, not none: at 0 Linux still hands the image to a program named in core_pattern, at 1 it does not (core(5)).
    """
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


def machine() -> str:
    """A name for this machine that a copy of the vault on another machine does not meet; "" where none is to be had."""
    if sys.platform == "win32":
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for place in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            return Path(place).read_text(encoding="ascii").strip()
        except OSError:
            continue
    return ""
