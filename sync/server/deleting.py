"""A case that is deleted for good: nothing of it stays but its tombstone, receipts, and the places of what lay there.

Wraps go with the grants that held them (a pairing opens nothing without them), and nothing with the case's id is taken again.
Backups keep what they hold for as long as they are kept: at most 30 days.
"""

from __future__ import annotations

from sqlalchemy import delete, insert, select, update

from sync.proof.signed import read_signed
from sync.server import tables
from sync.server.offices import Office
from sync.server.tables import item
from sync.server.turn import Turn
from sync.wire.office import Signed, Tombstone


def empty(turn: Turn, office: Office, said: Tombstone) -> None:
    """Empty everything of a case. Who had it still sees that it was deleted, and who has said so."""
    turn.lets_go = True
    turn.flush()
    of_case = (item.c.office == office.number, item.c.case_id == said.case)
    may = tables.access.c
    named = select(may.device).where(may.office == office.number, may.case_id == said.case)
    devices = sorted({*said.devices, *(bytes(one) for one in turn.connection.execute(named).scalars())})
    turn.connection.execute(update(item).where(*of_case).values(data=None))
    for table in (tables.chunk, tables.coming_chunk, tables.quarantine, tables.left_chunk, tables.bequest, tables.access):
        turn.connection.execute(delete(table).where(table.c.office == office.number, table.c.case_id == said.case))
    rows = [
        {"office": office.number, "device": one, "case_id": said.case, "is_writer": False, "since": office.position}
        for one in devices
    ]
    if rows:
        turn.connection.execute(insert(tables.access), rows)
    office.delete(said.case)


def stone_of(turn: Turn, office: Office, case: str) -> Signed | None:
    """The tombstone of a case, None where it has none."""
    turn.flush()
    c = item.c
    found = select(c.data).where(c.office == office.number, c.case_id == case, c.kind == "tombstone")
    data = turn.connection.execute(found.limit(1)).scalar_one_or_none()
    return None if data is None else read_signed(bytes(data))
