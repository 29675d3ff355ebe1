"""What is on its way to the store: signed things of one's own, and envelopes, each sealed once and sent byte for byte until it
is taken.

What is unsent is sealed when a sync begins, into one envelope a case. A sealed envelope stays in the vault for good: a store
that has lost it gets the same bytes again. Only one that no store ever took may be undone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from rygsaek.casework.accesslog import have_told
from rygsaek.history import log
from rygsaek.history.entries import Entry
from rygsaek.vault.transaction import Reader, Transaction
from sync import chains, healing, keyring, matter, out, saves, unsealed
from sync.columns import pack
from sync.identity import Entropy
from sync.membership import Membership
from sync.office.sharing import begin_case
from sync.proof.envelopes import is_signed_by
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.sealing.bodies import ChangesBody, SaveHead, pack_body
from sync.sealing.envelopes import seal as seal_envelope
from sync.wire.codec import MIB, NO_HASH, WireError
from sync.wire.envelopes import Type
from sync.wire.office import FORMAT
from sync.wire.requests import Item

MOST_SAVES_BYTES: Final = 4 * MIB
"""Of payloads in one envelope, before packing: what is more makes another."""
SALT_BYTES: Final = 32
HANDED: Final = "handed.over"
WRONG: Final = "signature.wrong"


class Out(NamedTuple):
    """One thing to hand in. n: of a signed thing, 0 of an envelope; place: of an envelope: case, incarnation, type, seq."""

    item: Item
    n: int
    place: tuple[str, str, str, int]


class Sealing(NamedTuple):
    """What sealing needs: who seals, as which incarnation, when (ms), and where salts come from."""

    known: Membership
    incarnation: str
    now_ms: int
    entropy: Entropy


def seal_unsent(tx: Transaction, by: Sealing, *, may_begin: bool = True) -> int:
    """Seal what this incarnation has saved and no envelope carries, in every case in which it may write.

    Returns how many envelopes. may_begin: a case without a key gets its first one; else it waits. Raises SyncError.
    """
    made = 0
    for case in unsealed.marked(tx):
        own = [one for one in unsealed.uncovered(tx, case) if one.incarnation == by.incarnation]
        if own:
            grants = begin_case(tx, by.known, case, by.now_ms) if may_begin else keyring.grants(tx, by.known, case)
            why = why_not(tx, by, grants)
            unsealed.note_why(tx, case, why)
            for one in own if not why else ():
                entries = saves.of_chain(tx, case, one.incarnation, one.first, one.last)
                matter.note_owed(tx, entries)
                for part in parts(entries):
                    seal_saves(tx, by, grants, part)
                    made += 1
        unsealed.unmark(tx, case)
    return made


def why_not(reader: Reader, by: Sealing, grants: CaseGrants) -> str:
    """Why nothing of a case can be sealed here: a code, or "" where it can."""
    if _is_out(reader, by, grants.case):
        return out.WHY
    if grants.n and by.known.device not in grants.writers:
        return "grant.not_writer"
    return "" if grants.n and keyring.case_key(reader, grants, grants.epoch) is not None else "key.missing"


def _is_out(reader: Reader, by: Sealing, case: str) -> bool:
    """Who was shut out of the office hands over what they wrote in such a case too."""
    return by.known.is_active and out.is_out(reader, case)


def seal_saves(tx: Transaction, by: Sealing, grants: CaseGrants, entries: Sequence[Entry]) -> None:
    """Seal saves that follow each other into one envelope."""
    case, roster = grants.case, by.known.roster
    body = ChangesBody(
        FORMAT,
        case,
        by.incarnation,
        entries[0].txn,
        entries[-1].txn,
        entries[-1].hash,
        by.now_ms,
        roster.n,
        roster.head,
        heads(tx, case, by.incarnation),
        pack([(one.incarnation, one.txn, one.payload) for one in entries]),
    )
    seal(tx, by, grants, "changes", pack_body(body), entries[0].txn, entries[-1].txn)


def seal(
    tx: Transaction, by: Sealing, grants: CaseGrants, type_: Type, body: bytes, first: int, last: int, covers: int = 0
) -> None:
    """Seal a body as the next envelope of one's chain. first, last: what of the chain's own numbers it carries."""
    key = keyring.case_key(tx, grants, grants.epoch)
    if key is None or _is_out(tx, by, grants.case):
        return
    chain = chains.get(tx, grants.case, by.incarnation, type_)
    data = seal_envelope(
        by.known.secret,
        key,
        org=by.known.org,
        case=grants.case,
        epoch=grants.epoch,
        commitment=grants.commitment(grants.epoch),
        incarnation=by.incarnation,
        type_=type_,
        seq=chain.seq + 1,
        previous=chain.id,
        salt=by.entropy(SALT_BYTES),
        body=body,
        covers=covers,
    )
    made = chain._replace(device=by.known.device, seq=chain.seq + 1, id=read_envelope(data).id, last=last)
    chains.put(tx, made)
    tx.execute(
        "INSERT INTO sync_own VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', ?)",
        (*made[:3], made.seq, made.id, grants.epoch, first, last, by.now_ms, data),
    )


def parts(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Entries in runs that fit an envelope."""
    start, size = 0, 0
    for at, one in enumerate(entries):
        if at > start and size + len(one.payload) > MOST_SAVES_BYTES:
            yield entries[start:at]
            start, size = at, 0
        size += len(one.payload)
    if entries:
        yield entries[start:]


def heads(reader: Reader, case: str, own: str) -> tuple[SaveHead, ...]:
    """Where the logs of the other incarnations end here."""
    return tuple(SaveHead(other, tail.txn, tail.hash) for other, tail in log.tails(reader, case).items() if other != own)


def waiting(reader: Reader, incarnation: str, room: int) -> list[Out]:
    """What to hand in now, in order, up to so many bytes (one thing at least): at last what others had sealed and the store lost.

    incarnation: one's own.
    """
    found: list[Out] = []
    left = room
    for kind, n, data in reader.execute("SELECT kind, n, data FROM sync_sending WHERE refused = '' ORDER BY n"):
        if found and left < len(data):
            return found
        found.append(Out(Item(kind, data), n, ("", "", "", 0)))
        left -= len(data)
    unsent = reader.execute(
        "SELECT case_id, incarnation, type, seq, data FROM sync_own WHERE position = 0 AND refused = '' AND incarnation = ?"
        " ORDER BY case_id, type, seq",
        (incarnation,),
    )
    sealed = (((case, whose, type_, seq), data) for case, whose, type_, seq, data in unsent)
    for place, data in itertools.chain(sealed, healing.lacking(reader)):
        if found and left < len(data):
            return found
        found.append(Out(Item("envelope", data), 0, place))
        left -= len(data)
    return found


def unspoilt(tx: Transaction, found: Sequence[Out], incarnation: str, public: bytes) -> list[Out]:
    """Those that are as this device (its incarnation and key) has signed them. The store takes its envelopes on the word of the
    request that brings them, and nobody could read one that was damaged since: it stays here, and is told as what the store
    refuses. What others have signed the store looks at itself."""
    good: list[Out] = []
    for one in found:
        if one.place[1] != incarnation or _is_own(one.item.data, public):
            good.append(one)
        else:
            refused(tx, one, WRONG)
    return good


def _is_own(data: bytes, public: bytes) -> bool:
    try:
        return is_signed_by(read_envelope(data), public)
    except (ProofError, WireError):
        return False


def is_waiting(reader: Reader, incarnation: str) -> bool:
    """There is something to hand in."""
    return bool(waiting(reader, incarnation, 0))


def taken(tx: Transaction, one: Out, position: int) -> None:
    """The store has it, at that position."""
    if one.n:
        tx.execute("DELETE FROM sync_sending WHERE n = ?", (one.n,))
        return
    tx.execute(
        "UPDATE sync_own SET position = ? WHERE case_id = ? AND incarnation = ? AND type = ? AND seq = ?", (position, *one.place)
    )
    if one.place[2] == "access":
        last = tx.query("SELECT last FROM sync_own WHERE case_id = ? AND incarnation = ? AND type = ? AND seq = ?", one.place)
        have_told(tx, one.place[0], last[0][0])


def taken_to(tx: Transaction, case: str, incarnation: str, type_: str, seq: int) -> None:
    """The store has one's envelopes of a chain up to a number, wherever they lie there."""
    tx.execute(
        "UPDATE sync_own SET position = max(position, 1), refused = ''"
        " WHERE case_id = ? AND incarnation = ? AND type = ? AND seq <= ?",
        (case, incarnation, type_, seq),
    )


def epoch_of(reader: Reader, case: str, incarnation: str, type_: str, seq: int, id_: bytes) -> int | None:
    """Under which epoch this very envelope was sealed here, or None: this place has another, or none."""
    found = reader.one(
        "SELECT epoch FROM sync_own WHERE case_id = ? AND incarnation = ? AND type = ? AND seq = ? AND id = ?",
        (case, incarnation, type_, seq, id_),
    )
    return None if found is None else int(found[0])


def refused(tx: Transaction, one: Out, code: str) -> None:
    """It is not to be had there: it is not offered again until somebody has done something about it."""
    if one.n:
        tx.execute("UPDATE sync_sending SET refused = ? WHERE n = ?", (code, one.n))
    else:
        tx.execute(
            "UPDATE sync_own SET refused = ? WHERE case_id = ? AND incarnation = ? AND type = ? AND seq = ?",
            (code, *one.place),
        )


def handed_over(tx: Transaction) -> None:
    """The store keeps what no store had taken for a colleague to look at: this laptop was shut out."""
    tx.execute("UPDATE sync_own SET refused = ? WHERE position = 0", (HANDED,))


def offer_again(tx: Transaction, cases: Iterable[str]) -> None:
    """The store lets this laptop into these cases, or in by other grants than before: what it refused of them is offered again.

    One that was put back refuses everything until a colleague has handed in the grants again, which may be known here already.
    """
    rows = [(case,) for case in sorted(cases)]
    tx.executemany("UPDATE sync_own SET refused = '' WHERE position = 0 AND case_id = ?", rows)
    tx.executemany("UPDATE sync_sending SET refused = '' WHERE kind = 'redaction' AND case_id = ?", rows)


def taken_of(reader: Reader, incarnation: str) -> int:
    """How many envelopes of an incarnation the store is known to have."""
    found = reader.one("SELECT count(*) FROM sync_own WHERE incarnation = ? AND position > 0", (incarnation,))
    return int(found[0]) if found else 0


def ends_of(reader: Reader, incarnation: str) -> list[tuple[str, str, int]]:
    """Where the chains of an incarnation end that the store is known to have: case, type, seq."""
    rows = reader.query(
        "SELECT case_id, type, max(seq) FROM sync_own WHERE incarnation = ? AND position > 0 GROUP BY case_id, type",
        (incarnation,),
    )
    return [(case, type_, seq) for case, type_, seq in rows]


def ends_of_saves(reader: Reader) -> list[tuple[str, str, int]]:
    """Where one's chains of saves end, of every life, that the store is known to have: case, incarnation, seq."""
    return reader.query(
        "SELECT case_id, incarnation, max(seq) FROM sync_own WHERE type = 'changes' AND position > 0"
        " GROUP BY case_id, incarnation"
    )


def unseal(tx: Transaction, incarnation: str, case: str | None = None, epoch: int = 0) -> None:
    """Undo envelopes that no store has taken: their saves are unsealed again.

    incarnation: whose; case: of one case, or of all; epoch: those of a case's epoch and later.
    """
    found = tx.query(
        "SELECT DISTINCT case_id, type FROM sync_own WHERE position = 0 AND incarnation = ? AND case_id = coalesce(?, case_id)"
        " AND epoch >= ?",
        (incarnation, case, epoch),
    )
    for one, type_ in found:
        chain = (one, incarnation, type_)
        tx.execute(
            "DELETE FROM sync_own WHERE position = 0 AND case_id = ? AND incarnation = ? AND type = ? AND epoch >= ?",
            (*chain, epoch),
        )
        last = tx.one(
            "SELECT seq, id, last FROM sync_own WHERE case_id = ? AND incarnation = ? AND type = ? ORDER BY seq DESC LIMIT 1",
            chain,
        )
        before = chains.get(tx, *chain)
        seq, name, end = last or (0, NO_HASH, 0)
        chains.put(tx, before._replace(seq=seq, id=bytes(name), last=end))
        tx.execute("INSERT OR IGNORE INTO sync_unsealed (case_id) VALUES (?)", (one,))
        tx.execute("DELETE FROM sync_summary WHERE case_id = ?", (one,))  # it may never have gone


def lost(tx: Transaction, case: str, incarnation: str, type_: str, after: int) -> None:
    """The store has lost one's envelopes behind a number: they go again, the same bytes."""
    tx.execute(
        "UPDATE sync_own SET position = 0, refused = ''"
        " WHERE case_id = ? AND incarnation = ? AND type = ? AND seq > ? AND length(data) > 0",
        (case, incarnation, type_, after),
    )
