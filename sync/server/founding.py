"""How an office begins in the store, and how a kit brings somebody back into it."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection, func, insert, select

from sync.proof.errors import ProofError
from sync.proof.names import fingerprint, recovery_name
from sync.proof.officekeys import OfficeKeys
from sync.proof.pairings import check_pairing
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

CHAINED: Final[tuple[Kind, ...]] = ("orgdoc", "roster", "officekey")


def found(turn: Turn, asked: Found, server: bytes, is_open: bool) -> Founded:
    """A new office, whole or not at all; the same again answers the same. server: this store's key.

    Raises Refused: `found.closed` where no more offices may come, `found.items`, and what is wrong with them.
    """
    turn.connection.execute(select(tables.store.c.one).with_for_update()).one()
    kinds = [one.kind for one in asked.items]
    if (*kinds[:2], *kinds[-1:]) != CHAINED or set(kinds[2:-1]) - {"pairing"}:
        raise Refused(400, "found.items")
    try:
        doc, link, key = (read_signed(one.data) for one in (*asked.items[:2], asked.items[-1]))
        org = doc.by[0] if doc.by else b""
        roster = Roster.begin(doc, link, org)
        for one in asked.items[2:-1]:
            check_pairing(read_signed(one.data), roster)
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
    for one in asked.items:
        if one.kind == "pairing":
            take(turn, office, founder, one)
        else:
            turn.keep(office, one.kind, one.data, ids[CHAINED.index(one.kind)], seq=1)
    turn.directory.note_devices(office)
    return Founded(org, office.position)


def _again(turn: Turn, office: Office, ids: list[bytes]) -> Founded:
    position = 0
    for kind, id_ in zip(CHAINED, ids, strict=True):
        kept = turn.lying(office, kind, "", 1)
        if kept is None or kept.hash != id_:
            raise Refused(403, "found.closed")
        position = kept.position
    return Founded(office.org, position)


def count(connection: Connection) -> int:
    """How many offices there are."""
    return connection.execute(select(func.count()).select_from(tables.office)).scalar_one()


def office_named(turn: Turn, org: bytes) -> Office:
    """The office of a name, locked. Raises Refused (`request.unknown_device`: who knows no office is nobody here)."""
    number = turn.connection.execute(select(tables.office.c.office).where(tables.office.c.org == org)).scalar_one_or_none()
    if number is None:
        raise Refused(401, "request.unknown_device")
    return turn.office(number, is_locking=True)


class Brought(NamedTuple):
    """What became of what a device with the kit brought. kit: its name."""

    office: int
    kit: bytes
    results: tuple[Result, ...]


def recover(turn: Turn, asked: Recover, server: bytes) -> Brought:
    """Take in what a device with the kit at hand brings: first of all its way back into the roster.

    Raises Refused (`request.unknown_device`) where the root did not say so."""
    office = office_named(turn, asked.org)
    device = fingerprint(asked.keys)
    try:
        check(office.roster.doc.root, asked.signature, covers_recover(asked.org, device, server))
    except ProofError as error:
        raise Refused(401, "request.unknown_device") from error
    results = tuple(take(turn, office, device, one) for one in asked.items)
    return Brought(office.number, recovery_name(office.roster.doc.recovery), results)


def recovered(connection: Connection, brought: Brought) -> Recovered:
    """Every document, link and office key, what was just handed in included, and every pairing with the kit."""
    return Recovered(brought.results, reading.office_items(connection, brought.office, reading.OFFICE_KINDS, brought.kit))
