"""What can be found out of things handed in before their turn, while no lock is held and other requests go on.

Nothing is decided here: what is not found out ahead, or not any more as it was, the turn finds out itself.
"""

from __future__ import annotations

from typing import NamedTuple

from sync.proof.envelopes import Read, is_signed_by
from sync.proof.envelopes import read as read_envelope
from sync.proof.errors import ProofError
from sync.proof.signed import body_of, read_signed
from sync.server.offices import Directory
from sync.wire.codec import WireError
from sync.wire.office import Grant
from sync.wire.requests import Exchange, Item


class Ahead(NamedTuple):
    """An envelope as it was read; signed_by: the public key whose holder is known to stand for it, b"" where nobody is."""

    read: Read
    signed_by: bytes


class HandingIn(NamedTuple):
    """What is asked, and of each thing to be handed in what is known ahead. cases: whose grants will be needed."""

    asked: Exchange
    ahead: tuple[Ahead | None, ...]
    cases: frozenset[str]


def handing_in(directory: Directory, asker: bytes, asked: Exchange) -> HandingIn:
    """Read what a device (its fingerprint) hands in by a request whose signature has been checked, and check signatures.

    What the device has sealed itself stands in its request, byte for byte, under the same key's signature: that is its word
    already (decision 0013). What others have sealed is looked at, each by itself.
    """
    found = tuple(_ahead(directory, asker, one) for one in asked.push)
    granted = (_granted(one) for one in asked.push if one.kind == "grant")
    return HandingIn(asked, found, frozenset(granted) | {one.read.header.case for one in found if one is not None})


def _granted(item: Item) -> str:
    """The case that a grant is of, "" for one that cannot be read."""
    try:
        return body_of(read_signed(item.data), "grant", Grant).case
    except (ProofError, WireError):
        return ""


def _ahead(directory: Directory, asker: bytes, item: Item) -> Ahead | None:
    if item.kind != "envelope":
        return None
    try:
        found = read_envelope(item.data)
    except (ProofError, WireError):
        return None
    signer = directory.devices.get(found.header.device)
    public = b"" if signer is None else signer[1].sign
    is_known = bool(public) and (found.header.device == asker or is_signed_by(found, public))
    return Ahead(found, public if is_known else b"")
