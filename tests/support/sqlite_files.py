"""SQLCipher's own file calls, heard and answered by a test: a VFS laid over the real one through SQLite's C interface.

The wheel exports SQLite's functions, so ctypes can register a VFS as the default, whose files pass every write, truncate,
sync and delete to a listener before the real call is made. What the listener returns instead of OK is what SQLite gets to
see. Nothing of the program is replaced: the pager, the write-ahead log and the encryption are those that run at a table.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast, sizeof, string_at
from pathlib import Path
from typing import Any, Protocol

import sqlcipher3._sqlite3

OK, FULL, IOERR_FSYNC, IOERR_SHMSIZE = 0, 13, 10 | 4 << 8, 10 | 19 << 8
OPEN_WAL_OR_JOURNAL = 0x00080000 | 0x00000800


class Listener(Protocol):
    """Told of each call before it is made; what it returns other than OK is returned instead of making the call."""

    def write(self, path: Path, offset: int, data: bytes) -> int: ...

    def truncate(self, path: Path, size: int) -> int: ...

    def sync(self, path: Path) -> int: ...

    def delete(self, path: Path, *, is_folder_synced: bool) -> int: ...

    def opened(self, path: Path, *, is_created: bool, is_folder_synced_with_it: bool) -> int: ...


POINTERS = (
    "xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock", "xCheckReservedLock",
    "xFileControl", "xSectorSize", "xDeviceCharacteristics", "xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap",
    "xFetch", "xUnfetch",
)  # fmt: skip
VFS_POINTERS = (
    "xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose", "xRandomness", "xSleep",
    "xCurrentTime", "xGetLastError", "xCurrentTimeInt64", "xSetSystemCall", "xGetSystemCall", "xNextSystemCall",
)  # fmt: skip


class Methods(Structure):
    _fields_ = [("iVersion", c_int), *((name, c_void_p) for name in POINTERS)]


class File(Structure):
    _fields_ = [("pMethods", POINTER(Methods))]


class Vfs(Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        *(
            (name, c_void_p)
            for name in ["xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose"]
        ),
        *((name, c_void_p) for name in ["xRandomness", "xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64"]),
        *((name, c_void_p) for name in ["xSetSystemCall", "xGetSystemCall", "xNextSystemCall"]),
    ]


OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(File), c_int, POINTER(c_int))
DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
CLOSE = CFUNCTYPE(c_int, c_void_p)
WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class Overlay:
    """The VFS. Hold on to it: SQLite calls into it for as long as it is registered."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._library = ctypes.CDLL(sqlcipher3._sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = POINTER(Vfs)
        self._real = self._library.sqlite3_vfs_find(None)
        self._paths: dict[int, Path] = {}
        self._kept: dict[int, tuple[Any, ...]] = {}
        self.fault: BaseException | None = None
        self._vfs = Vfs()
        ctypes.memmove(byref(self._vfs), self._real, sizeof(Vfs))
        self._vfs.zName, self._vfs.pNext = b"overlay", None
        self._opening, self._deleting = OPEN(self._open), DELETE(self._delete)
        self._vfs.xOpen = cast(self._opening, c_void_p)
        self._vfs.xDelete = cast(self._deleting, c_void_p)

    def register(self) -> None:
        self._library.sqlite3_vfs_register(byref(self._vfs), 1)

    def withdraw(self) -> None:
        self._library.sqlite3_vfs_unregister(byref(self._vfs))
        self._library.sqlite3_vfs_register(self._real, 1)
        if self.fault is not None:
            raise self.fault

    def _ask(self, question: Callable[[], int]) -> int:
        """A fault of the test's own must not vanish in the C code that it is called from."""
        try:
            return question()
        except BaseException as fault:
            self.fault = fault
            return 10

    def _open(self, vfs: int, name: int | None, file: Any, flags: int, out: Any) -> int:
        # The name goes on as the pointer it came as: SQLite keeps it, and reads more behind its end.
        path = Path(os.fsdecode(string_at(name))) if name else Path()
        is_created = not path.exists()
        code = int(OPEN(self._real.contents.xOpen)(vfs, name, file, flags, out))
        if code != OK or not name or not file.contents.pMethods:
            return code
        address, real = cast(file, c_void_p).value or 0, file.contents.pMethods.contents
        self._paths[address] = path
        is_log = bool(flags & OPEN_WAL_OR_JOURNAL)
        self._ask(lambda: self._listener.opened(path, is_created=is_created, is_folder_synced_with_it=is_log))
        mine = Methods()
        ctypes.memmove(byref(mine), byref(real), sizeof(Methods))
        calls = CLOSE(self._close), WRITE(self._write), TRUNCATE(self._truncate), SYNC(self._sync)
        mine.xClose, mine.xWrite, mine.xTruncate, mine.xSync = (cast(one, c_void_p) for one in calls)
        file.contents.pMethods = ctypes.pointer(mine)
        self._kept[address] = (mine, real, calls)
        return OK

    def _close(self, file: int) -> int:
        real = self._kept[file][1]
        self._paths.pop(file, None)
        return int(CLOSE(real.xClose)(file))

    def _write(self, file: int, data: int, size: int, offset: int) -> int:
        path, real = self._paths[file], self._kept[file][1]
        answer = self._ask(lambda: self._listener.write(path, offset, string_at(data, size)))
        return answer or int(WRITE(real.xWrite)(file, data, size, offset))

    def _truncate(self, file: int, size: int) -> int:
        path, real = self._paths[file], self._kept[file][1]
        return self._ask(lambda: self._listener.truncate(path, size)) or int(TRUNCATE(real.xTruncate)(file, size))

    def _sync(self, file: int, flags: int) -> int:
        path, real = self._paths[file], self._kept[file][1]
        return self._ask(lambda: self._listener.sync(path)) or int(SYNC(real.xSync)(file, flags))

    def _delete(self, vfs: int, name: bytes, sync: int) -> int:
        path = Path(os.fsdecode(name))
        answer = self._ask(lambda: self._listener.delete(path, is_folder_synced=bool(sync)))
        return answer or int(DELETE(self._real.contents.xDelete)(vfs, name, sync))


@contextmanager
def heard_by(listener: Listener) -> Iterator[Overlay]:
    """Every database opened within is heard by the listener. Close it within, too."""
    overlay = Overlay(listener)
    overlay.register()
    try:
        yield overlay
    finally:
        overlay.withdraw()
