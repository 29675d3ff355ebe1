"""What a revoked device leaves the leads: the key of a case that the store knows no grant of.

It proves nothing but who leaves it, and whoever stole a laptop can leave anything under its name. So nothing is applied on its
word; a person looks at what the key opens.
"""

from __future__ import annotations

from sync.proof.errors import ProofError
from sync.proof.roster import Roster
from sync.proof.signed import body_of, check_one, signer_of
from sync.wire.office import FORMAT, Bequest, Signed


def check_bequest(signed: Signed, roster: Roster) -> Bequest:
    """A bequest by a device that the office has shut out.

    Raises WireError; ProofError: `bequest.other_office`, `bequest.not_revoked`, `bequest.unreadable`, `signature.wrong`.
    """
    said, by = body_of(signed, "bequest", Bequest), signer_of(signed)
    if said.format != FORMAT or said.org != roster.org:
        raise ProofError("bequest.other_office")
    if by not in roster.members or roster.is_active(by):
        raise ProofError("bequest.not_revoked")
    names = [one.device for one in said.keys]
    if not said.case or not said.epoch or not names or names != sorted(set(names)):
        raise ProofError("bequest.unreadable")
    check_one(signed, roster.members[by].keys.sign)
    return said
