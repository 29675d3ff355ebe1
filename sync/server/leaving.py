"""Attachments that revoked devices leave, in pieces. They lie apart until a person who may write in the case has dealt with them.

What a device leaves is kept under its name and judged by itself, so that no device can spoil what another leaves, or what lies
in the case, and nothing that lies there spoils what is left: the whole is what its name says, or it is let go.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, and_, delete, func, insert, select

from sync.server import bequests, blobs, tables
from sync.server.errors import Refused, not_allowed
from sync.server.offices import Office
from sync.server.turn import Turn
from sync.wire.codec import MIB
from sync.wire.handover import Left
from sync.wire.requests import ChunkAnswer, PutChunk

MOST_PIECES: Final = 4_096
MOST_BYTES: Final = 1_024 * MIB
"""Of one device, so that nobody who was shut out fills the store."""

_left, _stored, _coming = tables.left_chunk, tables.chunk, tables.coming_chunk


def leave(turn: Turn, office: Office, device: bytes, asked: PutChunk) -> ChunkAnswer:
    """Keep a piece of an attachment in a case where the device could write, or which it has left what opens it.

    Raises Refused: `quarantine.full`, and as `blobs.put` does.
    """
    could_write = any(device in epoch.writers for epoch in office.grants(turn.connection, asked.case).epochs)
    if not could_write and not bequests.is_left(turn.connection, office.number, device, asked.case):
        raise not_allowed()
    blobs.refuse_unreadable(asked)
    of_device = and_(blobs.of(_left, office.number, asked.case, asked.blob), _left.c.device == device)
    hashes = blobs.lying(turn.connection, _left, of_device, asked.count)
    if blobs.is_new(hashes, asked):
        blobs.refuse_taken_out(turn, office, asked)
        _refuse_full(turn.connection, office.number, device, len(asked.data))
        hashes[asked.index] = mine = sha256(asked.data).digest()
        if blobs.is_wrong(hashes, asked.blob, asked.count):
            turn.connection.execute(delete(_left).where(of_device))
            raise Refused(409, "blob.wrong")
        row = {
            "office": office.number,
            "case_id": asked.case,
            "blob": asked.blob,
            "device": device,
            "number": asked.index,
            "total": asked.count,
            "size": len(asked.data),
            "hash": mine,
            "data": asked.data,
        }
        turn.connection.execute(insert(_left), row)
    return ChunkAnswer(b"", tuple(sorted(hashes)))


def lying(connection: Connection, office: int, case: str) -> tuple[Left, ...]:
    """What lies there of a case."""
    c = _left.c
    of_case = (c.office == office, c.case_id == case)
    found: dict[tuple[bytes, bytes, int], dict[int, bytes]] = {}
    rows = connection.execute(select(c.blob, c.device, c.total, c.number, c.hash).where(*of_case).order_by(c.blob, c.device))
    for blob, device, total, number, hash_ in rows:
        found.setdefault((bytes(blob), bytes(device), total), {})[number] = bytes(hash_)
    return tuple(Left(blob, device, blobs.is_whole(hashes, blob, total)) for (blob, device, total), hashes in found.items())


def release(turn: Turn, office: Office, case: str, wanted: tuple[bytes, ...]) -> None:
    """Put whole attachments among the case's own. One that is not whole stays: the rest of it may still come."""
    whole = {one.blob: one for one in lying(turn.connection, office.number, case) if one.is_whole and one.blob in wanted}
    for one in whole.values():
        turn.connection.execute(delete(_stored).where(blobs.of(_stored, office.number, case, one.blob)))
        columns = [column.name for column in _stored.columns]
        of_device = and_(blobs.of(_left, office.number, case, one.blob), _left.c.device == one.device)
        pieces = select(*(_left.c[name] for name in columns)).where(of_device)
        turn.connection.execute(insert(_stored).from_select(columns, pieces))
        turn.connection.execute(delete(_coming).where(blobs.of(_coming, office.number, case, one.blob)))
        drop(turn, office, case, (one.blob,))


def drop(turn: Turn, office: Office, case: str, dealt_with: tuple[bytes, ...]) -> None:
    """Let go of attachments."""
    of_case = (_left.c.office == office.number, _left.c.case_id == case)
    turn.connection.execute(delete(_left).where(*of_case, _left.c.blob.in_(dealt_with)))


def _refuse_full(connection: Connection, office: int, device: bytes, more: int) -> None:
    of_device = (_left.c.office == office, _left.c.device == device)
    count, size = connection.execute(select(func.count(), func.coalesce(func.sum(_left.c.size), 0)).where(*of_device)).one()
    if count >= MOST_PIECES or int(size) + more > MOST_BYTES:
        raise Refused(413, "quarantine.full")
