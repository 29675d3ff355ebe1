"""Sealed attachments, in pieces that may come in any order and any number of times.

Each device's pieces lie by themselves until they are whole and hash to the attachment's name. So a wrong piece is in nobody's way
but its own device's, and what a case has is what it is called. A file that two devices hand in at once goes twice, and lies once.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, select

from sync.server import reading, redacting, tables
from sync.server.errors import Refused, not_allowed
from sync.server.offices import Office
from sync.server.turn import Turn
from sync.wire.requests import CHUNK_BYTES, ChunkAnswer, GetChunk, PutChunk

SEALED_MORE: Final = 64
"""What sealing adds to a piece, at most."""
MOST_CHUNKS: Final = 1024
"""A gibibyte."""

_coming = tables.coming_chunk


def put(turn: Turn, office: Office, device: bytes, asked: PutChunk) -> ChunkAnswer:
    """Keep a piece among the device's own, in the place of what it handed in there before; the whole of them is the case's.

    Raises Refused: `blob.unreadable`, `blob.differs` (the case has it, and with other bytes), `blob.wrong` (the whole is not what
    it is called; all that this device handed in of it is let go), `blob.taken_out`.
    """
    if not reading.sees(turn.connection, office.number, device, asked.case, is_writing=True):
        raise not_allowed()
    refuse_unreadable(asked)
    stored = lying(turn.connection, tables.chunk, of(tables.chunk, office.number, asked.case, asked.blob), asked.count)
    if stored:
        is_new(stored, asked)
        return ChunkAnswer(b"", tuple(sorted(stored)))
    of_blob = of(_coming, office.number, asked.case, asked.blob)
    own = and_(of_blob, _coming.c.device == device)
    turn.connection.execute(delete(_coming).where(own, _coming.c.total != asked.count))
    hashes = lying(turn.connection, _coming, own, asked.count)
    mine = sha256(asked.data).digest()
    if hashes.get(asked.index) != mine:
        refuse_taken_out(turn, office, asked)
        hashes[asked.index] = mine
        _keep(turn, office, device, asked, mine)
    if is_wrong(hashes, asked.blob, asked.count):
        turn.connection.execute(delete(_coming).where(own))
        raise Refused(409, "blob.wrong")
    if is_whole(hashes, asked.blob, asked.count):
        names = [column.name for column in tables.chunk.columns]
        pieces = select(*(_coming.c[name] for name in names)).where(own)
        turn.connection.execute(insert(tables.chunk).from_select(names, pieces))
        turn.connection.execute(delete(_coming).where(of_blob))
    return ChunkAnswer(b"", tuple(sorted(hashes)))


def _keep(turn: Turn, office: Office, device: bytes, asked: PutChunk, hash_: bytes) -> None:
    place = {"office": office.number, "case_id": asked.case, "blob": asked.blob, "device": device, "number": asked.index}
    turn.connection.execute(delete(_coming).where(*(_coming.c[name] == value for name, value in place.items())))
    turn.connection.execute(insert(_coming), {**place, "total": asked.count, "hash": hash_, "data": asked.data})


def refuse_unreadable(asked: PutChunk) -> None:
    """Raises Refused (`blob.unreadable`) for a piece that has no such size or place."""
    if not 1 <= asked.count <= MOST_CHUNKS or asked.index >= asked.count or not 0 < len(asked.data) <= CHUNK_BYTES + SEALED_MORE:
        raise Refused(400, "blob.unreadable")


def refuse_taken_out(turn: Turn, office: Office, asked: PutChunk) -> None:
    """Raises Refused (`blob.taken_out`) for a piece of what a lead took out of the case."""
    turn.flush()
    if redacting.is_taken_out(turn.connection, office.number, asked.case, asked.blob):
        raise Refused(410, "blob.taken_out")


def of(table: Table, office: int, case: str, blob: bytes) -> ColumnElement[bool]:
    """The pieces of one attachment."""
    return and_(table.c.office == office, table.c.case_id == case, table.c.blob == blob)


def lying(connection: Connection, table: Table, which: ColumnElement[bool], count: int) -> dict[int, bytes]:
    """The pieces that lie there, with their hashes. Raises Refused (`blob.differs`) where they are not of so many."""
    rows = connection.execute(select(table.c.number, table.c.total, table.c.hash).where(which)).all()
    if any(row.total != count for row in rows):
        raise Refused(409, "blob.differs")
    return {row.number: bytes(row.hash) for row in rows}


def is_new(hashes: dict[int, bytes], asked: PutChunk) -> bool:
    """Whether a piece does not lie there yet. Raises Refused (`blob.differs`) where other bytes do."""
    if asked.index in hashes and hashes[asked.index] != sha256(asked.data).digest():
        raise Refused(409, "blob.differs")
    return asked.index not in hashes


def is_whole(hashes: dict[int, bytes], blob: bytes, count: int) -> bool:
    """Whether all pieces are there, and are what the attachment is called."""
    return len(hashes) == count and sha256(b"".join(hashes[n] for n in range(count))).digest() == blob


def is_wrong(hashes: dict[int, bytes], blob: bytes, count: int) -> bool:
    """Whether all pieces are there, and are something else."""
    return len(hashes) == count and not is_whole(hashes, blob, count)


def get(connection: Connection, office: int, device: bytes, asked: GetChunk, _: object) -> ChunkAnswer:
    """A piece, and which there are. A case that the device does not see has none. Raises Refused (`blob.missing`)."""
    one = tables.chunk
    of_blob = and_(one.c.office == office, one.c.case_id == asked.case, one.c.blob == asked.blob)
    if not reading.sees(connection, office, device, asked.case):
        raise Refused(404, "blob.missing")
    have = tuple(number for (number,) in connection.execute(select(one.c.number).where(of_blob).order_by(one.c.number)))
    data = connection.execute(select(one.c.data).where(of_blob, one.c.number == asked.index)).scalar_one_or_none()
    if data is None:
        raise Refused(404, "blob.missing")
    return ChunkAnswer(bytes(data), have)
