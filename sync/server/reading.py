"""What a device gets to see: the office's own things, and what others have sealed in cases whose latest grant names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, and_, func, or_, select, text

from sync.server import tables
from sync.server.tables import item
from sync.wire.codec import MIB
from sync.wire.requests import ANSWER_CAP, CaseFrom, Delivered, Kind

MOST_ROWS: Final = 5_000
"""How many are looked at for one answer; `is_more` tells of the rest."""
MOST_ROOM: Final = ANSWER_CAP - 2 * MIB
CASES_EACH, POSITIONS_EACH = 500, 1_000
"""How many are named in one query."""
EACH_BYTES: Final = 24
"""What an item takes in an answer beside its data, at most."""
OFFICE_KINDS: Final[tuple[Kind, ...]] = ("orgdoc", "roster", "officekey")


class Page(NamedTuple):
    """items: in order of their positions; cursor: up to where nothing was left out; is_more: whether something was."""

    items: tuple[Delivered, ...]
    cursor: int
    is_more: bool


_OWN = """
    SELECT position, length(data) AS size FROM item
    WHERE office = :office AND case_id = '' AND position > :after AND position <= :head AND data IS NOT NULL
    AND (kind NOT IN ('wipe', 'lease', 'pairing') OR about = :device OR (kind = 'pairing' AND about = :kit))
"""
_LATE = """EXISTS (
    SELECT 1 FROM item AS before
    WHERE before.office = access.office AND before.case_id = access.case_id AND before.position < access.since
)"""
"""Something lay in the case before the device was let in: it fetches all of it, several cases at once."""
_NEW_ONES = f"""
    item.incarnation <> :own AND item.data IS NOT NULL
    AND (access.since <= :after OR item.kind IN ('tombstone', 'receipt') OR NOT {_LATE})
"""
_OF_CASES = {
    "sqlite": f"""
        SELECT item.position, length(item.data) AS size FROM access CROSS JOIN item
        WHERE access.office = :office AND access.device = :device AND item.office = access.office
        AND item.case_id = access.case_id AND item.position > :after AND item.position <= :head AND {_NEW_ONES}
    """,  # noqa: S608 - our own names
    "postgresql": f"""
        SELECT found.position, found.size FROM access CROSS JOIN LATERAL (
            SELECT item.position, length(item.data) AS size FROM item
            WHERE item.office = access.office AND item.case_id = access.case_id
            AND (item.case_id, item.position) > (access.case_id, :after)
            AND (item.case_id, item.position) <= (access.case_id, :head) AND {_NEW_ONES}
            ORDER BY item.position LIMIT {MOST_ROWS + 1}
        ) AS found WHERE access.office = :office AND access.device = :device
    """,  # noqa: S608 - our own names
}
"""Case by case through the index, so that what others write in cases of theirs costs nothing. Left to themselves both would go
through everything that is new: SQLite for the sake of the ORDER BY, but it keeps the order of a CROSS JOIN; PostgreSQL where it
has not counted the table yet, but it does not look behind a LIMIT, and finds pairs through no other index."""
_NEWS: Final = {
    kind: text(f"SELECT position, size FROM ({_OWN} UNION ALL {ones}) AS new ORDER BY position LIMIT {MOST_ROWS + 1}")  # noqa: S608
    for kind, ones in _OF_CASES.items()
}
_OWN_OF_REVOKED = f"{_OWN} AND kind IN ('orgdoc', 'roster', 'wipe', 'lease')"
_NEWS_FOR_REVOKED: Final = text(f"{_OWN_OF_REVOKED} ORDER BY position LIMIT {MOST_ROWS + 1}")
_BEGUN: Final = text(
    "SELECT case_id FROM access WHERE office = :office AND device = :device AND since > :after AND since <= :upto"  # noqa: S608
    f" AND {_LATE} ORDER BY since, case_id"
)


def news(connection: Connection, office: int, names: tuple[bytes, bytes], own: str, after: int, head: int, room: int) -> Page:
    """What is new for a device in (after, head]. names: its own and the kit's, whose pairings everyone keeps.

    own: its incarnation, which it is not sent; room: bytes of items.
    """
    device, kit = names
    asked = {"office": office, "device": device, "kit": kit, "own": own, "after": after, "head": head}
    return _page(connection, office, connection.execute(_NEWS[connection.dialect.name], asked), after, head, room)


def news_for_revoked(connection: Connection, office: int, device: bytes, after: int, head: int, room: int) -> Page:
    """What a revoked device still gets: who leads, who is revoked, and what a lead tells it."""
    asked = {"office": office, "device": device, "kit": device, "after": after, "head": head}
    return _page(connection, office, connection.execute(_NEWS_FOR_REVOKED, asked), after, head, room)


def begun(connection: Connection, office: int, device: bytes, after: int, upto: int) -> tuple[str, ...]:
    """Cases that a device was let into by a grant in (after, upto], when something lay there already."""
    asked = {"office": office, "device": device, "after": after, "upto": upto}
    return tuple(connection.execute(_BEGUN, asked).scalars())


def mark_at(connection: Connection, office: int, position: int) -> bytes:
    """The mark of a position where something lies."""
    found = select(item.c.mark).where(item.c.office == office, item.c.position == position)
    return bytes(connection.execute(found).scalar_one())


def sees(connection: Connection, office: int, device: bytes, case: str, *, is_writing: bool = False) -> bool:
    """Whether a device sees a case, or may write in it."""
    one = tables.access.c
    found = select(one.is_writer).where(one.office == office, one.device == device, one.case_id == case)
    row = connection.execute(found).one_or_none()
    return row is not None and (bool(row.is_writer) or not is_writing)


def office_items(connection: Connection, office: int, kinds: Sequence[Kind], *receivers: bytes) -> tuple[Delivered, ...]:
    """All of the office's own things of these kinds, and the pairings that are for these receivers."""
    c = item.c
    wanted = or_(c.kind.in_(kinds), and_(c.kind == "pairing", c.about.in_(receivers)))
    found = select(c.position, c.kind, c.data).where(c.office == office, c.case_id == "", wanted, c.data.is_not(None))
    rows = connection.execute(found.order_by(c.position))
    return tuple(Delivered(row.position, row.kind, bytes(row.data)) for row in rows)


def contents(
    connection: Connection, office: int, cases: Sequence[CaseFrom], types: Sequence[str], is_whole: bool, room: int
) -> tuple[tuple[Delivered, ...], tuple[CaseFrom, ...]]:
    """Content of cases that the asker sees, case by case in the order asked for; and what did not find room.

    types: which of these: all grants and redactions; of summaries and checkpoints the newest; of changes all that the newest
    checkpoint does not cover, or all with is_whole; all of access.
    """
    rows: dict[str, list[Row[Any]]] = {}
    names = [one.case for one in cases]
    c = item.c
    for start in range(0, len(names), CASES_EACH):
        some = names[start : start + CASES_EACH]
        found = select(c.position, c.case_id, c.kind, c.type, c.covers, func.length(c.data).label("size"))
        found = found.where(c.office == office, c.case_id.in_(some), c.data.is_not(None)).order_by(c.position)
        for row in connection.execute(found):
            rows.setdefault(row.case_id, []).append(row)
    left = min(room, MOST_ROOM)
    order: list[int] = []
    rest: list[CaseFrom] = []
    for one in cases:
        sent = one.after
        for row in _wanted(rows.get(one.case, []), types, is_whole):
            if row.position <= one.after:
                continue
            left -= row.size + EACH_BYTES
            if order and (left < 0 or len(order) == MOST_ROWS):
                rest.append(CaseFrom(one.case, sent))
                break
            order.append(row.position)
            sent = row.position
    return at(connection, office, order), tuple(rest)


def _wanted(rows: Sequence[Row[Any]], types: Sequence[str], is_whole: bool) -> list[Row[Any]]:
    newest = {row.type: row for row in rows if row.type in types}
    covered = 0 if is_whole or "checkpoint" not in newest else newest["checkpoint"].covers
    return [
        row
        for row in rows
        if (row.kind in ("grant", "redaction") and row.kind in types)
        or (row.type in types and (row.type == "access" or (row.type == "changes" and row.position > covered)))
        or (row.type in ("summary", "checkpoint") and newest.get(row.type) is row)
    ]


def at(connection: Connection, office: int, positions: Sequence[int]) -> tuple[Delivered, ...]:
    """What lies at these positions, in this order."""
    c = item.c
    found: dict[int, Delivered] = {}
    for start in range(0, len(positions), POSITIONS_EACH):
        some = positions[start : start + POSITIONS_EACH]
        for row in connection.execute(select(c.position, c.kind, c.data).where(c.office == office, c.position.in_(some))):
            found[row.position] = Delivered(row.position, row.kind, bytes(row.data))
    return tuple(found[position] for position in positions)


def _page(connection: Connection, office: int, sizes: Iterable[Row[Any]], after: int, head: int, room: int) -> Page:
    """The first that find room, one at least. sizes: positions in order, and sizes in bytes."""
    left = min(room, MOST_ROOM)
    positions: list[int] = []
    is_more = False
    for position, size in sizes:
        left -= size + EACH_BYTES
        if positions and (left < 0 or len(positions) == MOST_ROWS):
            is_more = True
            break
        positions.append(position)
    if not positions:
        return Page((), max(after, head), is_more=False)
    return Page(at(connection, office, positions), positions[-1] if is_more else head, is_more)


def seen_of(connection: Connection, office: int, device: bytes, cases: Sequence[str]) -> set[str]:
    """Those of the cases that a device sees."""
    one = tables.access.c
    found: set[str] = set()
    for start in range(0, len(cases), CASES_EACH):
        some = cases[start : start + CASES_EACH]
        rows = select(one.case_id).where(one.office == office, one.device == device, one.case_id.in_(some))
        found.update(case for (case,) in connection.execute(rows))
    return found
