"""What a revoked device hands over, and what is done with it by those who may: messages as in `requests`."""

from __future__ import annotations

from typing import Annotated

from sync.wire.codec import AT_MOST, Count, Hash, Id, Message
from sync.wire.requests import Item


class HandOver(Message, frozen=True):
    """/v1/handover: a revoked device hands over its sealed, unsent work, for quarantine: envelopes, and before those of cases
    that the store knows no grant of, bequests: what opens them."""

    format: Count
    items: tuple[Item, ...]


class HandedOver(Message, frozen=True):
    """wipe: a lead's order to this device (a Signed), or empty."""

    taken: Count
    wipe: bytes


class Quarantine(Message, frozen=True):
    """/v1/quarantine, by whoever may write in a case: what revoked devices handed over. Where the store knows no grant of the
    case: by a lead to whom its key was left, who may only look and drop.

    drop: envelopes and attachments (ids, blobs) that were dealt with; release: attachments to be put among the case's own.
    """

    format: Count
    case: Id
    drop: tuple[Hash, ...]
    release: tuple[Hash, ...]


class Left(Message, frozen=True):
    """An attachment that a revoked device left. is_whole: no piece of it is missing."""

    blob: Hash
    device: Hash
    is_whole: bool


class QuarantineAnswer(Message, frozen=True):
    """items: envelopes, and before them what was left to open those that no grant tells of."""

    items: Annotated[tuple[Item, ...], AT_MOST]
    files: Annotated[tuple[Left, ...], AT_MOST]


class Awaiting(Message, frozen=True):
    """/v1/awaiting: in which of the cases that this device may write in, or whose key was left to it and that nobody has, lies
    something that revoked devices handed over?"""

    format: Count


class AwaitingAnswer(Message, frozen=True):
    cases: Annotated[tuple[Id, ...], AT_MOST]
