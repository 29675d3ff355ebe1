"""What a lead orders: that a device erases its vault, or may go on without contact; that texts are taken out of a case."""

from __future__ import annotations

from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.roster import Roster
from sync.proof.signed import body_of, check_one, signer_of
from sync.wire.office import FORMAT, Lease, Redaction, Signed, Wipe


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
    if names != sorted(set(names)) or not all(one.seq for one in said.chains):
        raise ProofError("redaction.unreadable")
    if not roster.was_lead(by, said.roster_n) or (is_new and not roster.is_lead(by)):
        raise ProofError("redaction.not_lead")
    if not grants.was_writer(by, said.epoch):
        raise ProofError("redaction.not_writer")
    check_one(signed, roster.members[by].keys.sign)
    return said
