"""Looks through everything that lies in the store: is it what was signed, in the order in which it came, and all of it?

What a laptop would refuse is found here first. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select, text

from sync.proof.envelopes import is_signed_by
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.notices import check_notice
from sync.proof.officekeys import OfficeKeys
from sync.proof.orders import check_receipt, check_redaction, check_tombstone, check_wipe
from sync.proof.pairings import check_pairing
from sync.proof.roster import Roster
from sync.proof.signed import id_of, read_signed
from sync.server import tables
from sync.server.check_beside import wrong_beside
from sync.server.offices import next_mark
from sync.server.tables import item
from sync.server.taking import notice_hash
from sync.wire.codec import NO_HASH, WireError

EACH = 500
"""Rows that are read at a time."""
WRONG = "signature.wrong"


class Problem(NamedTuple):
    """Something that is not as it should be. position: 0 where it is at none; code: stable.

    device: of an envelope that is whole and wrongly signed, whose it says it is; b"" otherwise. It may have come so: its own
    device's word alone brings one in (`ahead`).
    """

    office: int
    position: int
    code: str
    device: bytes = b""


class Tally(NamedTuple):
    """What was looked through."""

    offices: int
    items: int
    size_bytes: int


def tally(connection: Connection) -> Tally:
    """How much there is."""
    offices = connection.execute(select(func.count()).select_from(tables.office)).scalar_one()
    count, size = connection.execute(select(func.count(), func.coalesce(func.sum(func.length(item.c.data)), 0))).one()
    return Tally(offices, count, int(size))


def problems(connection: Connection) -> Iterator[Problem]:
    """Everything that is wrong, office by office."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        if found != ["ok"]:
            yield Problem(0, 0, "database.damaged")
    for row in connection.execute(select(tables.office).order_by(tables.office.c.office)).all():
        yield from Look(connection, row.office, bytes(row.org)).problems(row.position)
    for office, code in wrong_beside(connection):
        yield Problem(office, 0, code)


class Look:
    """One look through one office."""

    def __init__(self, connection: Connection, office: int, org: bytes) -> None:
        self._connection = connection
        self._office = office
        self._org = org
        self._roster: Roster | None = None
        self._first: Any = None
        self._keys = OfficeKeys.none(org)
        self._cases: dict[str, CaseGrants] = {}
        self._chains: dict[tuple[str, str, str], tuple[int, bytes]] = {}
        self._owners: dict[str, tuple[bytes, int]] = {}
        redacted = select(item.c.case_id).where(item.c.office == office, item.c.kind == "redaction")
        self._redacted = set(connection.execute(redacted).scalars())
        stones = select(item.c.case_id, item.c.data).where(item.c.office == office, item.c.kind == "tombstone")
        self._deleted = {case: read_signed(bytes(data)) for case, data in connection.execute(stones)}

    def problems(self, last: int) -> Iterator[Problem]:
        """last: the position that the office says it is at."""
        position, mark = 0, NO_HASH
        for row in self._rows():
            position += 1
            if row.position != position:
                yield Problem(self._office, position, "item.missing")
                position = row.position
            mark = next_mark(mark, bytes(row.hash))
            if mark != bytes(row.mark):
                yield Problem(self._office, position, "item.mark")
                mark = bytes(row.mark)
            code = self._wrong(row)
            if code:
                is_whole = row.kind == "envelope" and code == WRONG
                yield Problem(self._office, position, code, read_envelope(bytes(row.data)).header.device if is_whole else b"")
        if position != last:
            yield Problem(self._office, position, "office.position")
        yield from self._beside()

    def _rows(self) -> Iterator[Row[Any]]:
        after = 0
        while True:
            some = (
                select(item).where(item.c.office == self._office, item.c.position > after).order_by(item.c.position).limit(EACH)
            )
            rows = self._connection.execute(some).all()
            yield from rows
            if len(rows) < EACH:
                return
            after = rows[-1].position

    def _wrong(self, row: Row[Any]) -> str:
        """What is wrong with a row, "" for nothing."""
        if row.data is None:
            return self._empty(row)
        try:
            if self._read(row, bytes(row.data)) != bytes(row.hash):
                return "item.hash"
        except (ProofError, WireError) as error:
            return error.code
        return ""

    def _empty(self, row: Row[Any]) -> str:
        """What is wrong with a row that holds nothing: only a newer notice, or a redaction in the case, empties one."""
        if row.kind == "notice":
            return ""
        if row.case_id in self._deleted and row.kind != "envelope":
            return ""
        if row.kind != "envelope" or row.case_id not in self._redacted | self._deleted.keys():
            return "item.empty"
        chain = (row.incarnation, row.case_id, row.type)
        last = self._chains.get(chain, (0, NO_HASH))[0]
        self._chains[chain] = (row.seq, bytes(row.hash))
        owner, count = self._owners.get(row.incarnation, (self._owner(row.incarnation), 0))
        self._owners[row.incarnation] = (owner, count + row.seq - last)
        return "" if row.seq > last else "envelope.gap"

    def _owner(self, incarnation: str) -> bytes:
        one = tables.incarnation.c
        found = select(one.device).where(one.office == self._office, one.incarnation == incarnation)
        return bytes(self._connection.execute(found).scalar_one())

    def _read(self, row: Row[Any], data: bytes) -> bytes:
        """Follow a row's chain; returns the id of what lies there. Raises ProofError, WireError."""
        if row.kind == "envelope":
            return self._envelope(row, data)
        if row.kind == "notice":
            notice = check_notice(data, self._known(), self._keys)
            return notice_hash(notice)
        signed = read_signed(data)
        if row.kind == "orgdoc" and row.position == 1:
            self._first = signed
        elif row.kind == "roster" and self._roster is None:
            self._roster = Roster.begin(self._first, signed, self._org)
        elif row.kind == "orgdoc":
            self._roster = self._known().with_doc(signed)
        elif row.kind == "roster":
            self._roster = self._known().with_link(signed)
        elif row.kind == "officekey":
            self._keys = self._keys.with_key(signed, self._known())
        elif row.kind == "grant":
            before = self._cases.get(row.case_id, CaseGrants.none(self._org, row.case_id))
            self._cases[row.case_id] = before.with_grant(signed, self._known())
        elif row.kind == "pairing":
            if check_pairing(signed, self._known()).receiver != bytes(row.about or b""):
                raise ProofError("pairing.misplaced")
        elif row.kind == "wipe":
            check_wipe(signed, self._known())
        elif row.kind == "tombstone":
            check_tombstone(signed, self._known())
        elif row.kind == "receipt":
            check_receipt(signed, self._known(), self._deleted[row.case_id])
        elif row.kind == "redaction":
            check_redaction(signed, self._known(), self._cases.get(row.case_id, CaseGrants.none(self._org, row.case_id)))
        return id_of(signed)

    def _known(self) -> Roster:
        if self._roster is None:
            raise ProofError("roster.missing")
        return self._roster

    def _envelope(self, row: Row[Any], data: bytes) -> bytes:
        found = read_envelope(data)
        _, header, id_ = found
        columns = (row.case_id, row.incarnation, row.type, row.seq, row.covers)
        if columns != (header.case, header.incarnation, header.type, header.seq, header.covers):
            raise ProofError("envelope.misplaced")
        grants, signer = self._cases.get(header.case), self._known().members.get(header.device)
        if grants is None or signer is None or not grants.was_writer(header.device, header.epoch):
            raise ProofError("envelope.not_writer")
        if grants.commitment(header.epoch) != header.commitment:
            raise ProofError("envelope.commitment")
        chain = (header.incarnation, header.case, header.type)
        last, last_id = self._chains.get(chain, (0, NO_HASH))
        self._chains[chain] = (header.seq, id_)
        owner, count = self._owners.get(header.incarnation, (header.device, 0))
        self._owners[header.incarnation] = (owner, count + 1)
        if (header.seq, header.previous) != (last + 1, last_id):
            raise ProofError("envelope.gap")
        if owner != header.device:
            raise ProofError("envelope.incarnation")
        if id_ == bytes(row.hash) and not is_signed_by(found, signer.keys.sign):
            raise ProofError(WRONG)
        return id_

    def _beside(self) -> Iterator[Problem]:
        """What the store remembers beside the items, compared with what follows from them."""
        one, may = tables.incarnation.c, tables.access.c
        counted = self._connection.execute(select(one.incarnation, one.device, one.envelopes).where(one.office == self._office))
        if {name: (bytes(device), count) for name, device, count in counted} != self._owners:
            yield Problem(self._office, 0, "incarnation.differs")
        named = select(may.device, may.case_id, may.is_writer).where(may.office == self._office)
        seen = {
            (bytes(device), case, is_writer)
            for device, case, is_writer in self._connection.execute(named)
            if case not in self._deleted  # whoever had it is still told
        }
        wanted = {
            (device, case, device in grants.writers)
            for case, grants in self._cases.items()
            if case not in self._deleted
            for device in (*grants.writers, *grants.readers)
        }
        if seen != wanted:
            yield Problem(self._office, 0, "access.differs")
        members = select(tables.device.c.device).where(tables.device.c.office == self._office)
        known = set() if self._roster is None else set(self._roster.members)
        if {bytes(device) for (device,) in self._connection.execute(members)} != known:
            yield Problem(self._office, 0, "device.differs")
