"""What revoked devices hand over of unsent work. It lies apart until a person who may write in the case has dealt with it.

Their attachments: `leaving`; what opens cases that nobody was granted: `bequests`.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, union
from sqlalchemy.dialects import postgresql, sqlite

from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.signatures import check, covers_envelope
from sync.server import bequests, leaving, reading, tables
from sync.server.errors import Refused, not_allowed
from sync.server.offices import Office
from sync.server.tables import item
from sync.server.turn import Turn
from sync.wire.codec import MIB, WireError
from sync.wire.handover import Awaiting, AwaitingAnswer, HandedOver, HandOver, Quarantine, QuarantineAnswer
from sync.wire.requests import Item

MOST_OF_A_DEVICE: Final = 5_000
MOST_BYTES: Final = 1_024 * MIB
"""Of one device, so that nobody who was shut out fills the store."""


def hand_over(turn: Turn, office: Office, device: bytes, asked: HandOver) -> HandedOver:
    """Keep what the device itself has sealed in cases where it could write, or which it leaves; the same again counts as taken.

    Raises Refused: `quarantine.full`.
    """
    taken = sum(_keep(turn, office, device, one) for one in asked.items)
    wipe = select(item.c.data).where(
        item.c.office == office.number, item.c.case_id == "", item.c.kind == "wipe", item.c.about == device
    )
    order = turn.connection.execute(wipe.order_by(item.c.position.desc()).limit(1)).scalar_one_or_none()
    return HandedOver(taken, b"" if order is None else bytes(order))


def _keep(turn: Turn, office: Office, device: bytes, one: Item) -> bool:
    if one.kind == "bequest":
        return bequests.keep(turn, office, device, one.data)
    try:
        envelope, header, id_ = read_envelope(one.data)
        keys = office.roster.members[device].keys
        check(keys.sign, envelope.signature, covers_envelope(envelope.header, envelope.ciphertext))
    except (ProofError, WireError):
        return False
    grants = office.grants(turn.connection, header.case)
    if one.kind != "envelope" or header.device != device or header.org != office.org:
        return False
    key = (header.epoch, header.commitment)
    if not (
        grants.was_writer(device, header.epoch) or bequests.is_left(turn.connection, office.number, device, header.case, *key)
    ):
        return False
    kept = turn.lying(office, "envelope", header.case, header.seq, header.incarnation, header.type)
    if kept is not None and kept.hash == id_:
        return True
    table = tables.quarantine
    room = select(func.count(), func.coalesce(func.sum(func.length(table.c.data)), 0))
    of_device = room.where(table.c.office == office.number, table.c.device == device)
    count, size = turn.connection.execute(of_device).one()
    if count >= MOST_OF_A_DEVICE or int(size) + len(one.data) > MOST_BYTES:
        raise Refused(413, "quarantine.full")
    row = {
        "office": office.number,
        "hash": id_,
        "case_id": header.case,
        "device": device,
        "handed_ms": turn.now_ms,
        "data": one.data,
    }
    turn.connection.execute(_KEPT[turn.connection.dialect.name], row)
    return True


def deal(turn: Turn, office: Office, device: bytes, asked: Quarantine) -> None:
    """Give the case the attachments that it is to have, and let go of what was dealt with.

    Raises Refused (not allowed) unless the device may write in the case, or was left it as a lead: then it gives nothing yet.
    """
    is_writer = reading.sees(turn.connection, office.number, device, asked.case, is_writing=True)
    if not is_writer and (asked.release or not bequests.may_look(turn, office, device, asked.case)):
        raise not_allowed()
    if asked.release:
        leaving.release(turn, office, asked.case, asked.release)
    if asked.drop:
        turn.lets_go = True
        leaving.drop(turn, office, asked.case, asked.drop)
        turn.connection.execute(
            delete(tables.quarantine).where(_of(office.number, asked.case), tables.quarantine.c.hash.in_(asked.drop))
        )


def leads(turn: Turn, office: Office, device: bytes, asked: Awaiting) -> bool:
    """Whether it is a lead who asks."""
    return office.roster.is_lead(device)


def awaiting(connection: Connection, office: int, device: bytes, asked: Awaiting, is_lead: bool) -> AwaitingAnswer:
    """The cases in which something lies for the device to deal with."""
    handed, files, may = tables.quarantine.c, tables.left_chunk.c, tables.access.c
    cases = union(select(handed.case_id).where(handed.office == office), select(files.case_id).where(files.office == office))
    mine = select(may.case_id).where(may.office == office, may.device == device, may.is_writer)
    found = set(connection.execute(mine.where(may.case_id.in_(cases))).scalars())
    left = set(bequests.for_lead(connection, office, device)) if is_lead else set()
    found |= left & set(connection.execute(cases).scalars()) if left else left
    return AwaitingAnswer(tuple(sorted(found)))


def lying(connection: Connection, office: int, device: bytes, asked: Quarantine, _: object) -> QuarantineAnswer:
    """What lies there of a case, as much as one answer holds, in the order it was handed over."""
    table = tables.quarantine
    found = [Item("bequest", data) for data in bequests.lying(connection, office, asked.case)]
    keys = len(found)
    left = reading.MOST_ROOM
    sizes = (
        select(table.c.hash, func.length(table.c.data)).where(_of(office, asked.case)).order_by(table.c.handed_ms, table.c.hash)
    )
    for hash_, size in connection.execute(sizes).all():
        left -= size + reading.EACH_BYTES
        if len(found) > keys and left < 0:
            break
        data = connection.execute(select(table.c.data).where(table.c.office == office, table.c.hash == hash_)).scalar_one()
        found.append(Item("envelope", bytes(data)))
    return QuarantineAnswer(tuple(found), leaving.lying(connection, office, asked.case))


def _of(office: int, case: str) -> ColumnElement[bool]:
    return and_(tables.quarantine.c.office == office, tables.quarantine.c.case_id == case)


_KEPT = {
    "sqlite": sqlite.insert(tables.quarantine).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(tables.quarantine).on_conflict_do_nothing(),
}
