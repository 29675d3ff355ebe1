"""Bytes packed with zstd, as one frame that tells how large they are: so nothing is ever unpacked beyond its cap."""

from __future__ import annotations

from typing import Final

import zstandard

from sync.wire.codec import KIB, WireError

ENCODING: Final = "zstd"
"""What HTTP calls it (RFC 8878)."""
LEAST_BYTES: Final = 1 * KIB
LEVEL: Final = 1
"""Of an answer. What is sealed packs no tighter at any level, and the names that stand beside it, over and over, nearly as well
at the first, which keeps up with a disk."""


def packed(data: bytes, level: int = LEVEL) -> bytes:
    """The frame."""
    return zstandard.ZstdCompressor(level=level).compress(data)


def unpacked(data: bytes, cap: int) -> bytes:
    """What one frame holds: within the cap (bytes), with nothing behind. Raises WireError `packing.unreadable`, `.too_large`."""
    try:
        size = zstandard.get_frame_parameters(data).content_size
        if size > cap:
            is_told = size != zstandard.CONTENTSIZE_UNKNOWN
            raise WireError("packing.too_large" if is_told else "packing.unreadable")
        return zstandard.ZstdDecompressor().decompress(data, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise WireError("packing.unreadable") from error
