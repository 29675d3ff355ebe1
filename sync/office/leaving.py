"""On a laptop that was revoked: leave the files that no store has, piece by piece, before anything is erased.

The store tells which pieces it has, so whoever is stopped goes on where they were; and a file counts as handed over only once
the store has said that it has all of it.
"""

from __future__ import annotations

from typing import Final

from rygsaek.paper.attached import Attachment
from sync import files
from sync.errors import RefusedError, SyncError
from sync.membership import Membership
from sync.office.line import Line
from sync.wire.requests import ChunkAnswer

ROUND: Final = 8
"""Pieces that are sealed at a time."""
NEVER: Final = ("request.not_allowed", "blob.differs", "blob.taken_out", "blob.unreadable", "blob.wrong")
"""The store does not take this file, however often it is asked; the others are handed over all the same."""


def leave_files(line: Line, known: Membership) -> int:
    """Hand over the files; returns how many. Raises SyncError, RefusedError (`quarantine.full` …): asked again it goes on."""
    with line.vault.read() as reader:
        unsent = files.only_here(reader, known)
    return sum(_leave(line, known, one) for one in unsent)


def _leave(line: Line, known: Membership, one: Attachment) -> bool:
    with line.vault.write() as tx:
        files.ask_anew(tx, one)
    for _ in range(one.key.pieces + 1):
        with line.vault.read() as reader:
            pieces = tuple(files.pieces(reader, one, ROUND))
        for piece in pieces:
            try:
                answer = line.ask_own(known, "/v1/leave", piece.message, ChunkAnswer)
            except RefusedError as error:
                if error.code not in NEVER:
                    raise
                with line.vault.write() as tx:
                    files.give_up(tx, one, error.code)
                return False
            with line.vault.write() as tx:
                if files.given(tx, one, answer).is_whole:
                    return True
    raise SyncError("store.contradicts")  # it does not say that it has what it was given
