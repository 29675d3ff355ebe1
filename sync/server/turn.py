"""One transaction's worth: what the works of one batch read and add. Rows are gathered and written at its end, in one go."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sync.proof.grants import CaseGrants
from sync.server import tables
from sync.server.errors import Fault
from sync.server.offices import Directory, Office
from sync.server.rows import add_items, count_envelopes
from sync.server.tables import item
from sync.wire.requests import Kind


class Kept(NamedTuple):
    """A thing that lies in the store: where, and its id."""

    position: int
    hash: bytes


class Turn:
    """now_ms: the time of the transaction; lets_go: something of it takes out what was sealed, for good."""

    def __init__(self, connection: Connection, directory: Directory, now_ms: int) -> None:
        self.connection = connection
        self.directory = directory
        self.now_ms = now_ms
        self.lets_go = False
        self._rows: list[tuple[Any, ...]] = []
        self._grown: dict[tuple[int, str], Office] = {}
        self._locked: set[int] = set()
        self._seen: set[int] = set()

    def office(self, number: int, is_locking: bool = False) -> Office:
        """An office as it stands; locked until the end of the transaction where something is to be added."""
        known = self.directory.offices.get(number)
        if known is not None and (number in self._locked or (number in self._seen and not is_locking)):
            return known
        if is_locking:
            self._locked.add(number)
        self._seen.add(number)
        at = self.connection.execute(_LOCKED if is_locking else _SEEN, {"number": number}).scalar_one()
        return self.directory.office(self.connection, number, at)

    def look_for(self, device: bytes) -> None:
        """Meet the office of a device that the process does not know yet, where there is one."""
        one = tables.device.c
        number = self.connection.execute(select(one.office).where(one.device == device)).scalar_one_or_none()
        if number is not None:
            self.office(number)

    def lying(self, office: Office, kind: Kind, case: str, seq: int, incarnation: str = "", type_: str = "") -> Kept | None:
        """What lies at a place of a chain."""
        self.flush()
        c = item.c
        found = select(c.position, c.hash).where(
            c.office == office.number,
            c.case_id == case,
            c.kind == kind,
            c.seq == seq,
            c.type == type_,
            c.incarnation == incarnation,
        )
        row = self.connection.execute(found.limit(1)).one_or_none()
        return None if row is None else Kept(row.position, bytes(row.hash))

    def lying_about(self, office: Office, kind: Kind, about: bytes, hash_: bytes) -> Kept | None:
        """The same thing about a device or a slot, where it was handed in before."""
        self.flush()
        c = item.c
        found = select(c.position, c.hash).where(
            c.office == office.number, c.case_id == "", c.kind == kind, c.about == about, c.hash == hash_
        )
        row = self.connection.execute(found.limit(1)).one_or_none()
        return None if row is None else Kept(row.position, bytes(row.hash))

    def lying_in(self, office: Office, kind: Kind, case: str, hash_: bytes) -> Kept | None:
        """The same thing in a case, where it was handed in before."""
        self.flush()
        c = item.c
        found = select(c.position, c.hash).where(c.office == office.number, c.case_id == case, c.kind == kind, c.hash == hash_)
        row = self.connection.execute(found.limit(1)).one_or_none()
        return None if row is None else Kept(row.position, bytes(row.hash))

    def keep(
        self,
        office: Office,
        kind: Kind,
        data: bytes | None,
        hash_: bytes,
        *,
        case: str = "",
        incarnation: str = "",
        type_: str = "",
        seq: int = 0,
        covers: int = 0,
        about: bytes | None = None,
    ) -> int:
        """Give a thing the office's next position, which is returned. data: None where it is not kept.

        The office must be locked.
        """
        office.grow(hash_, case, incarnation)
        chain = (office.number, office.position, kind, case, incarnation, type_, seq, covers)
        self._rows.append((*chain, hash_, office.mark, about, self.now_ms, data))
        if incarnation:
            self._grown[(office.number, incarnation)] = office
        return office.position

    def adopt(self, office: Office, device: bytes) -> bool:
        """Note that a device belongs to an office; False where it belongs to another."""
        one = tables.device
        self.connection.execute(_ADOPTED[self.connection.dialect.name], {"device": device, "office": office.number})
        return bool(self.connection.execute(select(one.c.office).where(one.c.device == device)).scalar_one() == office.number)

    def let_in(self, office: Office, grants: CaseGrants, position: int) -> None:
        """Who sees a case from now on, by the grant that came to lie at a position."""
        had = self._let_out(office, grants.case) if grants.n > 1 else {}
        rows = [
            {
                "office": office.number,
                "device": device,
                "case_id": grants.case,
                "is_writer": device in grants.writers,
                "since": had.get(device, position),
            }
            for device in sorted({*grants.writers, *grants.readers})
        ]
        if rows:
            self.connection.execute(_LET_IN, rows)
        office.latest.rights_changed({*had, *grants.writers, *grants.readers})

    def _let_out(self, office: Office, case: str) -> dict[bytes, int]:
        """Who saw a case, since when; nobody does any more."""
        one = tables.access
        of_case = (one.c.office == office.number, one.c.case_id == case)
        had = self.connection.execute(select(one.c.device, one.c.since).where(*of_case)).all()
        self.connection.execute(delete(one).where(*of_case))
        return {bytes(device): since for device, since in had}

    def empty_older(self, office: Office, slot: bytes) -> None:
        """A notice is about to replace what its slot held."""
        self.flush()
        older = (item.c.office == office.number, item.c.case_id == "", item.c.kind == "notice", item.c.about == slot)
        self.connection.execute(update(item).where(*older).values(data=None))

    def flush(self) -> None:
        """Write what has been gathered."""
        if not self._rows:
            return
        add_items(self.connection, self._rows)
        for number, position in {row[0]: row[1] for row in self._rows}.items():
            self.connection.execute(_GROWN, {"number": number, "at": position})
        if self._grown:
            count_envelopes(self.connection, [self._count(*key) for key in self._grown])
        self._rows = []
        self._grown = {}

    def _count(self, number: int, name: str) -> tuple[int, str, bytes, int]:
        known = self._grown[(number, name)].incarnation(self.connection, name)
        if known is None:
            raise Fault("an incarnation has grown that is not known")
        return number, name, known.device, known.envelopes


_SEEN = select(tables.office.c.position).where(tables.office.c.office == bindparam("number"))
_LOCKED = _SEEN.with_for_update()
_GROWN = update(tables.office).where(tables.office.c.office == bindparam("number")).values(position=bindparam("at"))
_LET_IN = insert(tables.access)
_ADOPTED = {
    "sqlite": sqlite.insert(tables.device).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(tables.device).on_conflict_do_nothing(),
}
