"""Numbers in planes: all lowest bytes, then all second ones. What differs little then packs to little."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from sync.wire.codec import WireError

WIDEST: Final = 8
EVERY_BYTE: Final = bytes(range(256))
SIGNED: Final = 9


def column(values: Sequence[int]) -> bytes:
    """Numbers from -2^63 to 2^63-1 as bytes. How many there are is told elsewhere; nothing but zeros is no bytes at all."""
    largest = max(values, default=0)
    if min(values, default=0) < 0:
        width, laid = SIGNED, struct.pack(f"<{len(values)}q", *values)
    elif largest == 0:
        return b""
    else:
        width, laid = (largest.bit_length() + 7) // 8, struct.pack(f"<{len(values)}Q", *values)
    return bytes((width,)) + b"".join(laid[plane::8] for plane in range(min(width, WIDEST)))


def numbers(data: bytes, count: int) -> Sequence[int]:
    """What `column` made of so many numbers. Raises WireError (`columns.unreadable`)."""
    if not data:
        return bytes(count)
    width = min(data[0], WIDEST)
    if not 1 <= data[0] <= SIGNED or len(data) != 1 + width * count:
        raise WireError("columns.unreadable")
    if width == 1:
        return data[1:]
    room, kind = (4, "I") if width <= 4 else (8, "q" if is_signed(data) else "Q")
    laid = bytearray(room * count)
    for plane in range(width):
        laid[plane::room] = data[1 + plane * count : 1 + (plane + 1) * count]
    return struct.unpack(f"<{count}{kind}", laid)


def places(data: bytes, count: int, below: int) -> Sequence[int]:
    """As `numbers`, each from 0 to below a number, such as a table's length. Raises WireError (`columns.unreadable`)."""
    found = numbers(data, count)
    if (data and (is_signed(data) or not _are_below(found, below))) or (count and not below):
        raise WireError("columns.unreadable")
    return found


def use_all(found: Sequence[int], below: int) -> bool:
    """Whether every place below a number is among those found."""
    if isinstance(found, bytes):
        return not EVERY_BYTE[:below].translate(None, found) and below <= len(EVERY_BYTE)
    return len(set(found)) == below


def is_signed(data: bytes) -> bool:
    """Whether some of the numbers may be below zero."""
    return data[:1] == bytes((SIGNED,))


def _are_below(found: Sequence[int], below: int) -> bool:
    if isinstance(found, bytes):
        return not found.translate(None, EVERY_BYTE[:below])  # a tenth of the time of `max`
    return max(found, default=-1) < below
