"""The office's own sealed things, from outside."""

from __future__ import annotations

from sync.proof.errors import ProofError
from sync.proof.officekeys import OfficeKeys
from sync.proof.roster import Roster
from sync.proof.signatures import check, covers_notice
from sync.wire.codec import KIB, decode
from sync.wire.requests import Notice

NOTICE_CAP = 4096 * KIB


def check_notice(data: bytes, roster: Roster, keys: OfficeKeys) -> Notice:
    """A notice that a device of the office signed.

    Raises WireError; ProofError: `notice.other_office`, `notice.epoch`, `notice.unknown_device`, `signature.wrong`. That its
    number grows in its slot is the caller's to see. A notice names no roster, so one of a device that has been revoked since is
    taken: what a device may say there is bound to itself, and bundles are a lead's (`sealing`).
    """
    notice = decode(data, Notice, NOTICE_CAP)
    if notice.org != roster.org or notice.org != keys.org:
        raise ProofError("notice.other_office")
    if not 1 <= notice.epoch <= keys.epoch:
        raise ProofError("notice.epoch")
    check_signer(notice, roster)
    return notice


def check_signer(notice: Notice, roster: Roster) -> None:
    """Raises ProofError (`notice.unknown_device`, `signature.wrong`) unless a device of the office signed it."""
    signer = roster.members.get(notice.device)
    if signer is None:
        raise ProofError("notice.unknown_device")
    covered = covers_notice(notice.org, notice.epoch, notice.slot, notice.number, notice.device, notice.ciphertext)
    check(signer.keys.sign, notice.signature, covered)


def check_new(notice: Notice, roster: Roster, keys: OfficeKeys) -> None:
    """Of a notice that `check_notice` has taken, as the store sees one just handed in: of the latest epoch, its device active.

    Raises ProofError: `notice.epoch`, `notice.not_active`.
    """
    if notice.epoch != keys.epoch:
        raise ProofError("notice.epoch")
    if not roster.is_active(notice.device):
        raise ProofError("notice.not_active")
