"""On a laptop that was revoked: seal all that was never sent, so that somebody can open it when the laptop is erased; the last
looks at cases too, so that their citizens can be told of them.

Of a case that the store knows a grant of, whoever may write there can. What is sealed goes under the last key that the store is
known to have. A case that the store knows no grant of gets a key of its own, left to the office's leads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rygsaek.casework import accesslog
from rygsaek.history import log
from rygsaek.history.journal import Journal
from rygsaek.vault.transaction import Reader, Transaction
from sync import access, keyring, losing, outbox, saves, unsealed
from sync.membership import Membership
from sync.office import cutting_off
from sync.outbox import Sealing
from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants, Epoch
from sync.sealing.bequests import make_bequest
from sync.sealing.keys import commitment, new_key
from sync.wire.office import Signed


def seal_all(tx: Transaction, journal: Journal, by: Sealing) -> None:
    """Seal what was saved here and no envelope carries: for whoever takes over, where the roster itself says that this laptop was
    shut out; else as ever, without asking anybody. by: as this life; it may go on as another. Raises ProofError."""
    if by.known.is_active:
        outbox.seal_unsent(tx, by, may_begin=False)
        return
    cutting_off.settle(tx, journal, by.known)
    by = by._replace(incarnation=journal.vault.incarnation)
    for case in sorted(losing.with_unsent(tx)):
        first = losing.first_unsent(tx, case)
        if first is not None and first > 1:  # colleagues have an earlier key, and never get this one
            losing.take_out(tx, by.incarnation, case, first)
    for case in unsealed.marked(tx):
        own = [one for one in unsealed.uncovered(tx, case) if one.incarnation == by.incarnation]
        grants = _sealable(tx, by, case) if own else None
        if grants is not None:
            for one in own:
                for part in outbox.parts(saves.of_chain(tx, case, one.incarnation, one.first, one.last)):
                    outbox.seal_saves(tx, by, grants, part)
        unsealed.unmark(tx, case)
    accesslog.spread(tx)
    for case in accesslog.untold(tx):
        grants = _sealable(tx, by, case) if log.has(tx, case) else None
        if grants is not None:
            access.seal_of(tx, by, grants)


def bequests(reader: Reader, known: Membership, at: int) -> Iterator[Signed]:
    """What opens the cases that the store knows no grant of; an office always has a lead. at: milliseconds. Raises ProofError."""
    leads = {one.device: one.keys.receive for one in known.roster.leads()}
    rows = reader.query(
        "SELECT DISTINCT case_id, epoch FROM sync_own WHERE position = 0 AND type = 'changes' ORDER BY case_id, epoch"
    )
    unsent = losing.with_unsent(reader)
    for case, epoch in rows:
        grants = keyring.grants(reader, known, case)
        if grants.n and case not in unsent:
            continue
        key = keyring.case_key(reader, grants, epoch)
        if key is None:
            continue
        yield make_bequest(known.secret, known.org, case, epoch, key, leads, at)


def _sealable(tx: Transaction, by: Sealing, case: str) -> CaseGrants | None:
    """The case's grants up to the last epoch in which this device could write; None where it has no key of that."""
    known = by.known
    grants = keyring.grants(tx, known, case)
    if not grants.n:
        return _begun(tx, by, case)
    last = next((at for at in range(grants.epoch, 0, -1) if grants.was_writer(known.device, at)), 0)
    try:
        key = keyring.case_key(tx, grants, last) if last else None
    except ProofError:
        key = None
    if key is None:
        return None
    keyring.put(tx, case, last, key)
    return replace(grants, epochs=grants.epochs[:last])


def _begun(tx: Transaction, by: Sealing, case: str) -> CaseGrants:
    """A case that nobody was granted, as if it had been: with a key, and this device as its writer."""
    none = CaseGrants.none(by.known.org, case)
    key = keyring.case_key(tx, none, 1) or new_key(by.entropy)
    keyring.put(tx, case, 1, key)
    return replace(none, epochs=(Epoch(commitment(key, none.org, case, 1), b"", frozenset((by.known.device,))),))
