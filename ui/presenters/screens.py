"""Which screens there are, and what may be shown on them: a mirrored screen shows the citizen what the caseworker sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MIRRORED = "Den anden skærm viser det samme som din. Derfor ser I begge borgerens side."


class Area(NamedTuple):
    """Where a screen lies on the desktop, in pixels."""

    x: int
    y: int
    width: int
    height: int

    def overlaps(self, other: Area) -> bool:
        """Whether the two show some of the same."""
        beside = self.x + self.width <= other.x or other.x + other.width <= self.x
        over = self.y + self.height <= other.y or other.y + other.height <= self.y
        return not (beside or over)


def is_mirrored(areas: Sequence[Area]) -> bool:
    """Whether two screens show the same part of the desktop."""
    return any(one.overlaps(other) for number, one in enumerate(areas) for other in areas[number + 1 :])


def other_screen(areas: Sequence[Area], mine: int) -> int | None:
    """The number of a screen that the citizen may have for their own; None where there is none, or where screens are mirrored."""
    if is_mirrored(areas):
        return None
    return next((number for number in range(len(areas)) if number != mine), None)
