"""A disk that loses power: every write, sync, rename and removal in a folder is recorded, and any moment of it rebuilt as
a disk may then be found.

What was synced is there. Of what was not, any part may be: each write whole, not at all, or torn at a sector, in any
order; of the changes to a folder's names since its last sync, the first so many. A file's sync does not bring its name;
only its folder's does (SQLite syncs the folder of a new log with the log's first sync). That is less than any file system
in use promises. Not modelled: sectors that are themselves torn, and a disk that says "synced" and lies.

Heard are SQLCipher's file calls (`sqlite_files`), and those of Python's that `rygsaek/vault` makes: os.fsync, replace,
rename, unlink, mkdir, rmdir. What Python wrote into a file is taken at its next sync or rename.
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from rygsaek.vault.mark import Mark, State
from tests.support.sqlite_files import IOERR_FSYNC, OK, Overlay

SECTOR = 512


class Event(NamedTuple):
    """One call. what: write, truncate, sync, content, create, unlink, rename, mkdir, rmdir, sync_folder, ack."""

    what: str
    path: Path
    offset: int = 0
    data: bytes = b""
    target: Path = Path()


Answer = Callable[[Event], int]


def yes(event: Event) -> int:
    return OK


class Recorder:
    """Listens, and keeps everything in order. answer: asked before each call; what is not OK comes back instead of it."""

    def __init__(self, root: Path, answer: Answer = yes) -> None:
        self.root = root
        self.answer = answer
        self.events: list[Event] = []
        self._contents: dict[Path, bytearray] = {}
        self.acknowledged: list[tuple[int, Any]] = []
        self._logs_to_sync_with_folder: set[Path] = set()

    def ack(self, what: Any) -> None:
        """The program has told a person that this is saved."""
        self.acknowledged.append((len(self.events), what))

    def _note(self, what: str, path: Path, offset: int = 0, data: bytes = b"", target: Path = Path()) -> int:
        event = Event(what, path, offset, data, target)
        if not path.is_relative_to(self.root) or path.name.endswith("-shm"):
            return OK
        code = self.answer(event)
        if code == OK:
            self.events.append(event)
            if what in ("write", "truncate", "content"):
                apply(self._contents.setdefault(path, bytearray()), event)
        return code

    def python(self, what: str, path: Path, target: Path = Path()) -> None:
        """A call that Python makes; raises OSError where the answer is no."""
        if self._note(what, path, target=target) != OK:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def write(self, path: Path, offset: int, data: bytes) -> int:
        return self._note("write", path, offset, data)

    def truncate(self, path: Path, size: int) -> int:
        return self._note("truncate", path, size)

    def sync(self, path: Path) -> int:
        code = self._note("sync", path)
        if code == OK and path in self._logs_to_sync_with_folder:
            self._logs_to_sync_with_folder.discard(path)
            self._note("sync_folder", path.parent)
        return IOERR_FSYNC if code else OK

    def delete(self, path: Path, *, is_folder_synced: bool) -> int:
        self._contents.pop(path, None)
        self._note("unlink", path)
        return self._note("sync_folder", path.parent) if is_folder_synced else OK

    def opened(self, path: Path, *, is_created: bool, is_folder_synced_with_it: bool) -> int:
        if is_created:
            self._note("create", path)
            if is_folder_synced_with_it:
                self._logs_to_sync_with_folder.add(path)
        return OK

    def content(self, path: Path) -> None:
        """What Python wrote: the whole file as it stands, not yet synced."""
        found = path.read_bytes() if path.is_relative_to(self.root) else b""
        if self._contents.get(path) != found:
            self._note("content", path, 0, found)


@contextmanager
def recording(root: Path, answer: Answer = yes) -> Iterator[Recorder]:
    """Record everything under root. Databases opened within are to be closed within."""
    recorder = Recorder(root, answer)
    overlay = Overlay(recorder)
    real = {name: getattr(os, name) for name in ("fsync", "replace", "rename", "unlink", "mkdir", "rmdir")}
    real_note: Callable[[Mark, State], None] = Mark._write

    def fsync(handle: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        if not path.is_dir():
            recorder.content(path)
        recorder.python("sync_folder" if path.is_dir() else "sync", path)
        real["fsync"](handle)

    def renaming(name: str) -> Callable[[Any, Any], None]:
        def rename(source: Any, target: Any) -> None:
            if Path(source).is_file():
                recorder.content(Path(source))
            recorder.python("rename", Path(source), Path(target))
            real[name](source, target)
            recorder._contents[Path(target)] = recorder._contents.pop(Path(source), bytearray())

        return rename

    def plain(name: str, what: str) -> Callable[..., None]:
        def call(path: Any, *rest: Any, **options: Any) -> None:
            if not options.get("dir_fd") and Path(path).exists() is not (what == "mkdir"):
                recorder.python(what, Path(path))
                recorder._contents.pop(Path(path), None)
            real[name](path, *rest, **options)

        return call

    def note(mark: Mark, state: State) -> None:
        real_note(mark, state)
        recorder.content(Path(os.readlink(f"/proc/self/fd/{mark._note}")))

    doubles = {"fsync": fsync, "replace": renaming("replace"), "rename": renaming("rename")}
    doubles |= {"unlink": plain("unlink", "unlink"), "mkdir": plain("mkdir", "mkdir"), "rmdir": plain("rmdir", "rmdir")}
    overlay.register()
    try:
        with patch.multiple(os, **doubles), patch.object(Mark, "_write", note):
            yield recorder
    finally:
        overlay.withdraw()


class StoredFile:
    """Durable content, and what has been written since."""

    def __init__(self) -> None:
        self.durable = bytearray()
        self.pending: list[Event] = []

    def found(self, chance: random.Random) -> bytes:
        content = bytearray(self.durable)
        kept = [event for event in self.pending if chance.random() < 0.5]
        if chance.random() < 0.3:
            kept = list(self.pending)
        elif chance.random() < 0.5:
            chance.shuffle(kept)
        for event in kept:
            apply(content, event, chance if chance.random() < 0.3 else None)
        return bytes(content)


class StoredFolder:
    """Durable names, the names as the program sees them, and the changes to names since the last sync."""

    def __init__(self) -> None:
        self.durable: dict[str, StoredFile | StoredFolder] = {}
        self.seen: dict[str, StoredFile | StoredFolder] = {}
        self.pending: list[dict[str, StoredFile | StoredFolder | None]] = []

    def change(self, names: dict[str, StoredFile | StoredFolder | None]) -> None:
        self.pending.append(names)
        rename(self.seen, names)

    def sync(self) -> None:
        self.durable, self.pending = dict(self.seen), []

    def found(self, chance: random.Random) -> dict[str, StoredFile | StoredFolder]:
        names = dict(self.durable)
        for change in self.pending[: chance.randint(0, len(self.pending))]:
            rename(names, change)
        return names


def rename(names: dict[str, StoredFile | StoredFolder], change: dict[str, StoredFile | StoredFolder | None]) -> None:
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def apply(content: bytearray, event: Event, torn: random.Random | None = None) -> None:
    """One write or truncate; torn: only some sectors of it."""
    if event.what == "content":
        content[:] = event.data[: torn.randint(0, len(event.data))] if torn else event.data
    elif event.what == "truncate":
        del content[event.offset :]
        content.extend(bytes(max(0, event.offset - len(content))))
    else:
        end = event.offset + len(event.data)
        content.extend(bytes(max(0, end - len(content))))
        for start in range(0, len(event.data), SECTOR):
            if torn is None or torn.random() < 0.5:
                part = event.data[start : start + SECTOR]
                content[event.offset + start : event.offset + start + len(part)] = part


class Disk:
    """The state of the recorded folder after the first so many events."""

    def __init__(self, recorder: Recorder, moment: int) -> None:
        self._root, self._recorded = StoredFolder(), recorder.root
        for event in recorder.events[:moment]:
            self._take(event)

    def _take(self, event: Event) -> None:
        if event.what == "sync_folder":
            self._folder(event.path).sync()
            return
        folder, name = self._folder(event.path.parent), event.path.name
        if event.what in ("write", "truncate", "content"):
            self._file(folder, name).pending.append(event)
        elif event.what == "create":
            folder.change({name: StoredFile()})
        elif event.what == "sync":
            file = self._file(folder, name)
            for one in file.pending:
                apply(file.durable, one)
            file.pending = []
        elif event.what in ("unlink", "rmdir"):
            folder.change({name: None})
        elif event.what == "mkdir":
            folder.change({name: StoredFolder()})
        elif event.what == "rename":
            folder.change({name: None, event.target.name: folder.seen[name]})

    def _file(self, folder: StoredFolder, name: str) -> StoredFile:
        if name not in folder.seen:
            folder.change({name: StoredFile()})
        found = folder.seen[name]
        assert isinstance(found, StoredFile)
        return found

    def _folder(self, path: Path) -> StoredFolder:
        folder = self._root
        for name in path.relative_to(self._recorded).parts:
            found = folder.seen[name]
            assert isinstance(found, StoredFolder)
            folder = found
        return folder

    def lose_power(self, place: Path, chance: random.Random) -> None:
        """Write what is found when the power is back into an empty folder."""
        self._write(self._root, place, chance)

    def _write(self, folder: StoredFolder, place: Path, chance: random.Random) -> None:
        place.mkdir(parents=True, exist_ok=True)
        for name, node in folder.found(chance).items():
            if isinstance(node, StoredFolder):
                self._write(node, place / name, chance)
            else:
                (place / name).write_bytes(node.found(chance))
