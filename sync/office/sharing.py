"""Who has a case's key: its own people from the start, colleagues by a grant, and a new key whenever somebody loses access."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rygsaek.errors import InputError
from rygsaek.history import log
from rygsaek.vault.transaction import Reader, Transaction
from sync import keyring, out, pairings
from sync.errors import SyncError
from sync.membership import Membership
from sync.office.mine import mine
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.sealing.grants import make_grant
from sync.sealing.keys import new_key
from sync.sealing.pairings import Pairs
from sync.sending import send
from sync.wire.codec import encode


def begin_case(tx: Transaction, known: Membership, case: str, at: int) -> CaseGrants:
    """The first key of a case, for this person's laptops and the kit; one that has a key already is left alone.

    at: milliseconds. Raises ProofError.
    """
    before = keyring.grants(tx, known, case)
    return before if before.n else grant(tx, known, before, mine(tx, known), (), at)


def begin_cases(tx: Transaction, known: Membership, at: int) -> int:
    """A first key for every case of this vault that has none; returns how many."""
    without = [case for case in log.cases(tx) if not keyring.grants(tx, known, case).n]
    for case in without:
        begin_case(tx, known, case, at)
    return len(without)


def share(
    tx: Transaction, known: Membership, case: str, devices: Collection[bytes], at: int, *, may_write: bool = True
) -> CaseGrants:
    """Give colleagues' laptops a case: the same key, so that they read all that was written before.

    may_write: whether they may write in it as well. Raises InputError (`share.…`), SyncError.
    """
    before = grants_of(tx, known, case)
    for device in devices:
        if not known.roster.is_active(device):
            raise InputError("Den computer er ikke med i kontoret.", "Se, hvem der er med i kontoret.", code="share.device")
    writers, readers = set(before.writers), set(before.readers)
    (writers if may_write else readers).update(devices)
    if (writers, readers - writers) == (set(before.writers), set(before.readers)):
        return before
    return grant(tx, known, before, sorted(writers), sorted(readers - writers), at)


def unshare(tx: Transaction, known: Membership, case: str, devices: Collection[bytes], at: int) -> CaseGrants:
    """Take a case from laptops again: a new key for those who are left. What they have seen, they have seen.

    Raises InputError (`share.…`), SyncError.
    """
    before = grants_of(tx, known, case)
    writers = [one for one in before.writers if one not in devices]
    readers = [one for one in before.readers if one not in devices]
    if len(writers) + len(readers) == len(before.writers) + len(before.readers):
        raise InputError("Den computer har ikke sagen.", "Se, hvem der har den.", code="share.device")
    if not writers:
        raise InputError("Så var der ingen, der havde sagen.", "Del den først med en kollega.", code="share.nobody")
    return grant(tx, known, before, writers, readers, at, is_new_key=True)


def grants_of(reader: Reader, known: Membership, case: str) -> CaseGrants:
    """Who has a case. Raises InputError (`case.unknown`) where this laptop knows no such case, SyncError."""
    found = grants_if_any(reader, known, case)
    if not found.n:
        raise InputError("Sagen findes ikke her.", "Se, om sagens id er skrevet rigtigt.", code="case.unknown")
    if out.is_out(reader, case):
        raise SyncError(out.WHY)
    return found


def grants_if_any(reader: Reader, known: Membership, case: str) -> CaseGrants:
    """The same, without a grant where the case has none. Raises SyncError where what is kept does not hold."""
    try:
        return keyring.grants(reader, known, case)
    except ProofError as error:
        raise SyncError(error.code) from error


def grant(
    tx: Transaction,
    known: Membership,
    before: CaseGrants,
    writers: Sequence[bytes],
    readers: Sequence[bytes],
    at: int,
    *,
    is_new_key: bool = False,
) -> CaseGrants:
    """Make, keep and send the next grant of a case, and before it the pairings that it needs.

    A laptop that makes a key which it is not to have itself keeps no secret that would open it: its pairs are new, and forgotten.
    Raises SyncError (`grant.not_writer`, `key.missing` …).
    """
    is_staying = known.device in (*writers, *readers)
    pairs = pairings.own(tx, known.secret, known.org) if is_staying else Pairs(known.secret, known.org)
    try:
        key_before = keyring.case_key(tx, before, before.epoch) if before.epoch else None
        if before.epoch and key_before is None:
            raise SyncError("key.missing")
        key = key_before if key_before is not None and not is_new_key else new_key()
        signed = make_grant(pairs, known.roster, before, key, writers, readers, at, key_before=key_before if is_new_key else None)
        if is_staying:
            pairings.keep(tx, pairs)
        after = keyring.take_grant(tx, known, before, signed)
    except ProofError as error:
        raise SyncError(error.code) from error
    for one in pairs.signed:
        send(tx, "pairing", "", encode(one), at)
    send(tx, "grant", before.case, encode(signed), at)
    return after
