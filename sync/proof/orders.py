"""What a lead tells one device: to erase its vault, or that it may go on without contact."""

from __future__ import annotations

from sync.proof.errors import ProofError
from sync.proof.roster import Roster
from sync.proof.signed import body_of, check_one, signer_of
from sync.wire.office import FORMAT, Lease, Signed, Wipe


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
