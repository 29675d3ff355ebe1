"""What became of what was handed in: thing by thing, as the store answered."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Flag, auto
from typing import Final

from rygsaek.vault.transaction import Transaction
from sync import healing, losing, matter, out, outbox
from sync.errors import SyncError
from sync.membership import Membership
from sync.outbox import Out
from sync.wire.requests import Result

CLONED: Final = ("envelope.forked", "envelope.incarnation")
"""Refusals which say that somebody else goes on under this life's name."""
SECOND: Final = "grant.forked"
"""A colleague's grant was there first."""
GAP: Final = "envelope.gap"
"""What goes before it was refused: it is handed in again when that has been."""


class Follows(Flag):
    """What is to be done about what the store said."""

    NOTHING = 0
    SEAL_ANEW = auto()
    READ_GRANTS_ANEW = auto()
    BE_ANOTHER = auto()


def keep(
    tx: Transaction, known: Membership, incarnation: str, handed_in: Sequence[Out], results: Sequence[Result]
) -> tuple[int, Follows]:
    """Keep what the store has taken and what it refuses. Returns how many things of one's own it took, and what follows.

    incarnation: this life, which handed them in. Raises SyncError where the store does not answer thing by thing.
    """
    if len(results) != len(handed_in):
        raise SyncError("wire.results")
    given, follows = 0, Follows.NOTHING
    for one, result in zip(handed_in, results, strict=True):
        if one.place[1] not in ("", incarnation):
            healing.answered(tx, one.place)
        elif result.code:
            follows |= _refused(tx, known, incarnation, one, result.code)
        else:
            outbox.taken(tx, one, result.position)
            given += 1
            if one.item.kind == "redaction":  # now a checkpoint without the text
                follows |= Follows.SEAL_ANEW
    return given, follows


def _refused(tx: Transaction, known: Membership, incarnation: str, one: Out, code: str) -> Follows:
    if one.item.kind == "envelope" and code in CLONED:
        return Follows.BE_ANOTHER
    if one.item.kind == "grant" and code == SECOND:
        lost = losing.said_in(one.item.data)
        if losing.first_unsent(tx, lost.case) is None:  # it went with the one before it
            return Follows.NOTHING
        losing.take_out(tx, incarnation, lost.case, lost.n)
        return Follows.SEAL_ANEW | Follows.READ_GRANTS_ANEW
    if one.item.kind == "grant" and code == out.REFUSED:
        if losing.refused(tx, known, incarnation, one.n, losing.said_in(one.item.data)):
            return Follows.SEAL_ANEW | Follows.READ_GRANTS_ANEW
    elif code == "notice.epoch" and matter.lost(tx, known, one.item.data):
        outbox.taken(tx, one, 0)
        return Follows.SEAL_ANEW
    if code != GAP:
        outbox.refused(tx, one, code)
    return Follows.NOTHING
