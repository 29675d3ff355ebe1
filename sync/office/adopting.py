"""What a revoked laptop handed over of unsent work: a person looks at it, and adopts it as new changes that name the old.

Adopted, it is as if this laptop had issued it: the same words, the same author and time, under numbers of its own. Its files are
put among the case's own in the store, from where they come to everybody who has the case.
"""

from __future__ import annotations

from typing import NamedTuple

from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.history import log
from rygsaek.history.changes import Change
from rygsaek.history.entries import Entry
from rygsaek.history.log import Tail
from rygsaek.history.redacting import marks_of
from rygsaek.history.runs import Run, run_of
from rygsaek.paper import attached
from rygsaek.vault.transaction import Reader
from sync import incarnations, keyring
from sync.aside import AsideError
from sync.columns import saves_of
from sync.contents import ending, said_in
from sync.laid import read
from sync.office import awaiting
from sync.office.line import Line
from sync.proof.envelopes import Checked
from sync.proof.envelopes import check as check_envelope
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.sealing.bodies import ChangesBody, read_body
from sync.sealing.envelopes import open_envelope
from sync.wire.codec import WireError, encode
from sync.wire.office import FORMAT
from sync.wire.requests import Quarantine, QuarantineAnswer


class Handed(NamedTuple):
    """One envelope of handed-over work. id: of the envelope; device: whose; changes: what it says, as it was written."""

    id: bytes
    device: bytes
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]


class LeftFile(NamedTuple):
    """A file that lies there. blob: its name in the store; device: whose; title: None where neither the case nor what was handed
    over with it says what it is; is_whole: all of it has come."""

    blob: bytes
    device: bytes
    title: str | None
    is_whole: bool


class Waiting(NamedTuple):
    """What lies there of a case. unreadable: envelopes that are not as they should be, or go on from what is not here."""

    case: str
    handed: tuple[Handed, ...]
    unreadable: tuple[bytes, ...]
    files: tuple[LeftFile, ...] = ()

    @property
    def usable(self) -> tuple[LeftFile, ...]:
        """The files that can be taken into the case."""
        return tuple(one for one in self.files if one.is_whole and one.title is not None)

    @property
    def is_anything(self) -> bool:
        return bool(self.handed or self.unreadable or self.files)

    @property
    def is_usable(self) -> bool:
        """Some of it can be taken into the case."""
        return bool(self.handed or self.usable)


class Adopted(NamedTuple):
    """How much came into the case."""

    saves: int
    files: int


def look(line: Line, case: str) -> Waiting:
    """What revoked laptops have handed over in a case. Raises SyncError (`request.not_allowed`: not a writer)."""
    known = line.membership()
    answer = _asked(line, case)
    handed: list[Handed] = []
    unreadable: list[bytes] = []
    with line.vault.read() as reader:
        grants = keyring.grants(reader, known, case)
        tails: dict[str, Tail] = {}
        for one in sorted(
            (read_envelope(one.data) for one in answer.items), key=lambda one: (one.header.incarnation, one.header.seq)
        ):
            name = one.header.incarnation
            tail = tails.get(name) or log.tail(reader, case, name)
            try:
                checked = check_envelope(encode(one.envelope), known.roster, grants, is_handed_over=True)
                run = opened(reader, grants, checked, tail)
            except (ProofError, WireError):
                unreadable.append(one.id)
                continue
            tails[name] = run.end
            changes = tuple(change for said in run.opened for change in said.changes)
            handed.append(Handed(one.id, one.header.device, run.entries, changes))
        titles = {one.key.blob: one.title for one in attached.of_case(reader, case)}
    coming = (attached.file_in(change) for one in handed for change in one.changes)
    titles |= {one.key.blob: one.title for one in coming if one is not None}
    files = (LeftFile(one.blob, one.device, titles.get(one.blob.hex()), one.is_whole) for one in answer.files)
    return Waiting(case, tuple(handed), tuple(unreadable), tuple(files))


def opened(reader: Reader, grants: CaseGrants, checked: Checked, tail: Tail) -> Run:
    """The saves in an envelope that go on from where the log ends here. Raises ProofError, WireError."""
    header = checked.header
    key = keyring.case_key(reader, grants, header.epoch)
    if key is None or header.type != "changes":
        raise ProofError("key.missing")
    body = read_body(open_envelope(checked, key), ChangesBody)
    laid = read(body.saves)
    packed = saves_of(laid)
    numbers = [(incarnation, txn) for incarnation, txn, _ in packed]
    if (body.case, body.incarnation, body.first) != (header.case, header.incarnation, tail.txn + 1):
        raise ProofError("envelope.gap")
    if not numbers or numbers != [(body.incarnation, txn) for txn in range(body.first, body.last + 1)]:
        raise ProofError("body.other")
    payloads = [payload for _, _, payload in packed]
    try:
        run = run_of(body.case, body.incarnation, tail, payloads, said_in(body.case, laid), marks_of(reader, body.case))
        return ending(run, body.log)
    except AsideError as error:
        raise ProofError(error.reason) from error


def adopt(desk: Desk, line: Line, waiting: Waiting) -> Adopted:
    """Make what was handed over one's own. What was adopted leaves the store's quarantine; the bytes of files come with the next
    sync. The files first: whoever is stopped in between has lost nothing, and adopts again.

    Raises InputError (`adopt.nothing`), SyncError, DiskError.
    """
    if not waiting.is_usable:
        raise InputError("Her er ikke noget at overtage.", "Send og hent, og se igen.", code="adopt.nothing")
    if waiting.usable:
        _asked(line, waiting.case, release=tuple(one.blob for one in waiting.usable))
    if waiting.handed:
        _make_ones_own(desk, waiting)
    _let_go(line, waiting.case, tuple(one.id for one in waiting.handed))
    return Adopted(sum(len(one.entries) for one in waiting.handed), len(waiting.usable))


def discard(line: Line, waiting: Waiting) -> None:
    """Let go of handed-over work: a person has looked at it and does not want it. Raises SyncError."""
    ids = (*(one.id for one in waiting.handed), *waiting.unreadable, *(one.blob for one in waiting.files))
    _let_go(line, waiting.case, ids)


def _let_go(line: Line, case: str, dealt_with: tuple[bytes, ...]) -> None:
    if dealt_with:
        _asked(line, case, drop=dealt_with)


def _make_ones_own(desk: Desk, waiting: Waiting) -> None:
    entries = [entry for one in waiting.handed for entry in one.entries]
    with desk.vault.write() as tx:
        desk.journal.merge(waiting.case, entries, tx=tx)
        incarnations.issue_again(tx, desk.journal, only=waiting.case)


def _asked(line: Line, case: str, *, drop: tuple[bytes, ...] = (), release: tuple[bytes, ...] = ()) -> QuarantineAnswer:
    question = Quarantine(FORMAT, case, drop, release)
    answer = line.ask_own(line.membership(), "/v1/quarantine", question, QuarantineAnswer)
    with line.vault.write() as tx:
        awaiting.note(tx, case, is_waiting=bool(answer.items or answer.files))
    return answer
