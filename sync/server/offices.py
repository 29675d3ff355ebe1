"""An office as this process knows it: what is needed to judge the next thing handed in.

Only the writer's thread changes it. Other processes may write too: under the office's row lock the process first reads what they
have added. The roster is immutable and the map of devices is only added to, so a request's door may read both at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, select

from sync.proof.grants import CaseGrants
from sync.proof.names import digest
from sync.proof.officekeys import OfficeKeys
from sync.proof.roster import Roster
from sync.proof.signed import read_signed
from sync.server import tables
from sync.server.latest import Latest
from sync.server.tables import item
from sync.wire.codec import NO_HASH
from sync.wire.office import DeviceKeys

MOST_CASES: Final = 20_000
MOST_INCARNATIONS: Final = 1_000
MOST_MARKS: Final = 50_000
"""How much is remembered of an office between two transactions before it is read anew."""
MOST_AT_ONCE: Final = 500
"""Cases in one question to the database."""


class Head(NamedTuple):
    """Where a chain ends. seq: 0 for one that has not begun."""

    seq: int
    hash: bytes


NO_HEAD: Final = Head(0, NO_HASH)


class Incarnation:
    """Whose it is, how many envelopes it has handed in, and the head of each of its chains, by case and type."""

    def __init__(self, device: bytes, envelopes: int, heads: dict[tuple[str, str], Head]) -> None:
        self.device = device
        self.envelopes = envelopes
        self.heads = heads


class Office:
    """position: up to where the database has been read; mark: of everything up to there."""

    def __init__(self, number: int, org: bytes, roster: Roster, keys: OfficeKeys) -> None:
        self.number = number
        self.org = org
        self.roster = roster
        self.keys = keys
        self.slots: dict[bytes, int] = {}
        self.deleted: set[str] = set()
        self.position = 0
        self.mark = NO_HASH
        self.latest = Latest()
        self._marks = {0: NO_HASH}
        self._grants: dict[str, CaseGrants] = {}
        self._incarnations: dict[str, Incarnation | None] = {}

    def grants(self, connection: Connection, case: str) -> CaseGrants:
        """The chain of a case's grants; an empty one where there is none."""
        if case not in self._grants:
            self.learn_grants(connection, (case,))
        return self._grants[case]

    def learn_grants(self, connection: Connection, cases: Iterable[str]) -> None:
        """Read the grants of these cases together, where they are not known yet."""
        unknown = sorted({case for case in cases if case not in self._grants})
        for start in range(0, len(unknown), MOST_AT_ONCE):
            some = unknown[start : start + MOST_AT_ONCE]
            found = {case: CaseGrants.none(self.org, case) for case in some}
            for case, data in connection.execute(_GRANTS, {"office": self.number, "cases": some}):
                found[case] = found[case].with_grant(read_signed(bytes(data)), self.roster, is_kept=True)
            self._grants.update(found)

    def delete(self, case: str) -> None:
        """A case is deleted for good."""
        self.deleted.add(case)
        self.latest.rights_changed()
        self._grants.pop(case, None)

    def set_grants(self, grants: CaseGrants) -> None:
        """A case's chain has grown."""
        self._grants[grants.case] = grants

    def incarnation(self, connection: Connection, name: str) -> Incarnation | None:
        """What is known of an incarnation; None where nothing of it lies here."""
        if name not in self._incarnations:
            self._incarnations[name] = _read_incarnation(connection, self.number, name)
        return self._incarnations[name]

    def add_incarnation(self, name: str, device: bytes) -> Incarnation:
        """The first envelope of an incarnation has come."""
        found = self._incarnations[name] = Incarnation(device, 0, {})
        return found

    def grow(self, hash_: bytes, case: str, incarnation: str) -> None:
        """One more thing (its id) lies at the next position."""
        self.position += 1
        self.latest.note(self.position, case, incarnation)
        self.mark = next_mark(self.mark, hash_)
        self._marks[self.position] = self.mark

    def mark_at(self, connection: Connection, position: int) -> bytes | None:
        """The mark of a position; None where nothing lies there."""
        if position not in self._marks:
            found = select(item.c.mark).where(item.c.office == self.number, item.c.position == position)
            mark = connection.execute(found).scalar_one_or_none()
            if mark is None:
                return None
            self._marks[position] = bytes(mark)
        return self._marks[position]

    def tidy(self) -> None:
        """Let go of what can be read again, where it has become much. Only between two transactions."""
        self.latest.tidy(self.position)
        if len(self._marks) > MOST_MARKS:
            self._marks = {0: NO_HASH, self.position: self.mark}
        if len(self._grants) > MOST_CASES:
            self._grants.clear()
        if len(self._incarnations) > MOST_INCARNATIONS:
            self._incarnations.clear()

    def catch_up(self, connection: Connection, position: int) -> None:
        """Take in what has been added up to a position."""
        rows = connection.execute(_ADDED_SINCE, {"office": self.number, "after": self.position, "upto": position}).all()
        for at, kind, case, incarnation, type_, seq, hash_, mark, about in rows:
            if kind == "envelope":
                self._passed_by(incarnation, (case, type_), seq, hash_)
            elif kind == "grant":
                self._grants.pop(case, None)
                self.latest.rights_changed()
            elif kind == "tombstone":
                self.delete(case)
            elif kind == "notice":
                self.slots[bytes(about)] = seq
            elif kind in ("orgdoc", "roster", "officekey"):
                self._extend(connection, kind, at)
            self.latest.note(at, case, incarnation)
            self.mark = bytes(mark)
            if position - at < MOST_MARKS:
                self._marks[at] = self.mark
        self.position = position

    def _passed_by(self, name: str, chain: tuple[str, str], seq: int, hash_: bytes) -> None:
        known = self._incarnations.get(name)
        if known is None:
            self._incarnations.pop(name, None)
        else:
            known.envelopes += seq - known.heads.get(chain, NO_HEAD).seq
            known.heads[chain] = Head(seq, bytes(hash_))

    def _extend(self, connection: Connection, kind: str, position: int) -> None:
        signed = read_signed(_data_at(connection, self.number, position))
        if kind == "orgdoc":
            self.roster = self.roster.with_doc(signed)
        elif kind == "roster":
            self.roster = self.roster.with_link(signed)
        else:
            self.keys = self.keys.with_key(signed, self.roster, is_kept=True)


_COLUMNS: Final = (
    item.c.position,
    item.c.kind,
    *(item.c[one] for one in ("case_id", "incarnation", "type", "seq", "hash", "mark")),
)
_AFTER: Final = and_(item.c.position > bindparam("after"), item.c.position <= bindparam("upto"))
_ADDED_SINCE: Final = (
    select(*_COLUMNS, item.c.about).where(item.c.office == bindparam("office"), _AFTER).order_by(item.c.position)
)
_GRANTS: Final = (
    select(item.c.case_id, item.c.data)
    .where(item.c.office == bindparam("office"), item.c.case_id.in_(bindparam("cases", expanding=True)))
    .where(item.c.kind == "grant", item.c.data.is_not(None))
    .order_by(item.c.position)
)


class Directory:
    """Every office that the process has met, and every device's office and keys."""

    def __init__(self) -> None:
        self.offices: dict[int, Office] = {}
        self.devices: dict[bytes, tuple[int, DeviceKeys]] = {}

    def forget(self, offices: Iterable[int]) -> None:
        """What may not be as it was remembered is read again."""
        for number in set(offices):
            self.offices.pop(number, None)

    def tidy(self) -> None:
        """Between two transactions: let go of what has become much."""
        for office in self.offices.values():
            office.tidy()

    def office(self, connection: Connection, number: int, position: int) -> Office:
        """An office as it stands at its newest position."""
        office = self.offices.get(number)
        if office is None or office.position > position:
            office = self.offices[number] = _begin(connection, number)
        if office.position < position:
            office.catch_up(connection, position)
        self.note_devices(office)
        return office

    def note_devices(self, office: Office) -> None:
        """Devices that an office has let in since."""
        members = office.roster.members
        if len(members) > sum(1 for one in members if one in self.devices):
            self.devices.update({one: (office.number, member.keys) for one, member in members.items()})


def next_mark(mark: bytes, hash_: bytes) -> bytes:
    """The mark after another, of a thing with this id."""
    return digest(b"rygsaek line 1", mark, hash_)


def _begin(connection: Connection, number: int) -> Office:
    """An office as it was founded: from its first document and link."""
    org = bytes(connection.execute(select(tables.office.c.org).where(tables.office.c.office == number)).scalar_one())
    first = [read_signed(_data_at(connection, number, position)) for position in (1, 2)]
    office = Office(number, org, Roster.begin(first[0], first[1], org), OfficeKeys.none(org))
    office.position = 2
    office.mark = office.mark_at(connection, 2) or NO_HASH
    office.latest.note(2, "", "")
    return office


def _data_at(connection: Connection, office: int, position: int) -> bytes:
    found = select(item.c.data).where(item.c.office == office, item.c.position == position)
    return bytes(connection.execute(found).scalar_one())


def _read_incarnation(connection: Connection, office: int, name: str) -> Incarnation | None:
    row = connection.execute(_ABOUT, {"office": office, "incarnation": name}).one_or_none()
    if row is None:
        return None
    heads = {(case, type_): Head(seq, bytes(hash_)) for case, type_, seq, hash_ in heads_of(connection, office, name)}
    return Incarnation(bytes(row.device), row.envelopes, heads)


def heads_of(connection: Connection, office: int, incarnation: str) -> Sequence[Row[tuple[str, str, int, bytes]]]:
    """Case, type, seq and id of the last envelope of each chain of an incarnation."""
    return connection.execute(_HEADS, {"office": office, "incarnation": incarnation}).all()


def _heads() -> Select[tuple[str, str, int, bytes]]:
    c = item.c
    chain = and_(c.office == bindparam("office"), c.incarnation == bindparam("incarnation"), c.incarnation != "")
    last = select(c.case_id, c.type, func.max(c.seq).label("seq")).where(chain).group_by(c.case_id, c.type).subquery()
    same = and_(c.case_id == last.c.case_id, c.type == last.c.type, c.seq == last.c.seq)
    return select(c.case_id, c.type, c.seq, c.hash).join(last, same).where(chain)


_ABOUT: Final = select(tables.incarnation.c.device, tables.incarnation.c.envelopes).where(
    tables.incarnation.c.office == bindparam("office"), tables.incarnation.c.incarnation == bindparam("incarnation")
)
_HEADS: Final = _heads()
