"""Whether anybody in the office stands for something, whatever it says: what nobody does proves nothing of anybody."""

from __future__ import annotations

from sync.proof.envelopes import is_signed_by
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.notices import NOTICE_CAP, check_signer
from sync.proof.roster import Roster
from sync.proof.signed import check_nth, read_signed
from sync.wire.codec import WireError, decode
from sync.wire.requests import Notice


def is_of_office(kind: str, data: bytes, roster: Roster) -> bool:
    """Whether devices that are or were in the office, or its root, have signed this. kind: as the store calls it."""
    try:
        if kind == "envelope":
            one = read_envelope(data)
            return one.header.device in roster.members and is_signed_by(one, roster.members[one.header.device].keys.sign)
        if kind == "notice":
            check_signer(decode(data, Notice, NOTICE_CAP), roster)
            return True
        signed = read_signed(data)
        if signed.what != kind or not signed.by or len(signed.by) != len(signed.signatures):
            return False
        if any(by != roster.org and by not in roster.members for by in signed.by):
            return False
        for n, by in enumerate(signed.by):
            check_nth(signed, n, roster.doc.root if by == roster.org else roster.members[by].keys.sign)
        return True
    except (ProofError, WireError):
        return False
