"""How deep lists and tables may lie in each other in a save, wherever it is read: a decoder's own limit is what the stack leaves.
And how many things lie in what came: a decoder makes of each byte a thing that takes fifty times its room.

Nothing here calls itself, and nothing is decoded: MessagePack tells in front of each list and table how much lies in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

DEEPEST: Final = 64
"""Levels in a save, itself the first; a change's value begins at the fourth. What this program writes comes to six."""
OPENERS: Final = bytes([*range(0x80, 0xA0), *range(0xDC, 0xE0)])
_FIXED: Final = {0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8} | {
    0xD4 + power: 1 + (1 << power) for power in range(5)
}
_SIZED: Final = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xC7: 1, 0xC8: 2, 0xC9: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
"""Bytes of the size that stands before what is that long; an extension (C7 to C9) has one byte more."""
_LISTS: Final = {0xDC: (2, 1), 0xDD: (4, 1), 0xDE: (2, 2), 0xDF: (4, 2)}


class DeepError(ValueError):
    """A save that is nested deeper than DEEPEST."""

    code = "save.too_deep"


def is_deep(payload: bytes, most: int = DEEPEST) -> bool:
    """Whether MessagePack is nested deeper than that. What is none is not deep: whoever decodes it finds that out."""
    openers = len(payload) - len(payload.translate(None, OPENERS))  # each level takes one of these
    return openers > most and _levels(payload, most + 1) > most


def holds_more(payload: bytes, most: int) -> bool:
    """Whether MessagePack tells of more things than that: values, keys, and lists and tables themselves."""
    return len(payload) > most and any(True for _ in islice(_things(payload), most, None))  # each takes a byte


def _levels(payload: bytes, enough: int) -> int:
    """How deep it is, or enough."""
    deepest, left = 0, [1]
    for inner in _things(payload):
        left[-1] -= 1
        if inner is not None:
            left.append(inner)
            deepest = max(deepest, len(left) - 1)
        while left and not left[-1]:
            left.pop()
        if not left or deepest >= enough:
            break
    return deepest


def _things(payload: bytes) -> Iterator[int | None]:
    """Each thing in turn: how many things lie in it, where it is a list or a table."""
    place = 0
    while place < len(payload):
        first = payload[place]
        place += 1
        inner = None
        if 0x80 <= first < 0xA0:
            inner = (first & 0x0F) * (1 if first >= 0x90 else 2)
        elif 0xA0 <= first < 0xC0:
            place += first & 0x1F
        elif first in _FIXED:
            place += _FIXED[first]
        elif first in _SIZED:
            width = _SIZED[first]
            place += width + int.from_bytes(payload[place : place + width], "big") + (0xC7 <= first <= 0xC9)
        elif first in _LISTS:
            width, each = _LISTS[first]
            inner = each * int.from_bytes(payload[place : place + width], "big")
            place += width
        yield inner
