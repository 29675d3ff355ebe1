"""The office's notices, taken in where they belong: the directory, or forms and profile."""

from __future__ import annotations

from contextlib import suppress

from rygsaek.vault.transaction import Transaction
from sync.membership import Membership
from sync.office import bundles, directory
from sync.sealing.notices import Bundle, DirectoryEntry, open_notice
from sync.wire.codec import WireError
from sync.wire.requests import Notice


def take(tx: Transaction, known: Membership, key: bytes, notice: Notice) -> None:
    """Take in a notice that was checked. key: the office's of its epoch. One of a kind that has no place here is left alone.

    Raises ProofError (`notice.not_opened`, `notice.slot`, `notice.not_lead`): nothing is written then.
    """
    try:
        directory.keep(tx, notice, open_notice(key, notice, DirectoryEntry, known.roster))
    except WireError:  # another kind
        _take_bundle(tx, known, key, notice)


def _take_bundle(tx: Transaction, known: Membership, key: bytes, notice: Notice) -> None:
    with suppress(WireError):
        bundles.keep(tx, notice, open_notice(key, notice, Bundle, known.roster))
