"""Deleting a case for good: decided by two people, one where there is one, and never by the program.

Where nobody else has the case (no office, or never sent), it goes from this vault alone.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from rygsaek.casework import held, purging, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.history.journal import Journal
from rygsaek.paper import attached, print_jobs
from rygsaek.vault.transaction import Reader, Transaction
from sync import deletions, keyring, membership
from sync.errors import SyncError
from sync.membership import Membership
from sync.office.labels import label_of
from sync.proof.errors import ProofError
from sync.proof.orders import check_tombstone, people_needed
from sync.proof.signed import body_of
from sync.redactions import iso_of
from sync.sealing.grants import countersign, joined, sign
from sync.sending import send
from sync.wire.codec import MIB, Message, WireError, encode
from sync.wire.office import FORMAT, Signed, Tombstone

REQUEST_CAP: Final = 1 * MIB


class Request(Message, frozen=True):
    """What the first person gives the second. Nothing in it opens anything."""

    signed: Signed


class Begun(NamedTuple):
    """is_done: the case is gone here; request: what another person must sign first, None where nobody must."""

    is_done: bool
    request: Request | None


class Deleted(NamedTuple):
    """A deleted case. at: ms; by: who decided it; done: laptops that have said that it is gone; absent: those that have not.

    is_told: answers come here; only those hear of them who had the case.
    """

    case: str
    at: int
    retention: str
    by: tuple[str, ...]
    done: tuple[str, ...]
    absent: tuple[str, ...]
    is_told: bool = True


def begin(desk: Desk, case: str, retention: str, at: int) -> Begun:
    """Decide that a case is deleted. retention: the rule that says that it may be; at: milliseconds.

    Raises InputError (`case.unknown`, `case.unchecked`, `delete.rule`), SyncError (`grant.not_writer`, `tombstone.…`).
    """
    views.require(desk, case)
    if not retention.strip():
        raise InputError(
            "Der mangler en regel for, at sagen må slettes.", "Skriv reglen, som den hedder hos jer.", code="delete.rule"
        )
    with desk.vault.write() as tx:
        held.refuse_held(tx, case)
        known = membership.load(tx)
        grants = None if known is None else keyring.grants(tx, known, case)
        if known is None or grants is None or not grants.n:
            forget_here(desk, tx, case, at)
            return Begun(True, None)
        if known.device not in grants.writers:
            raise SyncError("grant.not_writer")
        devices = tuple(sorted({*grants.writers, *grants.readers}))
        said = Tombstone(FORMAT, known.org, case, known.roster.n, at, retention.strip(), devices)
        signed = sign("tombstone", encode(said), known.secret)
        if people_needed(known.roster, known.roster.n) > 1:
            return Begun(False, Request(signed))
        _settle(tx, desk.journal, known, signed, at)
        return Begun(True, None)


def forget_here(desk: Desk, tx: Transaction, case: str, at: int) -> None:
    """Let a case that nobody else has go from this vault, with its papers and files. at: milliseconds."""
    print_jobs.forget_case(tx, case, iso_of(at))
    attached.forget_case(tx, case)
    purging.forget_case(desk.journal, case, tx=tx)


def asked(reader: Reader, known: Membership, request: Request) -> tuple[Tombstone, str]:
    """What somebody asks to have deleted, and who asks. Raises SyncError (`tombstone.…`)."""
    try:
        said = body_of(request.signed, "tombstone", Tombstone)
    except (ProofError, WireError) as error:
        raise SyncError(error.code) from error
    if len(request.signed.by) != 1 or not known.roster.is_active(request.signed.by[0]) or said.org != known.org:
        raise SyncError("tombstone.not_active")
    return said, _name(reader, known, request.signed.by[0])


def agree(desk: Desk, request: Request, at: int) -> str:
    """Sign as the second person: now the case goes. Returns the case. Raises SyncError (`tombstone.…`)."""
    with desk.vault.write() as tx:
        known = membership.load(tx)
        if known is None:
            raise SyncError("tombstone.not_active")
        first = tuple(zip(request.signed.by, request.signed.signatures, strict=True))
        parts = sorted([*first, countersign("tombstone", request.signed.body, known.secret)])
        return _settle(tx, desk.journal, known, joined("tombstone", request.signed.body, parts), at)


def deleted(reader: Reader, known: Membership) -> tuple[Deleted, ...]:
    """Every case that is deleted, with who has said that it is gone and who has not, by name; the latest first."""
    found = []
    for signed, said, receipts in deletions.all_of(reader):
        done = tuple(_name(reader, known, one) for one in said.devices if one in receipts)
        absent = tuple(_name(reader, known, one) for one in said.devices if one not in receipts)
        by = tuple(_name(reader, known, one) for one in signed.by)
        found.append(Deleted(said.case, said.at, said.retention, by, done, absent, known.device in said.devices))
    return tuple(found)


def _settle(tx: Transaction, journal: Journal, known: Membership, signed: Signed, at: int) -> str:
    try:
        said = check_tombstone(signed, known.roster, is_new=True)
        send(tx, "tombstone", said.case, encode(signed), at)
        deletions.take(tx, journal, known, signed, at)
    except (ProofError, WireError) as error:
        raise SyncError(error.code) from error
    return said.case


def _name(reader: Reader, known: Membership, device: bytes) -> str:
    return str(label_of(reader, known, device) or device.hex()[:8])
