"""Which words of two texts differ, for showing them side by side."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

Parts = tuple[tuple[str, bool], ...]


def differing(text: str, other: str) -> Parts:
    """`text` in pieces, True for those that `other` does not have in that place. Whole words."""
    mine, theirs = _words(text), _words(other)
    pieces: list[tuple[str, bool]] = []
    for tag, start, end, _, _ in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        piece = "".join(mine[start:end])
        if piece:
            pieces.append((piece, tag != "equal"))
    return tuple(pieces)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
