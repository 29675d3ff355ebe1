"""What opens the cases that revoked devices hand over and that nobody was granted: sealed to leads, kept beside what it opens.

It gives no right in the store but to look at what was handed over with it, as long as nobody has the case. The lead who wants it
begins the case, and has it from then on like any other.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, exists, func, insert, select

from sync.proof.bequests import check_bequest
from sync.proof.errors import ProofError
from sync.proof.signed import body_of, read_signed, signer_of
from sync.server import tables
from sync.server.errors import Refused
from sync.server.offices import Office
from sync.server.tables import item
from sync.server.turn import Turn
from sync.wire.codec import WireError
from sync.wire.office import Bequest

MOST_OF_A_DEVICE: Final = 5_000

_bequest = tables.bequest


def keep(turn: Turn, office: Office, device: bytes, data: bytes) -> bool:
    """Keep what a device leaves of a case that nobody was granted, or left already, in the place of what it left before.

    Returns whether it counts. Raises Refused: `quarantine.full`.
    """
    c = _bequest.c
    try:
        signed = read_signed(data)
        said = check_bequest(signed, office.roster)
        if signer_of(signed) != device or said.case in office.deleted:
            return False
    except (ProofError, WireError):
        return False
    if not (is_left(turn.connection, office.number, device, said.case) or not office.grants(turn.connection, said.case).n):
        return False
    mine = (c.office == office.number, c.case_id == said.case, c.device == device, c.epoch == said.epoch)
    turn.connection.execute(delete(_bequest).where(*mine))
    of_device = select(func.count()).where(c.office == office.number, c.device == device)
    if turn.connection.execute(of_device).scalar_one() >= MOST_OF_A_DEVICE:
        raise Refused(413, "quarantine.full")
    row = {
        "office": office.number,
        "case_id": said.case,
        "device": device,
        "epoch": said.epoch,
        "commitment": said.commitment,
        "data": data,
    }
    turn.connection.execute(insert(_bequest), row)
    return True


def is_left(connection: Connection, office: int, device: bytes, case: str, epoch: int = 0, commitment: bytes = b"") -> bool:
    """Whether a device has left what opens a case; epoch, commitment: of this epoch and key."""
    c = _bequest.c
    wanted = [c.office == office, c.case_id == case, c.device == device]
    if epoch:
        wanted += [c.epoch == epoch, c.commitment == commitment]
    return connection.execute(select(c.epoch).where(*wanted).limit(1)).one_or_none() is not None


def lying(connection: Connection, office: int, case: str) -> tuple[bytes, ...]:
    """What lies there of a case."""
    c = _bequest.c
    found = select(c.data).where(c.office == office, c.case_id == case).order_by(c.device, c.epoch)
    return tuple(bytes(data) for data in connection.execute(found).scalars())


def may_look(turn: Turn, office: Office, device: bytes, case: str) -> bool:
    """Whether it is a lead who was left what opens a case that nobody has."""
    if not office.roster.is_lead(device) or office.grants(turn.connection, case).n:
        return False
    return any(_names(one, device) for one in lying(turn.connection, office.number, case))


def for_lead(connection: Connection, office: int, lead: bytes) -> tuple[str, ...]:
    """The cases that nobody has and of which this lead was left what opens them."""
    c, one = _bequest.c, item.c
    is_granted = exists().where(one.office == office, one.case_id == c.case_id, one.kind == "grant")
    found = select(c.case_id, c.data).where(c.office == office, ~is_granted).order_by(c.case_id)
    rows = connection.execute(found)
    return tuple(dict.fromkeys(case for case, data in rows if _names(bytes(data), lead)))


def _names(data: bytes, lead: bytes) -> bool:
    return any(one.device == lead for one in body_of(read_signed(data), "bequest", Bequest).keys)
