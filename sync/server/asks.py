"""What one lead asks of another, sealed from laptop to laptop, until it is dealt with or a month is over."""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete, insert, select

from sync.server import tables
from sync.server.errors import Refused, not_allowed
from sync.server.offices import Office
from sync.server.turn import Turn
from sync.wire.codec import MIB
from sync.wire.requests import Ask, AskAnswer, SealedAsk

MOST_BYTES: Final = 4 * MIB
LASTS_MS: Final = 30 * 24 * 60 * 60 * 1000

_ask = tables.ask


def ask(turn: Turn, office: Office, device: bytes, asked: Ask) -> AskAnswer:
    """Keep what is asked of others, let go of what was dealt with, and tell what others ask.

    Raises Refused: `ask.too_large`; not allowed for a device that is no lead's.
    """
    of_office, c = _ask.c.office == office.number, _ask.c
    turn.connection.execute(delete(_ask).where(of_office, c.asked_ms < turn.now_ms - LASTS_MS))
    if asked.drop:
        turn.connection.execute(delete(_ask).where(of_office, c.device == device, c.asker.in_(asked.drop)))
    for one in asked.leave:
        if not office.roster.is_lead(one.device):
            raise not_allowed()
        if len(one.data) > MOST_BYTES:
            raise Refused(413, "ask.too_large")
        turn.connection.execute(delete(_ask).where(of_office, c.device == one.device, c.asker == device))
        row = {"office": office.number, "device": one.device, "asker": device, "asked_ms": turn.now_ms, "data": one.data}
        turn.connection.execute(insert(_ask), row)
    rows = turn.connection.execute(select(c.asker, c.data).where(of_office, c.device == device).order_by(c.asked_ms, c.asker))
    return AskAnswer(tuple(SealedAsk(bytes(asker), bytes(data)) for asker, data in rows if office.roster.is_lead(bytes(asker))))
