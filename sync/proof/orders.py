"""What a lead orders: that a device erases its vault, or may go on without contact; that texts are taken out of a case."""

from __future__ import annotations

from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.roster import Roster
from sync.proof.signed import body_of, check_nth, check_one, id_of, signer_of
from sync.wire.office import FORMAT, Lease, Receipt, Redaction, Signed, Tombstone, Wipe


def check_wipe(signed: Signed, roster: Roster) -> Wipe:
    """An order that a lead gave, to a device that had been revoked by then.

    Raises WireError; ProofError: `wipe.other_office`, `wipe.not_revoked`, `wipe.not_lead`, `roster.behind`, `signature.wrong`.
    """
    said, by = body_of(signed, "wipe", Wipe), signer_of(signed)
    if said.format != FORMAT or said.org != roster.org:
        raise ProofError("wipe.other_office")
    if said.roster_n > roster.n:
        raise ProofError("roster.behind")
    until = roster.members[said.device].until if said.device in roster.members else None
    if until is None or until > said.roster_n:
        raise ProofError("wipe.not_revoked")
    if not roster.was_lead(by, said.roster_n):
        raise ProofError("wipe.not_lead")
    check_one(signed, roster.members[by].keys.sign)
    return said


def check_lease(signed: Signed, roster: Roster) -> Lease:
    """A lease that one who is a lead now gave to a device that is in the office.

    Raises WireError; ProofError: `lease.other_office`, `lease.not_active`, `lease.not_lead`, `signature.wrong`.
    """
    said, by = body_of(signed, "lease", Lease), signer_of(signed)
    if said.format != FORMAT or said.org != roster.org:
        raise ProofError("lease.other_office")
    if not roster.is_active(said.device):
        raise ProofError("lease.not_active")
    if not roster.is_lead(by):
        raise ProofError("lease.not_lead")
    check_one(signed, roster.members[by].keys.sign)
    return said


def check_redaction(signed: Signed, roster: Roster, grants: CaseGrants, *, is_new: bool = False) -> Redaction:
    """Texts taken out of a case by one who was a lead then, and could write in the case. grants: of the case that it names.

    is_new: its signer is a lead now too: as the store sees one just handed in, and whoever has the texts that it takes out.
    Raises WireError; ProofError: `redaction.other_office`, `redaction.not_lead`, `redaction.not_writer`, `redaction.unreadable`,
    `roster.behind`, `grant.behind`, `signature.wrong`.
    """
    said, by = body_of(signed, "redaction", Redaction), signer_of(signed)
    if said.format != FORMAT or said.org != roster.org or said.case != grants.case:
        raise ProofError("redaction.other_office")
    if said.roster_n > roster.n:
        raise ProofError("roster.behind")
    if said.epoch > grants.epoch:
        raise ProofError("grant.behind")
    names = [one.incarnation for one in said.chains]
    if names != sorted(set(names)) or not all(one.seq for one in said.chains) or list(said.blobs) != sorted(set(said.blobs)):
        raise ProofError("redaction.unreadable")
    if not roster.was_lead(by, said.roster_n) or (is_new and not roster.is_lead(by)):
        raise ProofError("redaction.not_lead")
    if not grants.was_writer(by, said.epoch):
        raise ProofError("redaction.not_writer")
    check_one(signed, roster.members[by].keys.sign)
    return said


def check_tombstone(signed: Signed, roster: Roster, *, is_new: bool = False) -> Tombstone:
    """A case deleted by two people of the office, of one where there is one; a lead among them. Fingerprints rise.

    is_new: they are in the office now too: as the store sees one just handed in, and whoever still has the case.
    Raises WireError; ProofError: `tombstone.other_office`, `tombstone.unreadable`, `tombstone.not_two`, `tombstone.not_lead`,
    `tombstone.not_active`, `roster.behind`, `signature.wrong`.
    """
    said = body_of(signed, "tombstone", Tombstone)
    if said.format != FORMAT or said.org != roster.org:
        raise ProofError("tombstone.other_office")
    if said.roster_n > roster.n:
        raise ProofError("roster.behind")
    if not said.retention.strip() or list(said.devices) != sorted(set(said.devices)):
        raise ProofError("tombstone.unreadable")
    for n in {said.roster_n, roster.n} if is_new else {said.roster_n}:
        if not all(roster.was_active(one, n) for one in signed.by):
            raise ProofError("tombstone.not_active")
    persons = {roster.members[one].person for one in signed.by}
    if list(signed.by) != sorted(set(signed.by)) or len(signed.by) != people_needed(roster, said.roster_n):
        raise ProofError("tombstone.not_two")
    if len(persons) != len(signed.by):
        raise ProofError("tombstone.not_two")
    if not any(roster.was_lead(one, said.roster_n) for one in signed.by):
        raise ProofError("tombstone.not_lead")
    for n, one in enumerate(signed.by):
        check_nth(signed, n, roster.members[one].keys.sign)
    return said


def people_needed(roster: Roster, n: int) -> int:
    """How many must sign a tombstone just after link n."""
    return min(2, len({one.person for one in roster.active_at(n)}))


def check_receipt(signed: Signed, roster: Roster, stone: Signed) -> Receipt:
    """A device says that it has nothing of a case any more. stone: the tombstone, checked.

    Raises WireError; ProofError: `receipt.other`, `receipt.not_named`, `signature.wrong`.
    """
    said, case = body_of(signed, "receipt", Receipt), body_of(stone, "tombstone", Tombstone)
    if (said.format, said.org, said.case, said.tombstone) != (FORMAT, roster.org, case.case, id_of(stone)):
        raise ProofError("receipt.other")
    if signer_of(signed) != said.device or said.device not in case.devices or said.device not in roster.members:
        raise ProofError("receipt.not_named")
    check_one(signed, roster.members[said.device].keys.sign)
    return said
