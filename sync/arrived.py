"""Cases that have come whole and lie as they came until somebody needs one of them: checked, and not in the log yet.

To check that colleagues wrote a case is a small part of what it costs to read it into the log, with all that follows from it. So
a new laptop has every case, for good, before it reads the first of them; one that somebody opens is read then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from rygsaek.vault.transaction import Reader, Transaction
from sync import keyring, tables
from sync.membership import Membership
from sync.proof.envelopes import Read, check_read
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.signed import body_of, read_signed
from sync.sealing.envelopes import open_envelope
from sync.wire.codec import NO_HASH, WireError
from sync.wire.office import Redaction
from sync.wire.requests import CaseFrom, Delivered

TYPES: Final = ("changes", "access")
"""Of what may lie. Everything else is for the list, or for the office, to know at once."""
AT_ONCE: Final = 128
"""Envelopes."""
KNOWN: Final = """
    SELECT 1 FROM log_entry WHERE case_id = ?1
    UNION ALL SELECT 1 FROM sync_chain WHERE case_id = ?1 AND type = 'changes'
    UNION ALL SELECT 1 FROM sync_arrived WHERE case_id = ?1
    UNION ALL SELECT 1 FROM sync_vouched WHERE case_id = ?1
    UNION ALL SELECT 1 FROM sync_aside WHERE case_id = ?1
    UNION ALL SELECT 1 FROM sync_deleted WHERE case_id = ?1 LIMIT 1"""


class Came(NamedTuple):
    """An envelope as it was delivered, and read."""

    item: Delivered
    read: Read


def by_case(items: Iterable[Delivered], cases: Iterable[str]) -> tuple[dict[str, list[Came]], list[Delivered]]:
    """The envelopes of each of these cases, and all else."""
    found: dict[str, list[Came]] = {case: [] for case in cases}
    left = []
    for one in items:
        try:
            came = Came(one, read_envelope(one.data)) if one.kind == "envelope" else None
        except (ProofError, WireError):
            came = None
        if came is not None and came.read.header.case in found:
            found[came.read.header.case].append(came)
        else:
            left.append(one)
    return found, left


def together(cases: Iterable[CaseFrom], came: Mapping[str, Sequence[Came]]) -> Iterator[list[CaseFrom]]:
    """Cases that are laid down in one transaction each: nobody who types waits for long."""
    some, envelopes = list[CaseFrom](), 0
    for one in cases:
        if some and envelopes + len(came[one.case]) > AT_ONCE:
            yield some
            some, envelopes = [], 0
        some.append(one)
        envelopes += len(came[one.case])
    yield some


def lay(tx: Transaction, known: Membership, grants: CaseGrants, incarnation: str, case: str, envelopes: Sequence[Came]) -> bool:
    """Lay a case down as it came; False where that may not be: something of it is here, or not all is as it should be.

    incarnation: this laptop's; envelopes: all that the store has of the case's changes and looks, in its order.
    """
    if not envelopes or is_known(tx, case):
        return False
    try:
        _check(tx, known, grants, incarnation, envelopes)
    except ProofError:
        return False
    items = [one.item for one in envelopes]
    tx.execute("INSERT INTO sync_arrived VALUES (?, ?)", (case, msgspec.msgpack.encode(items)))
    return True


def is_known(reader: Reader, case: str) -> bool:
    """Something of the case is here, or has been."""
    return reader.one(KNOWN, (case,)) is not None


def case_of(kind: str, data: bytes) -> str:
    """Which case an envelope or a redaction says that it is of; "" for all else."""
    try:
        match kind:
            case "envelope":
                return read_envelope(data).header.case
            case "redaction":
                return body_of(read_signed(data), "redaction", Redaction).case
    except (ProofError, WireError):
        pass
    return ""


def named_in(reader: Reader, items: Iterable[Delivered]) -> set[str]:
    """The cases that lie as they came and have something new among these."""
    lying = set(all_of(reader))
    return lying.intersection(case_of(one.kind, one.data) for one in items) if lying else lying


def all_of(reader: Reader) -> tuple[str, ...]:
    """The cases that lie as they came."""
    return tables.lying(reader)


def is_lying(reader: Reader, case: str) -> bool:
    """The case lies as it came."""
    return reader.one("SELECT 1 FROM sync_arrived WHERE case_id = ?", (case,)) is not None


def take_up(tx: Transaction, case: str) -> list[Delivered]:
    """What came of a case, which lies no more: it is to be taken in now, in the same transaction."""
    rows = tx.query("DELETE FROM sync_arrived WHERE case_id = ? RETURNING items", (case,))
    return [one for (items,) in rows for one in msgspec.msgpack.decode(items, type=list[Delivered])]


def _check(tx: Transaction, known: Membership, grants: CaseGrants, incarnation: str, envelopes: Iterable[Came]) -> None:
    """Each is signed by who had the right to write it, goes on where the one before it in its chain ended, and can be opened.

    Raises ProofError.
    """
    ends: dict[tuple[str, str], tuple[bytes, int, bytes]] = {}
    for one in envelopes:
        checked = check_read(one.read, known.roster, grants)
        header = checked.header
        if header.type not in TYPES or header.incarnation == incarnation:
            raise ProofError("envelope.unread")
        place = header.incarnation, header.type
        if (header.device, header.seq - 1, header.previous) != ends.get(place, (header.device, 0, NO_HASH)):
            raise ProofError("envelope.gap")
        key = keyring.case_key(tx, grants, header.epoch)
        if key is None:
            raise ProofError("key.missing")
        open_envelope(checked, key)
        ends[place] = header.device, header.seq, checked.id
