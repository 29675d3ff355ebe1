"""How far the write-ahead log had come, in a file of its own, so that its damage is noticed.

SQLite ends its log at the first frame whose sum is wrong: after a crash, one flipped bit in it silently takes back every
save from there on. So the log's state (salts and last frame, as the shared index tells them) is noted after each commit,
without a sync of its own: after a power cut the note may be old, but it is never ahead of what is durable. A log that
does not reach the note has lost something that was acknowledged.
"""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rygsaek.errors import VaultError
from rygsaek.vault.files import told_as_disk_errors

INDEX_BYTES = 48
INDEX_FRAMES = struct.Struct("=I")
INDEX_FRAMES_AT, INDEX_SALTS_AT = 16, 32
LOG_HEADER_BYTES = 32
NOTE = struct.Struct(">8sII")
BINARY = getattr(os, "O_BINARY", 0)


class State(NamedTuple):
    """salts: of this run of the log; frames: how many of it are committed."""

    salts: bytes
    frames: int


FOLDED = State(bytes(8), 0)


class Mark:
    """The note beside a database.

    Close it once nobody reads or writes, before the connections: Windows removes no file that somebody has open. Closing a file
    that SQLite has locked gives its lock away, which matters to nobody then: the vault's own lock still stands.
    """

    def __init__(self, database: Path) -> None:
        self._log = beside(database, "-wal")
        self._kept = beside(database, "-wal.damaged")
        with told_as_disk_errors():
            self._note = os.open(note_of(database), os.O_RDWR | os.O_CREAT | BINARY, 0o600)
            self._noted = read_note(os.read(self._note, NOTE.size))
            if self._noted.frames and self._log.exists():
                shutil.copyfile(self._log, self._kept)
        self._index: int | None = None
        self._is_ended = False
        self._shared = beside(database, "-shm")

    def verify(self) -> None:
        """Call after connecting. Raises VaultError where the log that SQLite has read does not reach the note.

        The log as it was is then kept beside, for whoever can save more of it.
        """
        with told_as_disk_errors():
            self._index = os.open(self._shared, os.O_RDONLY | BINARY)
        found = self._found()
        if self._noted.frames and (
            not is_whole_header(self._log) or (found.salts == self._noted.salts and found.frames < self._noted.frames)
        ):
            raise VaultError(
                "De seneste ændringer i rygsækken er beskadiget.",
                "Hent sikkerhedskopien frem, hvis den er ny. Ellers kan it åbne uden dem: »rygsaek vault check --without-lost«.",
                code="vault.log_damaged",
            )
        with told_as_disk_errors():
            self._kept.unlink(missing_ok=True)

    def advance(self) -> None:
        """Note where the log now ends."""
        if not self._is_ended:
            self._write(self._found())

    def fold(self) -> None:
        """Note, durably, that the log is about to be folded in and go: an older note would miss it after a power cut."""
        self._write(FOLDED)
        with suppress(OSError):
            os.fsync(self._note)

    def end(self) -> None:
        """The same for good: what a thread that outlives the program's end still writes is not noted any more."""
        self.fold()
        self._is_ended = True

    def close(self) -> None:
        os.close(self._note)
        if self._index is not None:
            os.close(self._index)

    def _found(self) -> State:
        if self._index is None:
            return FOLDED
        os.lseek(self._index, 0, os.SEEK_SET)
        header = os.read(self._index, INDEX_BYTES)
        if len(header) < INDEX_BYTES:
            return FOLDED
        return State(header[INDEX_SALTS_AT : INDEX_SALTS_AT + 8], INDEX_FRAMES.unpack_from(header, INDEX_FRAMES_AT)[0])

    def _write(self, state: State) -> None:
        """Where it fails, the older note stays, which says less and nothing wrong."""
        body = state.salts + state.frames.to_bytes(4, "big")
        with suppress(OSError):
            os.lseek(self._note, 0, os.SEEK_SET)
            os.write(self._note, body + zlib.crc32(body).to_bytes(4, "big"))


def accept_loss(database: Path) -> None:
    """Open without what a damaged log has lost: for a person who has been told and has no newer backup."""
    with told_as_disk_errors():
        note_of(database).unlink(missing_ok=True)


def note_of(database: Path) -> Path:
    return database.with_name("vault.mark")


def beside(database: Path, ending: str) -> Path:
    return database.with_name(database.name + ending)


def read_note(data: bytes) -> State:
    """The note; one that is not whole says nothing."""
    if len(data) < NOTE.size or zlib.crc32(data[:12]) != int.from_bytes(data[12:16], "big"):
        return FOLDED
    salts, frames, _ = NOTE.unpack(data)
    return State(salts, frames)


def is_whole_header(log: Path) -> bool:
    """The log begins with a header whose sum is right (SQLite's file format, section 4.1)."""
    with told_as_disk_errors():
        header = b""
        if log.exists():
            with log.open("rb") as handle:
                header = handle.read(LOG_HEADER_BYTES)
    if len(header) < LOG_HEADER_BYTES:
        return False
    order = ">" if header[3] & 1 else "<"
    words, first, second = struct.unpack(order + "6I", header[:24]), 0, 0
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return struct.pack(">2I", first, second) == header[24:]
