"""Putting up a notice of one's own."""

from __future__ import annotations

from rygsaek.vault.transaction import Transaction
from sync.errors import SyncError
from sync.membership import Membership, office_key
from sync.sealing.notices import Bundle, DirectoryEntry, make_notice
from sync.sending import send
from sync.wire.codec import encode
from sync.wire.requests import Notice


def post(tx: Transaction, known: Membership, body: DirectoryEntry | Bundle, number: int, at: int) -> Notice:
    """Send a notice, in the place of one's own earlier one about the same.

    number: more than that one's under the same key; at: milliseconds. Raises SyncError (`key.missing`).
    """
    key = office_key(tx, known)
    if key is None:
        raise SyncError("key.missing")
    notice = make_notice(known.secret, key, known.org, known.office.epoch, number, body)
    send(tx, "notice", "", encode(notice), at)
    return notice
