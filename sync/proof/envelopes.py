"""Sealed changes from outside: all that can be checked without a key and without the chain."""

from __future__ import annotations

import hmac
from typing import NamedTuple

from sync.proof.errors import ProofError
from sync.proof.grants import CaseGrants
from sync.proof.names import envelope_id
from sync.proof.roster import Roster
from sync.proof.signatures import check as check_signature
from sync.proof.signatures import covers_envelope
from sync.wire.codec import KIB, NO_HASH, decode
from sync.wire.envelopes import DOMAIN, ENVELOPE_CAP, Envelope, Header
from sync.wire.office import SUITE

HEADER_CAP = 1 * KIB
TAG_BYTES = 16
LENGTH_BYTES = 4


class Read(NamedTuple):
    """An envelope that says the same of itself all over; who signed it is not looked at yet."""

    envelope: Envelope
    header: Header
    id: bytes


class Checked(NamedTuple):
    """An envelope that a device of the office signed and had the right to write; its chain is not looked at yet."""

    envelope: Envelope
    header: Header
    id: bytes


def padded(size: int) -> int:
    """Padmé: the least length from `size` on that tells no more than its own order of magnitude. size: bytes, from 0.

    At most 12 % longer. Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
    PURBs", PETS 2019, § 4.
    """
    if size < 2:
        return size
    exponent = size.bit_length() - 1
    low = exponent - exponent.bit_length()
    mask = (1 << low) - 1
    return (size + mask) & ~mask


def read(data: bytes) -> Read:
    """An envelope's bytes, strictly. Raises WireError; ProofError: `envelope.suite`, `.unreadable`, `.padding`."""
    envelope = decode(data, Envelope, ENVELOPE_CAP)
    header = decode(envelope.header, Header, HEADER_CAP)
    if header.domain != DOMAIN or header.suite != SUITE:
        raise ProofError("envelope.suite")
    if header.seq == 0 or header.epoch == 0 or (header.seq == 1) != (header.previous == NO_HASH):
        raise ProofError("envelope.unreadable")
    if header.covers and header.type not in ("checkpoint", "summary"):
        raise ProofError("envelope.unreadable")
    size = len(envelope.ciphertext)
    if header.length != size or padded(size) != size or size < LENGTH_BYTES + TAG_BYTES:
        raise ProofError("envelope.padding")
    return Read(envelope, header, envelope_id(envelope.header, envelope.ciphertext))


def is_signed_by(one: Read, public: bytes) -> bool:
    """Whether its signature is of this key."""
    try:
        check_signature(public, one.envelope.signature, covers_envelope(one.envelope.header, one.envelope.ciphertext))
    except ProofError:
        return False
    return True


def check(data: bytes, roster: Roster, grants: CaseGrants, *, is_new: bool = False, is_handed_over: bool = False) -> Checked:
    """As `check_read`, of an envelope's bytes."""
    return check_read(read(data), roster, grants, is_new=is_new, is_handed_over=is_handed_over)


def check_read(
    one: Read, roster: Roster, grants: CaseGrants, *, is_new: bool = False, is_handed_over: bool = False, signed_by: bytes = b""
) -> Checked:
    """Steps 2, 3, 4 and 6 of what a laptop checks. grants: of the case that the header names (`read`).

    is_new: as the store sees one just handed in: its signer is active and a writer by the latest grant. is_handed_over: by a
    revoked device, beyond its cut-off, for a person to judge. signed_by: a key that `is_signed_by` has found it to be signed by.
    Raises WireError; ProofError: as `read`, and `envelope.other_office`, `envelope.unknown_device`, `envelope.cut_off` (after its
    signer's revocation), `signature.wrong`, `key.unsound`, `envelope.not_writer`, `envelope.commitment`, `grant.behind`.
    """
    envelope, header, id_ = one
    if header.org != roster.org or header.org != grants.org or header.case != grants.case:
        raise ProofError("envelope.other_office")
    signer = roster.members.get(header.device)
    if signer is None:
        raise ProofError("envelope.unknown_device")
    if not is_handed_over and not roster.may_sign(header.device, header.case, header.incarnation, header.type, header.seq, id_):
        raise ProofError("envelope.cut_off")
    if is_new and not signer.is_active:
        raise ProofError("envelope.cut_off")
    if signed_by != signer.keys.sign:
        check_signature(signer.keys.sign, envelope.signature, covers_envelope(envelope.header, envelope.ciphertext))
    commitment = grants.commitment(header.epoch)
    if not grants.was_writer(header.device, header.epoch) or (is_new and header.device not in grants.writers):
        raise ProofError("envelope.not_writer")
    if not hmac.compare_digest(commitment, header.commitment):
        raise ProofError("envelope.commitment")
    return Checked(envelope, header, id_)
