"""What a revoked laptop handed over of unsent work: a person looks at it, and adopts it as new changes that name the old.

Adopted, it is as if this laptop had issued it: the same words, the same author and time, under numbers of its own. Its files are
put among the case's own in the store, from where they come to everybody who has the case. A case that nobody else was granted is
left to the leads (`bequeathing`): the one who takes it over begins it anew, with a key that the shut-out laptop does not have.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import takewhile
from typing import Final

from rygsaek.casework import accesslog
from rygsaek.casework.accesslog import Told
from rygsaek.casework.desk import Desk
from rygsaek.errors import ODD, InputError
from rygsaek.history import log
from rygsaek.history.entries import Entry, unpack
from rygsaek.history.log import Tail
from rygsaek.history.redacting import marks_of
from rygsaek.history.runs import Run, run_of
from rygsaek.paper import attached
from rygsaek.vault.transaction import Reader, Transaction
from sync import incarnations, keyring, losing, sending
from sync.aside import AsideError
from sync.columns import saves_of
from sync.contents import ending, looks_in, said_in
from sync.errors import RefusedError, SyncError
from sync.identity import HiddenMessage
from sync.laid import read
from sync.membership import Membership
from sync.office import awaiting
from sync.office.handed import Adopted, Handed, LeftFile, Looks, Waiting
from sync.office.line import Line
from sync.office.sharing import begin_case
from sync.proof.bequests import check_bequest
from sync.proof.envelopes import Checked, Read
from sync.proof.envelopes import check as check_envelope
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants, Epoch
from sync.proof.signed import read_signed, signer_of
from sync.sealing.bequests import open_bequest
from sync.sealing.bodies import AccessBody, ChangesBody, read_body
from sync.sealing.envelopes import open_envelope
from sync.taking import BROKEN, is_fault_of_it
from sync.wire.codec import NO_HASH, WireError, encode
from sync.wire.envelopes import Header
from sync.wire.handover import Quarantine, QuarantineAnswer
from sync.wire.office import FORMAT
from sync.wire.requests import Item

ANOTHER: Final = ("grant.forked", "request.not_allowed")
"""How the store says that somebody else has begun a case."""


def look(desk: Desk, line: Line, case: str) -> Waiting:
    """What revoked laptops have handed over in a case. Raises SyncError (`request.not_allowed`: not a writer, and no lead to whom
    it was left), DiskError.

    Whoever had such a laptop in hand may have written anything: what is not as it should be, or cannot be taken in, is told as
    unreadable, and the rest is as it was.
    """
    known = line.membership()
    answer = _asked(line, case)
    left = tuple(key for item in answer.items if item.kind == "bequest" and (key := _left_key(known, case, item.data)))
    handed: list[Handed] = []
    looks: list[Looks] = []
    unreadable: list[Read] = []
    with line.vault.read() as reader:
        granted = keyring.grants(reader, known, case)
        is_new = not granted.n or losing.first_unsent(reader, case) == 1
        tails: dict[str, Tail] = {}
        for one in _in_order(answer):
            name = one.header.incarnation
            tail = tails.get(name) or log.tail(reader, case, name)
            try:
                _refuse_anothers(reader, desk, one.header)
                grants, opens = _opening(reader, granted, left, one.header)
                checked = check_envelope(encode(one.envelope), known.roster, grants, is_handed_over=True)
                if one.header.type == "access":
                    looks.append(Looks(one.id, one.header.device, looks_of(opens, checked)))
                    continue
                run = opened(reader, opens, checked, tail)
            except (*ODD, ProofError):  # a WireError is a ValueError
                unreadable.append(one)
                continue
            tails[name] = run.end
            changes = tuple(change for said in run.opened for change in said.changes)
            handed.append(Handed(one.id, one.header.device, run.entries, changes))
        titles = {one.key.blob: one.title for one in attached.of_case(reader, case)}
        again = {_written_as(one) for one in log.entries(reader, case)} if handed else set()
    usable = _tried(desk, case, handed)
    saves = {one.id: len(one.entries) for one in usable}
    broken = [one for one in handed if saves.get(one.id, 0) < len(one.entries)]
    held = frozenset(
        (*(one.header.incarnation for one in unreadable if one.header.type != "access"), *(one.chain for one in broken))
    )
    pieces = [piece for one in usable for piece in one.split(_how_many(one, again))]
    adopted = {piece.place for piece in pieces if _written_as(piece.entries[0]) in again}
    going_on = held | {one.chain for one in pieces if one.place not in adopted}
    before = tuple(one for one in pieces if one.place in adopted and one.chain in going_on)
    usable = tuple(one for one in pieces if one.place not in adopted or one.chain not in going_on)
    coming = (attached.file_in(change) for one in usable for change in one.changes)
    titles |= {one.key.blob: one.title for one in coming if one is not None}
    files = (LeftFile(one.blob, one.device, titles.get(one.blob.hex()), one.is_whole) for one in answer.files)
    ids = (*(one.id for one in unreadable), *(one.id for one in broken))
    return Waiting(case, usable, ids, tuple(files), is_new, before, held, tuple(looks))


def _how_many(one: Handed, again: Set[tuple[str, int, bytes]]) -> int:
    """How many of its saves, from the first, were adopted earlier."""
    return sum(1 for _ in takewhile(lambda entry: _written_as(entry) in again, one.entries))


def _written_as(entry: Entry) -> tuple[str, int, bytes]:
    """The name and hash under which an entry was first written, wherever it was issued again since."""
    again = unpack(*entry[:4]).again
    return (entry.incarnation, entry.txn, entry.hash) if again is None else (again.incarnation, again.txn, again.hash)


class _Left(HiddenMessage, frozen=True):
    """A key that a laptop left. commitment: to it, as its envelopes name it."""

    device: bytes
    epoch: int
    commitment: bytes
    key: bytes


def _left_key(known: Membership, case: str, data: bytes) -> _Left | None:
    try:
        signed = read_signed(data)
        said, by = check_bequest(signed, known.roster), signer_of(signed)
        key = open_bequest(known.secret, said, by) if said.case == case else None
    except (ProofError, WireError):
        return None  # what it should open is told as unreadable
    return None if key is None else _Left(by, said.epoch, said.commitment, key)


def _opening(reader: Reader, granted: CaseGrants, left: tuple[_Left, ...], header: Header) -> tuple[CaseGrants, bytes | None]:
    """By which grants an envelope is judged, and the key that opens it: left with it, or the case's own."""
    for one in left:
        if (one.device, one.epoch, one.commitment) == (header.device, header.epoch, header.commitment):
            before = (Epoch(NO_HASH, b"", frozenset()),) * (one.epoch - 1)
            epochs = (*before, Epoch(one.commitment, b"", frozenset((one.device,))))
            return replace(CaseGrants.none(granted.org, granted.case), epochs=epochs), one.key
    return granted, keyring.case_key(reader, granted, header.epoch)


def _refuse_anothers(reader: Reader, desk: Desk, header: Header) -> None:
    """Raises ProofError where a laptop writes under a name that another's saves have, or one's own."""
    others = reader.one("SELECT 1 FROM sync_chain WHERE incarnation = ? AND device <> ?", (header.incarnation, header.device))
    if others or header.incarnation == desk.vault.incarnation:
        raise ProofError("envelope.incarnation")


class _LetGoError(Exception):
    """What was taken in for trial is not to stand."""


def _tried(desk: Desk, case: str, handed: Sequence[Handed]) -> tuple[Handed, ...]:
    """What of it can be taken into the case: each is, behind those before it, and nothing of it comes to stand."""
    usable: tuple[Handed, ...] = ()
    try:
        with desk.vault.write() as tx:
            usable = _taken_in(tx, desk, case, handed)
            raise _LetGoError
    except _LetGoError:
        return usable


def _taken_in(tx: Transaction, desk: Desk, case: str, handed: Sequence[Handed]) -> tuple[Handed, ...]:
    """Take in what can be used, and make it one's own; what goes on from what cannot be used cannot be either.

    Of an envelope that cannot be used whole this is what comes before the first save that cannot.
    """
    usable, broken = list[Handed](), set[str]()
    for one in handed:
        if one.chain in broken:
            continue
        if _is_done(tx, partial(desk.journal.merge, case, one.entries, tx=tx)):
            usable.append(one)
            continue
        broken.add(one.chain)
        sound = list(takewhile(lambda save: _is_done(tx, partial(desk.journal.merge, case, [save], tx=tx)), one.entries))
        if sound:
            usable.append(next(one.split(len(sound))))
    if usable and not _is_done(tx, lambda: incarnations.issue_again(tx, desk.journal, only=case)):
        return ()
    return tuple(usable)


def _is_done(tx: Transaction, work: Callable[[], object]) -> bool:
    """Whether it could be; nothing of it is, where it could not."""
    try:
        with tx.part():
            work()
    except BROKEN as error:
        if not is_fault_of_it(error):
            raise
        return False
    return True


def _in_order(answer: QuarantineAnswer) -> list[Read]:
    """The envelopes, chain by chain. Raises SyncError where the store tells of something that is none."""
    try:
        found = [read_envelope(item.data) for item in answer.items if item.kind == "envelope"]
    except (ProofError, WireError) as error:
        raise SyncError("wire.quarantine") from error
    return sorted(found, key=lambda one: (one.header.incarnation, one.header.seq))


def looks_of(key: bytes | None, checked: Checked) -> tuple[Told, ...]:
    """The looks in an envelope. Raises ProofError, WireError."""
    if key is None:
        raise ProofError("key.missing")
    try:
        return tuple(looks_in(checked.header, read_body(open_envelope(checked, key), AccessBody)))
    except AsideError as error:
        raise ProofError(error.reason) from error


def opened(reader: Reader, key: bytes | None, checked: Checked, tail: Tail) -> Run:
    """The saves in an envelope that go on from where the log ends here. Raises ProofError, WireError."""
    header = checked.header
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
    sync. The files first: whoever is stopped in between has lost nothing, and adopts again. A case that nobody has is begun
    before all that, so that no two leads do it.

    Raises InputError (`adopt.nothing`, `adopt.taken`: another lead was first, `adopt.changed`), SyncError, DiskError.
    """
    if not waiting.is_usable:
        raise InputError("Her er ikke noget at overtage.", "Send og hent, og se igen.", code="adopt.nothing")
    _begin(line, waiting.case)
    if waiting.usable:
        _asked(line, waiting.case, release=tuple(one.blob for one in waiting.usable))
    taken = _make_ones_own(desk, waiting) if waiting.handed else ()
    places = {one.place for one in taken}
    left = {one.id for one in (*waiting.before, *waiting.handed) if one.place not in places or one.chain in waiting.held}
    with desk.vault.write() as tx:
        looks = accesslog.take_over(tx, waiting.case, [look for one in waiting.looks for look in one.told])
    _let_go(line, waiting.case, (*({one.id for one in taken} - left), *(one.id for one in waiting.looks)))
    new = {one.place for one in waiting.handed}
    return Adopted(sum(len(one.entries) for one in taken if one.place in new), len(waiting.usable), looks)


def discard(line: Line, waiting: Waiting) -> None:
    """Let go of handed-over work: a person has looked at it and does not want it. Raises SyncError."""
    _let_go(line, waiting.case, waiting.names)


def _begin(line: Line, case: str) -> None:
    """Where nobody has the case: its first key, for this person's laptops, and in the store before anything else."""
    known = line.membership()
    try:
        with line.vault.write() as tx:
            begin_case(tx, known, case, line.now_ms())
            is_begun = losing.first_unsent(tx, case) == 1
            first = [Item(kind, data) for kind, data in sending.of_case(tx, case)]
    except ProofError as error:
        raise SyncError(error.code) from error
    if not is_begun:
        return
    try:
        line.hand_in(known, first)
    except RefusedError as error:
        if error.code not in ANOTHER:
            raise
        with line.vault.write() as tx:
            losing.give_up(tx, line.vault.incarnation, case)
        raise InputError("En anden leder har taget sagen.", "Spørg, hvem der har den.", code="adopt.taken") from error


def _let_go(line: Line, case: str, dealt_with: tuple[bytes, ...]) -> None:
    if dealt_with:
        _asked(line, case, drop=dealt_with)


def _make_ones_own(desk: Desk, waiting: Waiting) -> tuple[Handed, ...]:
    """Returns what was: all, unless something has come into the case since it was looked at. Raises InputError (`adopt.changed`)
    where that was nothing."""
    with desk.vault.write() as tx:
        both = sorted((*waiting.before, *waiting.handed), key=lambda one: (one.chain, one.entries[0].txn))
        taken = _taken_in(tx, desk, waiting.case, both)
        if not {one.place for one in taken}.intersection(one.place for one in waiting.handed):
            raise InputError("Det kan ikke komme ind i sagen, som den er nu.", "Se på det igen.", code="adopt.changed")
    return taken


def _asked(line: Line, case: str, *, drop: tuple[bytes, ...] = (), release: tuple[bytes, ...] = ()) -> QuarantineAnswer:
    question = Quarantine(FORMAT, case, drop, release)
    answer = line.ask_own(line.membership(), "/v1/quarantine", question, QuarantineAnswer)
    with line.vault.write() as tx:
        awaiting.note(tx, case, is_waiting=any(one.kind == "envelope" for one in answer.items) or bool(answer.files))
    return answer
