"""What was inside an envelope that was checked and opened: held against what stands outside, and taken in.

Each returns how far the chain then carries. Each raises AsideError where something is not as it should be, with nothing written.
"""

from __future__ import annotations

from typing import NamedTuple

from rygsaek.casework import accesslog
from rygsaek.casework.accesslog import Told
from rygsaek.history.entries import Opened
from rygsaek.history.journal import Journal
from rygsaek.history.log import Tail
from rygsaek.history.nesting import holds_more
from rygsaek.history.redacting import NO_MARKS, Marks, marks_of
from rygsaek.history.runs import Run, run_of
from rygsaek.vault.transaction import Transaction
from sync import matter, missing, saves, tables
from sync.aside import OWN_AHEAD, OWN_FORKED, AsideError
from sync.chains import Chain
from sync.columns import saves_of
from sync.laid import Laid, read
from sync.membership import Membership
from sync.opening import opened
from sync.proof.errors import ProofError
from sync.proof.roster import Roster
from sync.sealing.bodies import MOST_THINGS, AccessBody, ChangesBody, read_body
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
    check_place(header, chain, body)
    run = run_in(into.tx, body)
    check_roster(into.known.roster, body)
    refuse_fork(into.tx, run)
    merged = into.journal.merge_runs(body.case, [run], tx=into.tx)
    matter.note_lacking(into.tx, body.case, merged.changes)
    note_seen(into, header, body)
    return body.last


def check_place(header: Header, chain: Chain, body: ChangesBody) -> None:
    """A body is the one that stands outside, and its saves go on where the chain's do."""
    if (body.case, body.incarnation, body.first) != (header.case, header.incarnation, chain.last + 1):
        raise AsideError("body.other")


def note_seen(into: Into, header: Header, body: ChangesBody) -> None:
    """What the author had seen of others, and of the office: nothing is granted until the store has shown that."""
    missing.note(into.tx, body.case, body.heads, header.device, into.now_ms)
    if body.roster_n > into.known.roster.n and into.known.roster.is_active(header.device):
        owed = tables.owed_by(header.device)
        tables.note_number(into.tx, owed, max(body.roster_n, tables.number(into.tx, owed)))


def take_access(tx: Transaction, header: Header, chain: Chain, data: bytes) -> int:
    """Looks at the case."""
    body = read_body(data, AccessBody)
    told = looks_in(header, body)
    if body.first <= chain.last:
        raise AsideError("body.other")
    accesslog.take_told(tx, body.case, header.incarnation, told)
    return body.last


def looks_in(header: Header, body: AccessBody) -> list[Told]:
    """The looks that a body carries."""
    if holds_more(body.entries, MOST_THINGS):
        raise AsideError("body.too_large")
    try:
        told = accesslog.read_told(body.entries)
    except ValueError as error:
        raise AsideError("body.unreadable") from error
    numbers = [one.n for one in told]
    if body.case != header.case or not numbers or (numbers[0], numbers[-1]) != (body.first, body.last):
        raise AsideError("body.other")
    if numbers != sorted(set(numbers)):
        raise AsideError("body.other")
    return told


def run_in(tx: Transaction, body: ChangesBody) -> Run:
    """The saves that a body carries, behind those that are here."""
    before = saves.hash_at(tx, body.case, body.incarnation, body.first - 1)
    if before is None:
        raise AsideError("body.other")
    return run_behind(Tail(body.first - 1, before), body, read(body.saves), marks_of(tx, body.case))


def run_behind(behind: Tail, body: ChangesBody, laid: Laid, marks: Marks = NO_MARKS) -> Run:
    """The saves that a body carries. behind: where their chain ends before them; laid: the body's columns, read."""
    packed = saves_of(laid)
    numbers = [(incarnation, txn) for incarnation, txn, _ in packed]
    if not numbers or numbers != [(body.incarnation, txn) for txn in range(behind.txn + 1, body.last + 1)]:
        raise AsideError("body.other")
    payloads = [payload for _, _, payload in packed]
    return ending(run_of(body.case, body.incarnation, behind, payloads, said_in(body.case, laid), marks), body.log)


def said_in(case: str, laid: Laid) -> list[Opened]:
    """What each packed save says."""
    try:
        return opened(case, laid)
    except ValueError as error:
        raise AsideError("body.unreadable") from error


def ending(run: Run, log: bytes) -> Run:
    """A run, if it ends in the hash that its author told (`log`)."""
    if run.end.hash != log:
        raise AsideError("body.log")
    return run


def check_roster(roster: Roster, body: ChangesBody) -> None:
    """The author had seen the same roster, as far as both know it."""
    if body.roster_n <= roster.n:
        try:
            roster.knows(body.roster_n, body.roster_head)
        except ProofError as error:
            raise AsideError(error.code) from error


def refuse_fork(tx: Transaction, run: Run) -> None:
    """Whether this vault wrote something else under these numbers, before it was put back."""
    here = saves.of_chain(tx, run.entries[0].case, run.incarnation, run.entries[0].txn, run.end.txn)
    if not saves.are_same(here, run.entries[: len(here)]):
        raise AsideError(OWN_FORKED, OWN_AHEAD)
