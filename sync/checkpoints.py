"""Checkpoints: the whole of a case in one envelope, by one who may write in it. A new laptop shows the case at once from the
newest, and then checks it: the envelopes that it stands for are fetched behind it, and each must say what the checkpoint said.
Until the last has, the case is "ikke efterprøvet". One that said something else is thrown away with all that came from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from typing import Final, NamedTuple

from rygsaek.history import log
from rygsaek.history.entries import NO_HASH
from rygsaek.history.redacting import Marks, marks_of
from rygsaek.history.runs import Run, run_of
from rygsaek.vault.transaction import Reader, Transaction
from sync import chains, keyring, matter, outbox, saves, tables, vouching
from sync.aside import AsideError, chain_of
from sync.chains import Chain
from sync.columns import Save, pack, saves_of, unpack
from sync.contents import Into, ending, run_in, said_in
from sync.laid import MOST, Laid, read
from sync.outbox import Sealing
from sync.proof.envelopes import Checked
from sync.proof.errors import ProofError
from sync.sealing.bodies import ChangesBody, CheckpointBody, Covered, pack_body, read_body
from sync.sealing.envelopes import BODY_CAP
from sync.standing import standing_in
from sync.vouching import Vouched
from sync.wire.codec import WireError
from sync.wire.envelopes import Header
from sync.wire.office import FORMAT

TYPE: Final = "checkpoint"
ANEW: Final = "anew"
"""The stage in which a case is fetched from its beginning, after a checkpoint that said something else."""
EVERY: Final = 16
"""Envelopes of changes in a case that make another checkpoint worth its bytes."""


OWED: Final = -1
"""In the place of their number: a redaction came, and the store waits for a checkpoint without the text."""


OWED_CASES: Final = (
    "SELECT case_id FROM sync_checkpoint WHERE envelopes = ?"
    " AND case_id NOT IN (SELECT case_id FROM sync_sending WHERE kind = 'redaction')"
)
"""A checkpoint must come behind its redaction, or it may repeat the text for all that the store knows."""


class Behind(NamedTuple):
    """A chain that a checkpoint tells of: its last envelope and save, the last of each that has been checked, and whose it is."""

    seq: int
    id: bytes
    last: int
    at_seq: int
    at_id: bytes
    at_last: int
    device: bytes


def is_unchecked(reader: Reader, case: str) -> bool:
    """What is shown of the case is what a colleague's checkpoint says, and has not all been checked yet."""
    return reader.one("SELECT 1 FROM sync_behind WHERE case_id = ? LIMIT 1", (case,)) is not None


def behind(reader: Reader, header: Header) -> Behind | None:
    """The chain that an envelope belongs to, where a checkpoint stands for it; else None."""
    if header.type != "changes":
        return None
    found = reader.one(
        "SELECT seq, id, last, at_seq, at_id, at_last, device FROM sync_behind"
        " WHERE case_id = ? AND incarnation = ? AND seq >= ?",
        (header.case, header.incarnation, header.seq),
    )
    return None if found is None else Behind(*found)


def make_due(tx: Transaction, by: Sealing, cases: Iterable[str], *, is_healing: bool = False) -> list[str]:
    """Make a checkpoint of each of these cases that has grown enough and is wholly known here; returns of which.

    is_healing: what the store has is not all known here yet, so what is owed to it waits.
    """
    made = []
    owed = set() if is_healing else {case for (case,) in tx.query(OWED_CASES, (OWED,))}
    for case in sorted({*cases, *owed}):
        before = tx.one("SELECT envelopes FROM sync_checkpoint WHERE case_id = ?", (case,))
        known = chains_of(tx, case)
        envelopes = sum(one.seq for one in known)
        is_due = case in owed or envelopes - (before[0] if before else 0) >= EVERY
        if not is_due or not is_whole(tx, case, known):
            continue
        grants = keyring.grants(tx, by.known, case)
        if by.known.device in grants.writers and keyring.case_key(tx, grants, grants.epoch) is not None:
            body = _body(tx, by, case, known)
            data = pack_body(body)
            if not _may_be_read(body, data):
                continue
            outbox.seal(tx, by, grants, TYPE, data, 0, 0, covers=tables.number(tx, tables.CURSOR))
            _note(tx, case, envelopes)
            made.append(case)
    return made


def owe(tx: Transaction, case: str) -> None:
    """The next conversation is to make a checkpoint of a case, however little it has grown."""
    tx.execute("INSERT OR REPLACE INTO sync_checkpoint VALUES (?, ?)", (case, OWED))


def owe_again(tx: Transaction) -> None:
    """A store may have lost its redactions, and with them why it let go of texts: each of their cases owes it a checkpoint."""
    tx.execute("INSERT OR REPLACE INTO sync_checkpoint SELECT DISTINCT case_id, ? FROM sync_redaction", (OWED,))


def count_from_here(tx: Transaction, case: str) -> None:
    """A case came whole without its checkpoint: whoever wrote it has seen to that, and the next is due when it has grown."""
    envelopes = sum(one.seq for one in chains_of(tx, case))
    tx.execute("INSERT OR IGNORE INTO sync_checkpoint VALUES (?, ?)", (case, envelopes))


def take(into: Into, header: Header, data: bytes) -> set[str]:
    """A checkpoint that was opened: into the log where nothing of the case is here yet, else held against what is.

    Returns what may have waited for it.
    Raises AsideError: `body.…`, `checkpoint.differs` (another history than the one here); nothing is written then.
    """
    body = read_body(data, CheckpointBody)
    if body.case != header.case:
        raise AsideError("body.other")
    tx, case = into.tx, body.case
    laid, marks = read(body.saves), marks_of(tx, case)
    runs = _runs(body, laid, marks)
    vouched = vouching.all_of(tx, case)
    entries = [entry for run in runs for entry in run.entries] if vouched else []
    vouching.check(vouched, body.chains, entries)
    here = log.tails(tx, case)
    if here or chains_of(tx, case):
        for one in body.chains:
            known = saves.hash_at(tx, case, one.incarnation, one.last)
            if known is not None and known != one.log:
                raise AsideError("checkpoint.differs")
        vouching.catch_up(into, vouched, entries)
    else:
        merged = into.journal.merge_runs(case, runs, tx=tx, state=None if marks else standing_in(case, [laid]))
        matter.note_lacking(tx, case, merged.changes)
        for one in body.chains:
            chains.put(tx, Chain(case, one.incarnation, "changes", one.device, one.seq, one.id, one.last))
            sure = vouched.get(one.incarnation)
            if sure is None or sure.seq < one.seq:
                tx.execute("INSERT INTO sync_behind VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(case, one, sure))
    _note(tx, case, sum(one.seq for one in body.chains))
    return {chain_of(case, one.incarnation, "changes") for one in body.chains}


def check(into: Into, checked: Checked, known: Behind, data: bytes) -> None:
    """An envelope that a checkpoint stands for, opened: it says what the checkpoint said.

    Raises AsideError: `envelope.gap` (one before it must come first), `body.…`; `checkpoint.false` where it says something else:
    then everything of the case has been thrown away, to be fetched again without the checkpoint.
    """
    tx, header = into.tx, checked.header
    if header.seq <= known.at_seq:
        if chains.id_at(tx, header) != checked.id:
            raise AsideError("envelope.forked")
        return
    if header.seq > known.at_seq + 1:
        raise AsideError("envelope.gap", chain_of(header.case, header.incarnation, header.type))
    body = read_body(data, ChangesBody)
    if (body.case, body.incarnation) != (header.case, header.incarnation):
        raise AsideError("body.other")
    is_last = header.seq == known.seq
    is_next = (header.previous, body.first) == (known.at_id, known.at_last + 1)
    is_same = is_next and header.device == known.device and _says_the_same(tx, body)
    if not is_same or (is_last and (checked.id, body.last) != (known.id, known.last)):
        throw_away(into, header.case)
        raise AsideError("checkpoint.false", chain_of(header.case, header.incarnation, header.type))
    chains.keep_link(tx, checked)
    place = (header.case, header.incarnation)
    if is_last:
        tx.execute("DELETE FROM sync_behind WHERE case_id = ? AND incarnation = ?", place)
    else:
        tx.execute(
            "UPDATE sync_behind SET at_seq = ?, at_id = ?, at_last = ? WHERE case_id = ? AND incarnation = ?",
            (header.seq, checked.id, body.last, *place),
        )


def throw_away(into: Into, case: str) -> None:
    """Forget what is here of a case that a checkpoint told of, and fetch it anew. What was written on this laptop stays."""
    tx, own = into.tx, into.journal.vault.incarnation
    vouched = vouching.all_of(tx, case)
    for incarnation in log.tails(tx, case):
        if incarnation != own:
            log.drop(tx, case, incarnation, vouched[incarnation].last + 1 if incarnation in vouched else 1)
    for table in ("sync_chain", "sync_link", "sync_behind", "sync_missing"):
        tx.execute(f"DELETE FROM {table} WHERE case_id = ? AND incarnation <> ?", (case, own))  # noqa: S608 - our own names
    for one in vouched.values():
        if one.incarnation != own:
            chains.put(tx, Chain(case, one.incarnation, "changes", one.device, one.seq, one.id, one.last))
    tx.execute("INSERT OR REPLACE INTO sync_fetching VALUES (?, ?, 0)", (case, ANEW))
    into.journal.refresh(case, tx=tx)


def is_whole(tx: Reader, case: str, known: Sequence[Chain]) -> bool:
    """Everything of the case that the store has shown is in the log, in envelopes, and checked."""
    carried = {one.incarnation: one.last for one in known if not one.is_frozen}
    tails = {incarnation: tail.txn for incarnation, tail in log.tails(tx, case).items()}
    waiting = ("sync_aside", "sync_missing", "sync_fetching")
    return (
        carried == tails
        and not is_unchecked(tx, case)
        and not any(
            tx.one(f"SELECT 1 FROM {table} WHERE case_id = ? LIMIT 1", (case,))  # noqa: S608 - names of our own
            for table in waiting
        )
    )


def _body(tx: Transaction, by: Sealing, case: str, known: Sequence[Chain]) -> CheckpointBody:
    tails, roster = log.tails(tx, case), by.known.roster
    covered = tuple(Covered(one.incarnation, one.last, tails[one.incarnation].hash, one.device, one.seq, one.id) for one in known)
    packed = pack([(one.incarnation, one.txn, one.payload) for one in log.entries(tx, case)])
    return CheckpointBody(FORMAT, case, by.now_ms, roster.n, roster.head, covered, packed)


def _may_be_read(body: CheckpointBody, data: bytes) -> bool:
    """Whether whoever gets it may take in as much as that; else the case goes to newcomers envelope by envelope.

    data: the body, packed.
    """
    if len(data) > BODY_CAP:
        return False
    if len(body.saves) <= MOST:  # each change takes a byte
        return True
    try:
        read_body(data, CheckpointBody)
        read(body.saves)
    except WireError:
        return False
    return True


def _runs(body: CheckpointBody, laid: Laid, marks: Marks) -> list[Run]:
    """The saves that a checkpoint carries, each chain from its beginning to where it is said to end. Raises AsideError."""
    said = {one.incarnation: one for one in body.chains}
    packed = [(name, list(some)) for name, some in groupby(saves_of(laid), key=_incarnation)]
    if len(said) != len(body.chains) or sorted(name for name, _ in packed) != sorted(said):
        raise AsideError("body.other")
    runs, opened = list[Run](), iter(said_in(body.case, laid))
    for name, some in packed:
        if [txn for _, txn, _ in some] != list(range(1, said[name].last + 1)):
            raise AsideError("body.other")
        payloads = [payload for _, _, payload in some]
        run = run_of(body.case, name, log.START, payloads, [*islice(opened, len(some))], marks)
        runs.append(ending(run, said[name].log))
    return runs


def _says_the_same(tx: Transaction, body: ChangesBody) -> bool:
    """Whether an envelope's saves are the log's own.

    Byte for byte they nearly always are, and the log was hashed when it came; hashes are computed where a text has gone.
    """
    place = (body.case, body.incarnation, body.first, body.last)
    here = tx.query(
        "SELECT incarnation, txn, payload FROM log_entry"
        " WHERE case_id = ? AND incarnation = ? AND txn BETWEEN ? AND ? ORDER BY txn",
        place,
    )
    is_whole = len(here) == body.last - body.first + 1 > 0
    if is_whole and here == unpack(body.saves) and saves.hash_at(tx, body.case, body.incarnation, body.last) == body.log:
        return True
    try:
        return saves.are_same(saves.of_chain(tx, *place), run_in(tx, body).entries)
    except (AsideError, ProofError):
        return False


def chains_of(reader: Reader, case: str) -> list[Chain]:
    names = reader.query(
        "SELECT incarnation FROM sync_chain WHERE case_id = ? AND type = 'changes' AND seq > 0 ORDER BY incarnation", (case,)
    )
    return [chains.get(reader, case, name, "changes") for (name,) in names]


def _row(case: str, one: Covered, sure: Vouched | None) -> tuple[object, ...]:
    checked = (0, NO_HASH, 0) if sure is None else (sure.seq, sure.id, sure.last)
    return case, one.incarnation, one.seq, one.id, one.last, *checked, one.device


def _incarnation(save: Save) -> str:
    return save[0]


def _note(tx: Transaction, case: str, envelopes: int) -> None:
    tx.execute(
        "INSERT INTO sync_checkpoint VALUES (?, ?)"
        " ON CONFLICT (case_id) DO UPDATE SET envelopes = max(envelopes, excluded.envelopes)",
        (case, envelopes),
    )
