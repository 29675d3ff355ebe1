"""Chains of envelopes as far as they are known here, one in each (case, incarnation, type): one's own and others'."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from rygsaek.vault.transaction import Reader, Transaction
from sync import healing
from sync.proof.envelopes import Checked
from sync.proof.names import digest
from sync.wire.codec import NO_HASH
from sync.wire.envelopes import Header


class Chain(NamedTuple):
    """A chain. device: whose; seq, id: of its last envelope; last: up to which save (or access entry) it carries.

    is_frozen: its owner has said two different things under one number; nothing more of it is taken.
    """

    case: str
    incarnation: str
    type: str
    device: bytes = b""
    seq: int = 0
    id: bytes = NO_HASH
    last: int = 0
    is_frozen: bool = False


def get(reader: Reader, case: str, incarnation: str, type_: str) -> Chain:
    """A chain; one that is not known has nothing in it."""
    found = reader.one(
        "SELECT device, seq, id, last, is_frozen FROM sync_chain WHERE case_id = ? AND incarnation = ? AND type = ?",
        (case, incarnation, type_),
    )
    if found is None:
        return Chain(case, incarnation, type_)
    return Chain(case, incarnation, type_, bytes(found[0]), found[1], bytes(found[2]), found[3], bool(found[4]))


def put(tx: Transaction, chain: Chain) -> None:
    """Say where a chain ends now."""
    tx.execute("INSERT OR REPLACE INTO sync_chain VALUES (?, ?, ?, ?, ?, ?, ?, ?)", chain)


def keep_link(tx: Transaction, checked: Checked) -> None:
    """Keep what proves that somebody said this under this number, and the envelope for a store that loses it."""
    header, envelope = checked.header, checked.envelope
    seen = msgspec.msgpack.encode((envelope.header, digest(envelope.ciphertext), envelope.signature))
    tx.execute(
        "INSERT OR IGNORE INTO sync_link VALUES (?, ?, ?, ?, ?, ?)",
        (header.case, header.incarnation, header.type, header.seq, checked.id, seen),
    )
    healing.keep(tx, checked)


def id_at(reader: Reader, header: Header) -> bytes | None:
    """The id of the envelope that is known under a header's place, or None."""
    place = (header.case, header.incarnation, header.type, header.seq)
    for table in ("sync_link", "sync_own"):
        found = reader.one(
            f"SELECT id FROM {table} WHERE case_id = ? AND incarnation = ? AND type = ? AND seq = ?",  # noqa: S608
            place,
        )
        if found is not None:
            return bytes(found[0])
    return None
