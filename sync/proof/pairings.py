"""Whose a pairing is: a secret that one who grants has handed to one who receives.

It says nothing about who may what: that is judged with the grant that names it, which binds its very bytes by its id. So it needs
no place in a chain, outlives its signer, and can be replaced by no other.
"""

from __future__ import annotations

from sync.proof.errors import ProofError
from sync.proof.names import recovery_name
from sync.proof.roster import Roster
from sync.proof.signed import body_of, check_one, signer_of
from sync.wire.office import FORMAT, Pairing, Signed


def check_pairing(signed: Signed, roster: Roster) -> Pairing:
    """A pairing by the giver that it names, a device of the office or its root, for a device or the kit of the same office.

    Raises WireError; ProofError: `pairing.other_office`, `pairing.unknown_device` (whoever is not in the roster, or not yet),
    `pairing.unreadable` (signed by another), `signature.wrong`.
    """
    said, by = body_of(signed, "pairing", Pairing), signer_of(signed)
    if said.format != FORMAT or said.org != roster.org:
        raise ProofError("pairing.other_office")
    if by != said.giver:
        raise ProofError("pairing.unreadable")
    if said.receiver not in roster.members and said.receiver != recovery_name(roster.doc.recovery):
        raise ProofError("pairing.unknown_device")
    if by == roster.org:
        check_one(signed, roster.doc.root)
    elif by in roster.members:
        check_one(signed, roster.members[by].keys.sign)
    else:
        raise ProofError("pairing.unknown_device")
    return said
