"""One save as bytes. An entry is packed once and never packed again: it is stored, chained and passed on byte for byte,
so that what a later version wrote into it survives a program that does not know it.

    payload = msgpack [1, ms, tick, by, undoes, [[document, register, kind, value, [superseded …]] …], later …]
    superseded = [txn, n] in the same incarnation, or [incarnation, txn, n]
    hash = SHA-256("rygsaek log 1" ‖ incarnation ‖ case ‖ txn ‖ hash of the entry before ‖ payload), lengths fixed or given

The chain runs per incarnation and case, so a copy of one case can be verified by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from rygsaek.history.changes import Change
from rygsaek.history.clock import Stamp
from rygsaek.history.ids import ChangeId

FORMAT = 1
NO_HASH = bytes(32)
ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder()


class Entry(NamedTuple):
    """One save of one incarnation in one case. hash: of this entry and, through it, of all before it."""

    case: str
    incarnation: str
    txn: int
    payload: bytes
    hash: bytes


class Opened(NamedTuple):
    """An entry's content. undoes: the save that this one takes back, or None."""

    at: Stamp
    by: str
    undoes: int | None
    changes: tuple[Change, ...]


def chain_hash(case: str, incarnation: str, txn: int, before: bytes, payload: bytes) -> bytes:
    """The hash of an entry."""
    total = hashlib.sha256(b"rygsaek log 1")
    for part in (incarnation.encode(), case.encode()):
        total.update(len(part).to_bytes(2, "big") + part)
    total.update(txn.to_bytes(8, "big") + before + payload)
    return total.digest()


def pack(changes: Sequence[Change], undoes: int | None) -> bytes:
    """The payload of one save. changes: at least one, all of the same save."""
    first = changes[0]
    rows = [
        (
            change.document,
            change.register,
            change.kind,
            change.value,
            [one[2:] if one.incarnation == change.id.incarnation else (one[0], *one[2:]) for one in change.supersedes],
        )
        for change in changes
    ]
    return ENCODER.encode((FORMAT, first.at.ms, first.at.tick, first.by, undoes, rows))


def unpack(case: str, incarnation: str, txn: int, payload: bytes) -> Opened:
    """What an entry says. Raises ValueError where it is not an entry at all."""
    content = DECODER.decode(payload)
    try:
        _, ms, tick, by, undoes, rows, *_ = content
        at = Stamp(ms, tick)
        changes = tuple(
            Change(
                ChangeId(incarnation, case, txn, n), at, by, row[0], row[1], row[2], row[3], superseded(case, incarnation, row[4])
            )
            for n, row in enumerate(rows)
        )
    except (TypeError, IndexError) as problem:
        raise ValueError("not an entry") from problem
    return Opened(at, by, undoes, changes)


def superseded(case: str, incarnation: str, packed: Sequence[Any]) -> tuple[ChangeId, ...]:
    return tuple(
        ChangeId(incarnation, case, one[0], one[1]) if len(one) == 2 else ChangeId(one[0], case, one[1], one[2]) for one in packed
    )
