"""Invites: the store keeps a hash, lets one device use it once, and keeps its request until a lead has looked at it."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from sync.proof.names import fingerprint
from sync.server import reading, tables
from sync.server.errors import Refused
from sync.server.offices import Office
from sync.server.turn import Turn
from sync.wire.codec import decode, encode
from sync.wire.requests import Founded, Invite, Join, Joined, Pending, PendingAnswer

LONGEST_MS: Final = 24 * 60 * 60 * 1000
WAITS_MS: Final = 30 * LONGEST_MS
"""How long a request to join is shown to leads."""
MOST_OPEN: Final = 200
"""How many unused invites an office may have out at a time."""
JOIN_CAP: Final = 16 * 1024
UNKNOWN: Final = "invite.unknown"


class JoiningIn(NamedTuple):
    """How a joining stands. device: who joins."""

    office: int
    device: bytes
    state: str


def invite(turn: Turn, office: Office, device: bytes, asked: Invite) -> Founded:
    """Keep an invite's hash. Raises Refused: `invite.until`, `invite.too_many`, `invite.used` (the hash is there already)."""
    if not turn.now_ms < asked.until <= turn.now_ms + LONGEST_MS:
        raise Refused(400, "invite.until")
    one = tables.invite
    row = turn.connection.execute(select(one).where(one.c.hash == asked.hash)).one_or_none()
    if row is not None:
        if row.office == office.number and row.until_ms == asked.until and row.device is None:
            return Founded(office.org, office.position)
        raise Refused(409, "invite.used")
    unused = select(func.count()).where(one.c.office == office.number, one.c.device.is_(None), one.c.until_ms > turn.now_ms)
    if turn.connection.execute(unused).scalar_one() >= MOST_OPEN:
        raise Refused(429, "invite.too_many", 3600)
    turn.connection.execute(
        insert(one),
        {
            "office": office.number,
            "hash": asked.hash,
            "until_ms": asked.until,
            "device": None,
            "is_refused": False,
            "request": None,
        },
    )
    return Founded(office.org, office.position)


def join(turn: Turn, asked: Join) -> JoiningIn:
    """Use an invite, or see how it stands. Raises Refused: `invite.unknown`, `invite.expired`, `invite.used` (by another)."""
    one = tables.invite
    device = fingerprint(asked.keys)
    row = turn.connection.execute(select(one).where(one.c.hash == asked.hash).with_for_update()).one_or_none()
    if row is None:
        raise Refused(401, UNKNOWN)
    if row.device is None:
        if turn.now_ms > row.until_ms:
            raise Refused(403, "invite.expired")
        used = {"device": device, "request": encode(asked)}
        turn.connection.execute(update(one).where(one.c.hash == asked.hash).values(**used))
    elif bytes(row.device) != device:
        raise Refused(403, "invite.used")
    if device in turn.office(row.office).roster.members:
        return JoiningIn(row.office, device, "admitted")
    return JoiningIn(row.office, device, "refused" if row.is_refused else "waiting")


def joined(connection: Connection, standing: JoiningIn) -> Joined:
    """What the new device is told: the office's documents, and once admitted roster, office keys and what opens them."""
    if standing.state == "refused":
        return Joined("refused", ())
    if standing.state == "admitted":
        return Joined("admitted", reading.office_items(connection, standing.office, reading.OFFICE_KINDS, standing.device))
    return Joined("waiting", reading.office_items(connection, standing.office, ("orgdoc",)))


def pending(turn: Turn, office: Office, device: bytes, asked: Pending) -> PendingAnswer:
    """Refuse those named, and tell who else waits."""
    one = tables.invite
    of_office = one.c.office == office.number
    if asked.refuse:
        turn.connection.execute(update(one).where(of_office, one.c.hash.in_(asked.refuse)).values(is_refused=True))
    waiting = select(one.c.request).where(
        of_office, one.c.request.is_not(None), one.c.is_refused.is_(False), one.c.until_ms > turn.now_ms - WAITS_MS
    )
    found = [decode(bytes(data), Join, JOIN_CAP) for (data,) in turn.connection.execute(waiting.order_by(one.c.until_ms))]
    return PendingAnswer(tuple(ask for ask in found if fingerprint(ask.keys) not in office.roster.members))
