"""Sealed attachments, in pieces that may come in any order and any number of times."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, and_, delete, insert, select

from sync.server import reading, redacting, tables
from sync.server.errors import Refused, not_allowed
from sync.server.offices import Office
from sync.server.turn import Turn
from sync.wire.requests import CHUNK_BYTES, ChunkAnswer, GetChunk, PutChunk

SEALED_MORE: Final = 64
"""What sealing adds to a piece, at most."""
MOST_CHUNKS: Final = 1024
"""A gibibyte."""


def put(turn: Turn, office: Office, device: bytes, asked: PutChunk) -> ChunkAnswer:
    """Keep a piece. Raises Refused: `blob.unreadable`, `blob.differs` (other bytes, or another count, lie there), `blob.wrong`
    (the whole is not what it is called; all of it is let go), `blob.taken_out`."""
    if not reading.sees(turn.connection, office.number, device, asked.case, is_writing=True):
        raise not_allowed()
    if not 1 <= asked.count <= MOST_CHUNKS or asked.index >= asked.count or not 0 < len(asked.data) <= CHUNK_BYTES + SEALED_MORE:
        raise Refused(400, "blob.unreadable")
    one = tables.chunk
    of_blob = and_(one.c.office == office.number, one.c.case_id == asked.case, one.c.blob == asked.blob)
    rows = turn.connection.execute(select(one.c.number, one.c.total, one.c.hash).where(of_blob)).all()
    hashes = {row.number: bytes(row.hash) for row in rows}
    mine = sha256(asked.data).digest()
    if any(row.total != asked.count for row in rows) or hashes.get(asked.index, mine) != mine:
        raise Refused(409, "blob.differs")
    if asked.index not in hashes:
        turn.flush()
        if redacting.is_taken_out(turn.connection, office.number, asked.case, asked.blob):
            raise Refused(410, "blob.taken_out")
        hashes[asked.index] = mine
        if len(hashes) == asked.count and sha256(b"".join(hashes[n] for n in range(asked.count))).digest() != asked.blob:
            turn.connection.execute(delete(one).where(of_blob))
            raise Refused(409, "blob.wrong")
        row = {
            "office": office.number,
            "case_id": asked.case,
            "blob": asked.blob,
            "number": asked.index,
            "total": asked.count,
            "hash": mine,
            "data": asked.data,
        }
        turn.connection.execute(insert(one), row)
    return ChunkAnswer(b"", tuple(sorted(hashes)))


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
