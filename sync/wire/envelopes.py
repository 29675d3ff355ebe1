"""Sealed changes as the store and the network see them."""

from __future__ import annotations

from typing import Literal

from sync.wire.codec import MIB, Count, Hash, Id, Message, Signature

DOMAIN = "rygsaek envelope 1"
Type = Literal["changes", "checkpoint", "summary", "access"]
"""changes: saves; checkpoint: the packed history and the heads that it covers; summary: what a list needs of a case;
access: who looked. Each type has a chain of its own in (incarnation, case)."""

ENVELOPE_CAP = 16 * MIB


class Header(Message, frozen=True):
    """Authenticated with the ciphertext and signed. seq: from 1 in (incarnation, case, type); previous: id of the one before.

    commitment: the case key's of that epoch; salt: the content key's; length: of the ciphertext in bytes (padded: Padmé).
    covers: of a checkpoint or a summary, up to which position of the store everything of the case is in it (its author's cursor
    then); 0 in the other types.
    """

    domain: str
    suite: Count
    type: Type
    org: Hash
    case: Id
    epoch: Count
    commitment: Hash
    incarnation: Id
    device: Hash
    seq: Count
    previous: Hash
    salt: Hash
    length: Count
    covers: Count


class Envelope(Message, frozen=True):
    """header: the bytes of a Header; signature: the device's, over both hashes. `proof.envelope_id` names it."""

    header: bytes
    ciphertext: bytes
    signature: Signature
