"""How an office begins in the store, and how a kit brings somebody back into it."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from sync.proof.errors import ProofError
from sync.proof.names import fingerprint
from sync.proof.officekeys import OfficeKeys
from sync.proof.roster import Roster
from sync.proof.signatures import check, covers_recover
from sync.proof.signed import body_of, id_of, read_signed
from sync.server import reading, tables
from sync.server.errors import Refused, not_allowed
from sync.server.offices import Office
from sync.server.taking import take
from sync.server.turn import Turn
from sync.wire.codec import WireError
from sync.wire.office import RosterEvent
from sync.wire.requests import Found, Founded, Kind, Recover, Recovered, Result

FIRST: tuple[Kind, ...] = ("orgdoc", "roster", "officekey")


def found(turn: Turn, asked: Found, server: bytes, is_open: bool) -> Founded:
    """A new office, whole or not at all; the same again answers the same. server: this store's key.

    Raises Refused: `found.closed` where no more offices may come, `found.items`, and what is wrong with them.
    """
    turn.connection.execute(select(tables.store.c.one).with_for_update()).one()
    if tuple(one.kind for one in asked.items) != FIRST:
        raise Refused(400, "found.items")
    try:
        doc, link, key = (read_signed(one.data) for one in asked.items)
        org = doc.by[0] if doc.by else b""
        roster = Roster.begin(doc, link, org)
        keys = OfficeKeys.none(org).with_key(key, roster, is_new=True)
        founder = body_of(link, "roster", RosterEvent).device
    except (ProofError, WireError) as error:
        raise Refused(400, error.code) from error
    if roster.doc.server != server:
        raise Refused(400, "found.other_store")
    if founder != fingerprint(asked.keys):
        raise not_allowed()
    ids = [id_of(doc), id_of(link), id_of(key)]
    there = turn.connection.execute(select(tables.office.c.office).where(tables.office.c.org == org)).scalar_one_or_none()
    if there is not None:
        return _again(turn, turn.office(there), ids)
    if not is_open and count(turn.connection):
        raise Refused(403, "found.closed")
    number = count(turn.connection) + 1
    row = {"office": number, "org": org, "position": 0, "founded_ms": turn.now_ms}
    turn.connection.execute(insert(tables.office), row)
    office = Office(number, org, roster, keys)
    if not turn.adopt(office, founder):
        raise Refused(403, "roster.device_elsewhere")
    turn.directory.offices[number] = office
    for n, (one, id_) in enumerate(zip(asked.items, ids, strict=True)):
        turn.keep(office, FIRST[n], one.data, id_, seq=1)
    turn.directory.note_devices(office)
    return Founded(org, office.position)


def _again(turn: Turn, office: Office, ids: list[bytes]) -> Founded:
    for kind, id_ in zip(FIRST, ids, strict=True):
        kept = turn.lying(office, kind, "", 1)
        if kept is None or kept.hash != id_:
            raise Refused(403, "found.closed")
    return Founded(office.org, len(FIRST))


def count(connection: Connection) -> int:
    """How many offices there are."""
    return connection.execute(select(func.count()).select_from(tables.office)).scalar_one()


def office_named(turn: Turn, org: bytes) -> Office:
    """The office of a name, locked. Raises Refused (`request.unknown_device`: who knows no office is nobody here)."""
    number = turn.connection.execute(select(tables.office.c.office).where(tables.office.c.org == org)).scalar_one_or_none()
    if number is None:
        raise Refused(401, "request.unknown_device")
    return turn.office(number, is_locking=True)


def recover(turn: Turn, asked: Recover, server: bytes) -> tuple[int, tuple[Result, ...]]:
    """Take in what a device with the kit at hand brings: first of all its way back into the roster.

    Returns the office and what became of each item. Raises Refused (`request.unknown_device`) where the root did not say so.
    """
    office = office_named(turn, asked.org)
    device = fingerprint(asked.keys)
    try:
        check(office.roster.doc.root, asked.signature, covers_recover(asked.org, device, server))
    except ProofError as error:
        raise Refused(401, "request.unknown_device") from error
    return office.number, tuple(take(turn, office, device, one) for one in asked.items)


def recovered(connection: Connection, taken: tuple[int, tuple[Result, ...]]) -> Recovered:
    """Every document, link and office key, what was just handed in included."""
    office, results = taken
    return Recovered(results, reading.office_items(connection, office, reading.OFFICE_KINDS))
