"""Files of cases on their way: sealed pieces handed in and fetched, a few at a time, after everything else has been said.

What the case's log says of a file decides: one whose bytes are here and that no store is known to have is handed in, one whose
bytes are not here is fetched. Each piece that is through is kept, so whoever is stopped goes on where they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rygsaek.paper import attached
from rygsaek.paper.attached import Attachment
from rygsaek.vault.pieces import FileKey, PieceError, joined_pieces, open_piece, sealed_pieces
from rygsaek.vault.transaction import Reader, Transaction
from sync import keyring
from sync.membership import Membership
from sync.proof.grants import CaseGrants
from sync.wire.codec import WireError, decode
from sync.wire.office import FORMAT
from sync.wire.requests import ANSWER_CAP, ChunkAnswer, GetChunk, PutChunk, Refusal

AT_ONCE: Final = 2
"""Pieces on the way together: few enough that what is saved meanwhile does not wait long on a slow line."""
SPARED_PIECES: Final = 1
"""A line that costs by the byte carries files of so many pieces; larger ones wait for another line, or for a person's wish."""
NOT_THERE_YET: Final = "blob.missing"
"""Whoever attached it has not handed it in yet: nothing is wrong."""

TAKEN_OUT: Final = "blob.taken_out"
"""A lead had it taken out of the case: no store takes it any more."""


class Piece(NamedTuple):
    """One question about a piece of a file."""

    attachment: Attachment
    number: int
    message: PutChunk | GetChunk


class Came(NamedTuple):
    """What an answer about a piece came to. is_whole: with it the file is through; why: it is given up for now (a code)."""

    is_whole: bool
    why: str = ""


class Counted(NamedTuple):
    """How files stand: how many only this computer has, are not here yet, and cannot be used as the store has them."""

    only_here: int
    away: int
    wrong: int


def due(reader: Reader, known: Membership, given_up: Iterable[str], *, is_sparing: bool) -> tuple[Piece, ...]:
    """What to ask next; nothing where all is done that can be. given_up: files (as a store names them) that are not tried again.

    is_sparing: the line costs by the byte.
    """
    found: list[Piece] = []
    skipped = set(given_up)
    for one in (*_to_give(reader, known), *attached.absent(reader)):
        if one.key.blob in skipped or (is_sparing and one.key.pieces > SPARED_PIECES):
            continue
        skipped.add(one.key.blob)
        found.extend(pieces(reader, one, AT_ONCE - len(found)))
        if len(found) == AT_ONCE:
            break
    return tuple(found)


def keep(tx: Transaction, piece: Piece, body: bytes) -> Came:
    """Keep what was answered about a piece.

    Raises WireError for an answer that is neither.
    """
    one, key = piece.attachment, piece.attachment.key
    if attached.find(tx, one.case, one.id) is None:  # taken out while the piece was on its way
        return Came(False, TAKEN_OUT)
    try:
        answer = decode(body, ChunkAnswer, ANSWER_CAP)
    except WireError:
        return give_up(tx, one, decode(body, Refusal, ANSWER_CAP).code)
    if isinstance(piece.message, PutChunk):
        return given(tx, one, answer)
    try:
        _note_pieces(tx, one, [(piece.number, open_piece(key, one.case, piece.number, answer.data))])
        is_whole = len(_known(tx, key)) == key.pieces
        if is_whole:
            rows = tx.query("SELECT data FROM sync_piece WHERE blob = ? ORDER BY number", (key.blob,))
            tx.blobs.put(joined_pieces(key, (bytes(data) for (data,) in rows)))
            _done(tx, one)
    except PieceError as error:
        return give_up(tx, one, error.code)
    return Came(is_whole)


def pieces(reader: Reader, one: Attachment, room: int) -> Iterator[Piece]:
    """What to ask next about a file. room: how many questions."""
    key, have = one.key, _known(reader, one.key)
    missing = [index for index in range(key.pieces) if index not in have]
    blob = bytes.fromhex(key.blob)
    data = reader.blobs.get(key.file)
    if data is None:
        for index in missing[:room]:
            yield Piece(one, index, GetChunk(FORMAT, one.case, blob, index))
        return
    wanted = missing[:room] if have else missing[-1:]  # the last is the shortest; its answer tells which lie there already
    for index, sealed in zip(wanted, sealed_pieces(key, one.case, data, wanted), strict=True):
        yield Piece(one, index, PutChunk(FORMAT, one.case, blob, index, key.pieces, sealed))


def given(tx: Transaction, one: Attachment, answer: ChunkAnswer) -> Came:
    """Keep which pieces of a file the store says that it has. It is through when one answer names them all: where none does, some
    have gone there since, and the next answer tells which."""
    if set(answer.have) >= set(range(one.key.pieces)):
        _done(tx, one)
        return Came(True)
    _note_pieces(tx, one, ((number, b"") for number in answer.have if number < one.key.pieces))
    if len(_known(tx, one.key)) == one.key.pieces:
        ask_anew(tx, one)
    return Came(False)


def ask_anew(tx: Transaction, one: Attachment) -> None:
    """What was handed in of a file may be gone: the next answer tells what the store has of it."""
    tx.execute("DELETE FROM sync_piece WHERE blob = ? AND length(data) = 0", (one.key.blob,))


def give_up(tx: Transaction, one: Attachment, why: str) -> Came:
    """Not tried again in this conversation. What came of a file that is not what it should be is thrown away."""
    tx.execute("INSERT OR REPLACE INTO sync_file VALUES (?, ?, 0, ?)", (one.key.blob, one.case, why))
    if why != NOT_THERE_YET:
        tx.execute("DELETE FROM sync_piece WHERE blob = ?", (one.key.blob,))
    return Came(False, why)


def only_here(reader: Reader, known: Membership) -> tuple[Attachment, ...]:
    """Files that no store is known to have, of every case that this laptop ever could write in, those included that nobody was
    granted; the smallest first."""
    stored = _stored(reader)
    found = (one for one in attached.here(reader) if one.key.blob not in stored)
    return tuple(one for one in sorted(found, key=_size) if _could_write(keyring.grants(reader, known, one.case), known.device))


def may_be_gone(tx: Transaction) -> None:
    """The store has lost something, or is another: every file is offered again."""
    tx.execute("DELETE FROM sync_file")
    tx.execute("DELETE FROM sync_piece WHERE length(data) = 0")


def counted(reader: Reader) -> Counted:
    """How files stand between this laptop and the store."""
    stored = _stored(reader)
    away = [one.key.blob for one in attached.absent(reader)]
    why: dict[str, str] = dict(reader.query("SELECT blob, why FROM sync_file WHERE why <> ''"))
    wrong = [blob for blob in away if why.get(blob, NOT_THERE_YET) != NOT_THERE_YET]
    unsent = [one for one in attached.here(reader) if one.key.blob not in stored]
    return Counted(len(unsent), len(away) - len(wrong), len(wrong))


def _to_give(reader: Reader, known: Membership) -> Iterator[Attachment]:
    """The smallest first. A case in which this laptop may not write is for others to hand in."""
    stored = _stored(reader)
    may_write: dict[str, bool] = {}
    for one in sorted(attached.here(reader), key=_size):
        if one.key.blob in stored:
            continue
        if one.case not in may_write:
            may_write[one.case] = known.device in keyring.grants(reader, known, one.case).writers
        if may_write[one.case]:
            yield one


def _size(one: Attachment) -> tuple[int, str]:
    return one.key.size, one.id


def _could_write(grants: CaseGrants, device: bytes) -> bool:
    return not grants.n or any(device in epoch.writers for epoch in grants.epochs)


def _known(reader: Reader, key: FileKey) -> set[int]:
    """The pieces that are through: handed in, or fetched."""
    return {number for (number,) in reader.query("SELECT number FROM sync_piece WHERE blob = ?", (key.blob,))}


def _stored(reader: Reader) -> set[str]:
    return {blob for (blob,) in reader.query("SELECT blob FROM sync_file WHERE is_stored = 1")}


def _note_pieces(tx: Transaction, one: Attachment, pieces: Iterable[tuple[int, bytes]]) -> None:
    for number, data in pieces:
        tx.execute("INSERT OR IGNORE INTO sync_piece VALUES (?, ?, ?, ?)", (one.key.blob, number, one.case, data))


def _done(tx: Transaction, one: Attachment) -> None:
    tx.execute("INSERT OR REPLACE INTO sync_file VALUES (?, ?, 1, '')", (one.key.blob, one.case))
    tx.execute("DELETE FROM sync_piece WHERE blob = ?", (one.key.blob,))
