"""On a lead's laptop: invites, who has asked to come in with them, and letting them in.

Only the laptop that made an invite knows its secret, so only there can an applicant's keys be checked.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from rygsaek.vault.secret import new_id
from sync.identity import Entropy, HiddenMessage
from sync.membership import Membership
from sync.office import words
from sync.office.codes import HALF, SECRET_BYTES, InviteCode
from sync.office.labels import Label, read_label
from sync.office.links import next_link
from sync.proof.errors import ProofError
from sync.proof.keys import check_keys
from sync.proof.names import fingerprint, invite_hash
from sync.sealing.grants import make_office_key, sign
from sync.sealing.joining import check_join, open_label
from sync.sealing.notices import seal_roster_label
from sync.sealing.pairings import Pairs
from sync.wire.codec import Message, Millis, WireError, encode
from sync.wire.office import FORMAT, DeviceKeys, Role, Signed
from sync.wire.requests import Invite, Join

INVITE_MS = 24 * 60 * 60 * 1000


class Invited(HiddenMessage, frozen=True):
    """An invite that this laptop made. until: when it dies, in ms."""

    secret: bytes
    until: Millis


class Invites(Message, frozen=True):
    """Those that may still be used, or wait to be let in."""

    invited: tuple[Invited, ...]


class Applicant(NamedTuple):
    """Who has asked to come in, and has shown that they hold an invite from here. words: what they must see as well."""

    device: bytes
    keys: DeviceKeys
    label: Label
    words: tuple[str, ...]
    invite: bytes

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "device": self.device.hex(),
            "person": self.label.person,
            "laptop": self.label.laptop,
            "words": list(self.words),
        }


def make_invite(known: Membership, at: int, entropy: Entropy = os.urandom) -> tuple[InviteCode, Invited]:
    """A new invite, and what this laptop keeps of it. at: milliseconds."""
    code = InviteCode(known.server_url, known.org[:HALF], entropy(SECRET_BYTES))
    return code, Invited(code.secret, at + INVITE_MS)


def question(invited: Invited) -> Invite:
    """What the store is told of an invite: its hash."""
    return Invite(FORMAT, invite_hash(invited.secret), invited.until)


def applicants(known: Membership, invites: Invites, joins: Iterable[Join]) -> tuple[Applicant, ...]:
    """Who of those asking holds an invite from here with the keys that the store shows, and is not in already."""
    by_hash = {invite_hash(one.secret): one for one in invites.invited}
    found = (_applicant(known, by_hash[join.hash], join) for join in joins if join.hash in by_hash)
    return tuple(one for one in found if one is not None)


def _applicant(known: Membership, invited: Invited, join: Join) -> Applicant | None:
    org, device = known.org[:HALF], fingerprint(join.keys)
    try:
        check_keys(join.keys)
        check_join(invited.secret, org, join.keys, join.label, join.proof)
        label = read_label(open_label(invited.secret, org, join.keys, join.label))
    except (ProofError, WireError):
        return None
    if device in known.roster.members:
        return None
    return Applicant(device, join.keys, label, words.of_device(org, device), join.hash)


def admit(
    known: Membership,
    pairs: Pairs,
    office_key: bytes,
    applicant: Applicant,
    role: Role,
    at: int,
    *,
    person: str | None = None,
    entropy: Entropy = os.urandom,
) -> tuple[Signed, ...]:
    """The roster link that lets an applicant in, and the office key for it, with the pairings that it needs before it.

    pairs: this laptop's own; office_key: of the latest epoch; person: whose laptop it is, None for somebody new; at: ms.
    Raises ProofError.
    """
    roster = known.roster
    label = seal_roster_label(office_key, known.org, known.office.epoch, applicant.device, encode(applicant.label), entropy)
    link = next_link(roster, "add", applicant.device, at, keys=applicant.keys, person=person or new_id(), label=label, role=role)
    signed = sign("roster", encode(link), known.secret)
    after = roster.with_link(signed)
    office = make_office_key(pairs, after, known.office, office_key, at, entropy=entropy)
    return signed, *pairs.signed, office
