"""The cases' keys in this vault, and the grants that they came with, verified when they came."""

from __future__ import annotations

from rygsaek.vault.transaction import Reader, Transaction
from sync import membership, pairings
from sync.membership import Membership, key_in
from sync.proof.grants import CaseGrants
from sync.proof.signed import body_of, read_signed
from sync.sealing.grants import earlier_key
from sync.sealing.keys import OFFICE
from sync.wire.codec import encode
from sync.wire.office import Grant, Signed


def grants(reader: Reader, known: Membership, case: str) -> CaseGrants:
    """Who has the case's key, as far as it has been seen. Raises ProofError, WireError where what is kept does not hold."""
    found = CaseGrants.none(known.org, case)
    for (data,) in reader.query("SELECT data FROM sync_grant WHERE case_id = ? ORDER BY n", (case,)):
        found = found.with_grant(read_signed(data), known.roster, is_kept=True)
    return found


def granted_cases(reader: Reader) -> tuple[str, ...]:
    """Every case that has a grant here, in order of the ids."""
    return tuple(row[0] for row in reader.query("SELECT DISTINCT case_id FROM sync_grant ORDER BY case_id"))


def awaited(reader: Reader) -> frozenset[str]:
    """The cases whose grants are to be fetched yet: one made on top of those that are here would come second."""
    return frozenset(case for (case,) in reader.query("SELECT case_id FROM sync_fetching WHERE stage = 'summary'"))


def take_grant(tx: Transaction, known: Membership, before: CaseGrants, signed: Signed) -> CaseGrants:
    """Keep the next grant of a case, and the key that it gives this device; the same grant again changes nothing.

    before: the case's grants so far (`grants`). Returns them with this one. Raises ProofError (`grant.…`, `roster.…`), WireError;
    nothing is written then.
    """
    after = before.with_grant(signed, known.roster)
    said = after.latest
    if after.n == before.n or said is None:
        return before
    key = key_in(tx, known, said, signed, after.n)
    tx.execute("INSERT INTO sync_grant VALUES (?, ?, ?)", (after.case, after.n, encode(signed)))
    if key is not None:
        put(tx, after.case, after.epoch, key)
    return after


def open_waiting(tx: Transaction, known: Membership, pairing: bytes) -> frozenset[str]:
    """Open what has waited for a pairing (its id) that is here now; returns the cases, "" for the office's own key."""
    found = set()
    for case, n in pairings.waiting(tx, pairing):
        found.add(case)
        if case == OFFICE:
            membership.look_again(tx, known)
            continue
        for (data,) in tx.query("SELECT data FROM sync_grant WHERE case_id = ? AND n = ?", (case, n)):
            signed = read_signed(bytes(data))
            said = body_of(signed, "grant", Grant)
            key = key_in(tx, known, said, signed, n)
            if key is not None:
                put(tx, case, said.epoch, key)
    return frozenset(found)


def case_key(reader: Reader, known: CaseGrants, epoch: int) -> bytes | None:
    """The case's key of an epoch, walked down to from a later one where need be; None where this device has none.

    Raises ProofError (`key.…`, `grant.behind`).
    """
    found = reader.query(
        "SELECT epoch, key FROM sync_case_key WHERE case_id = ? AND epoch >= ? ORDER BY epoch", (known.case, epoch)
    )
    for at, key in found:
        if at == epoch:
            return bytes(key)
        if at == known.epoch:
            return earlier_key(bytes(key), known, epoch)
    return None


def put(tx: Transaction, case: str, epoch: int, key: bytes) -> None:
    """Keep a case's key of an epoch: one that was made here, or that a grant gave."""
    tx.execute("INSERT OR IGNORE INTO sync_case_key VALUES (?, ?, ?)", (case, epoch, key))
