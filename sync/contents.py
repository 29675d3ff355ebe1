"""What was inside an envelope that was checked and opened: held against what stands outside, and taken in.

Each returns how far the chain then carries. Each raises AsideError where something is not as it should be, with nothing written.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from rygsaek.casework import accesslog
from rygsaek.casework.accesslog import Told
from rygsaek.history.entries import Entry
from rygsaek.history.entries import unpack as unpack_entry
from rygsaek.history.journal import Journal
from rygsaek.history.redacting import marks_of
from rygsaek.vault.transaction import Transaction
from sync import matter, missing, saves, tables
from sync.aside import OWN_AHEAD, OWN_FORKED, AsideError
from sync.chains import Chain
from sync.columns import unpack
from sync.membership import Membership
from sync.proof.errors import ProofError
from sync.proof.roster import Roster
from sync.sealing.bodies import AccessBody, ChangesBody, read_body
from sync.wire.envelopes import Header


class Into(NamedTuple):
    """Where it is taken in. now_ms: this laptop's clock."""

    journal: Journal
    tx: Transaction
    known: Membership
    now_ms: int


def take_changes(into: Into, header: Header, chain: Chain, data: bytes) -> int:
    """Saves, which continue the log's own chain."""
    body = read_body(data, ChangesBody)
    if (body.case, body.incarnation, body.first) != (header.case, header.incarnation, chain.last + 1):
        raise AsideError("body.other")
    entries = entries_in(into.tx, body)
    check_roster(into.known.roster, body)
    refuse_fork(into.tx, entries)
    merged = into.journal.merge(body.case, entries, tx=into.tx)
    matter.note_lacking(into.tx, body.case, merged.changes)
    missing.note(into.tx, body.case, body.heads, header.device, into.now_ms)
    if body.roster_n > into.known.roster.n:  # nothing is granted until the store has shown it
        tables.note_number(into.tx, tables.ROSTER_OWED, max(body.roster_n, tables.number(into.tx, tables.ROSTER_OWED)))
    return body.last


def take_access(tx: Transaction, header: Header, chain: Chain, data: bytes) -> int:
    """Looks at the case."""
    body = read_body(data, AccessBody)
    try:
        told = msgspec.msgpack.decode(body.entries, type=list[Told])
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise AsideError("body.unreadable") from error
    numbers = [one.n for one in told]
    if body.case != header.case or not numbers or (numbers[0], numbers[-1]) != (body.first, body.last):
        raise AsideError("body.other")
    if numbers != sorted(set(numbers)) or body.first <= chain.last:
        raise AsideError("body.other")
    accesslog.take_told(tx, body.case, header.incarnation, told)
    return body.last


def entries_in(tx: Transaction, body: ChangesBody) -> list[Entry]:
    """The entries that a body carries, chained behind those that are here."""
    before = saves.hash_at(tx, body.case, body.incarnation, body.first - 1)
    packed = unpack(body.saves)
    numbers = [(incarnation, txn) for incarnation, txn, _ in packed]
    if before is None or not numbers or numbers != [(body.incarnation, txn) for txn in range(body.first, body.last + 1)]:
        raise AsideError("body.other")
    marks = marks_of(tx, body.case)
    entries = list(saves.chained(body.case, body.incarnation, body.first, before, (payload for _, _, payload in packed), marks))
    if entries[-1].hash != body.log:
        raise AsideError("body.log")
    try:
        for one in entries:
            unpack_entry(one.case, one.incarnation, one.txn, one.payload)
    except ValueError as error:
        raise AsideError("body.unreadable") from error
    return entries


def check_roster(roster: Roster, body: ChangesBody) -> None:
    """The author had seen the same roster, as far as both know it."""
    if body.roster_n <= roster.n:
        try:
            roster.knows(body.roster_n, body.roster_head)
        except ProofError as error:
            raise AsideError(error.code) from error


def refuse_fork(tx: Transaction, entries: list[Entry]) -> None:
    """Whether this vault wrote something else under these numbers, before it was put back."""
    case, incarnation, first = entries[0][:3]
    here = saves.of_chain(tx, case, incarnation, first, entries[-1].txn)
    if not saves.are_same(here, entries[: len(here)]):
        raise AsideError(OWN_FORKED, OWN_AHEAD)
