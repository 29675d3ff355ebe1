"""What members ask: to hand in and get what is new, the content of cases, where chains end; and what leads need to know."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select

from sync.proof.names import recovery_name
from sync.server import reading, tables
from sync.server.ahead import HandingIn
from sync.server.errors import Refused
from sync.server.healing import Together
from sync.server.offices import Office, heads_of
from sync.server.reading import MOST_ROOM
from sync.server.tables import item
from sync.server.taking import take
from sync.server.turn import Turn
from sync.wire.office import Cutoff
from sync.wire.requests import (
    CaseFrom,
    ChainHead,
    Exchange,
    Exchanged,
    Fetch,
    Fetched,
    Grants,
    GrantsAnswer,
    Heads,
    HeadsAnswer,
    Result,
    Traces,
    TracesAnswer,
)


class HandedIn(NamedTuple):
    """What became of what was handed in, and how things then stood. mark: of the head; kit: its name."""

    results: tuple[Result, ...]
    mark: bytes
    head: int
    own: int
    is_revoked: bool
    kit: bytes


def hand_in(turn: Turn, office: Office, device: bytes, handing: HandingIn) -> HandedIn | Exchanged:
    """Take each thing, in order. Where nothing that one sees came between but one's own envelopes, that is the answer already.

    Raises Refused (`store.other_line`) where the laptop has seen other things than lie here.
    """
    asked = handing.asked
    if office.mark_at(turn.connection, asked.cursor) != asked.mark:
        raise Refused(409, "store.other_line")
    office.learn_grants(turn.connection, handing.cases)
    together = Together(asked.push)
    results = tuple(take(turn, office, device, *one, together) for one in zip(asked.push, handing.ahead, strict=True))
    mine = office.incarnation(turn.connection, asked.incarnation)
    own = 0 if mine is None or mine.device != device else mine.envelopes
    is_revoked = not office.roster.is_active(device)
    if not is_revoked and office.latest.has_nothing(turn.connection, office.number, device, asked.incarnation, asked.cursor):
        return Exchanged(results, (), office.position, office.mark, office.position, is_more=False, own=own, begun=())
    return HandedIn(results, office.mark, office.position, own, is_revoked, recovery_name(office.roster.doc.recovery))


def exchanged(connection: Connection, office: int, device: bytes, asked: Exchange, done: HandedIn) -> Exchanged:
    """What is new, after what was handed in has been committed."""
    begun: tuple[str, ...] = ()
    if done.is_revoked:
        page = reading.news_for_revoked(connection, office, device, asked.cursor, done.head, asked.room)
    else:
        page = reading.news(connection, office, (device, done.kit), asked.incarnation, asked.cursor, done.head, asked.room)
        begun = reading.begun(connection, office, device, asked.cursor, page.cursor)
    mark = done.mark if page.cursor == done.head else reading.mark_at(connection, office, page.cursor)
    return Exchanged(done.results, page.items, page.cursor, mark, done.head, page.is_more, done.own, begun)


def fetched(connection: Connection, office: int, device: bytes, asked: Fetch, _: object) -> Fetched:
    """Content of cases, after the device's own pairings where it asks for them.

    A case that the device does not see is answered as one that is not there: with nothing.
    """
    seen = reading.seen_of(connection, office, device, [one.case for one in asked.cases])
    once = {one.case: CaseFrom(one.case, one.after) for one in asked.cases if one.case in seen}
    items, rest = reading.contents(connection, office, list(once.values()), asked.types, asked.whole, asked.room)
    paired = reading.office_items(connection, office, (), device) if "pairing" in asked.types else ()
    return Fetched((*paired, *items), rest)


def heads(connection: Connection, office: int, device: bytes, asked: Heads, _: object) -> HeadsAnswer:
    """Where an incarnation's chains end: all of one's own, of others those in cases that the device sees."""
    rows = heads_of(connection, office, asked.incarnation)
    wanted = {case for case, *_ in rows} & set(asked.cases or (case for case, *_ in rows))
    one = tables.incarnation.c
    owner = connection.execute(
        select(one.device).where(one.office == office, one.incarnation == asked.incarnation)
    ).scalar_one_or_none()
    if owner is None or bytes(owner) != device:
        wanted = reading.seen_of(connection, office, device, sorted(wanted))
    return HeadsAnswer(tuple(ChainHead(case, type_, seq, bytes(id_)) for case, type_, seq, id_ in rows if case in wanted))


def traces(connection: Connection, office: int, device: bytes, asked: Traces, _: object) -> TracesAnswer:
    """Where a device's chains end, for whoever is about to revoke it."""
    one, may = tables.incarnation.c, tables.access.c
    mine = select(one.incarnation).where(one.office == office, one.device == asked.device).order_by(one.incarnation)
    chains = [
        Cutoff(case, name, type_, seq, bytes(id_))
        for (name,) in connection.execute(mine).all()
        for case, type_, seq, id_ in heads_of(connection, office, name)
    ]
    cases = select(may.case_id).where(may.office == office, may.device == asked.device).order_by(may.case_id)
    return TracesAnswer(tuple(chains), tuple(case for (case,) in connection.execute(cases)))


def grants(connection: Connection, office: int, device: bytes, asked: Grants, _: object) -> GrantsAnswer:
    """The latest grant of every case of the office, by case."""
    c = item.c
    of_grants = and_(c.office == office, c.kind == "grant", c.data.is_not(None), c.case_id > asked.after)
    last = select(c.case_id, func.max(c.position).label("position")).where(of_grants).group_by(c.case_id).subquery()
    sizes = select(last.c.case_id, c.position, func.length(c.data)).join(last, c.position == last.c.position)
    left = min(asked.room, MOST_ROOM)
    positions: list[int] = []
    is_more = False
    for _case, position, size in connection.execute(sizes.where(c.office == office).order_by(last.c.case_id)):
        left -= size + reading.EACH_BYTES
        if positions and left < 0:
            is_more = True
            break
        positions.append(position)
    return GrantsAnswer(reading.at(connection, office, positions), is_more)
