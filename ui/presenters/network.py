"""Who stands where in the picture of a network: the citizen in the middle, the private ring, the professional ring. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """One of those around the citizen. group: what they are, in words; contact: in touch now, None where nobody said."""

    name: str
    group: str
    contact: bool | None = None

    @property
    def spoken(self) -> str:
        """As words: name, what they are, in touch or not."""
        touch = {True: "i kontakt nu", False: "ikke i kontakt nu", None: ""}[self.contact]
        return ", ".join(part for part in (self.name or "uden navn", self.group, touch) if part)


@dataclass(frozen=True)
class Network:
    """centre: the citizen's first name; inner: the private ring; outer: the professional one."""

    centre: str = ""
    inner: tuple[Actor, ...] = ()
    outer: tuple[Actor, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody is on the map yet."""
        return not self.inner and not self.outer

    @property
    def spoken(self) -> str:
        """The whole picture as text."""
        if self.is_empty:
            return f"Der er ingen på {self.centre or 'borgeren'}s kort endnu."
        rings = (("Privat", self.inner), ("Fagligt", self.outer))
        return "\n".join(f"{name}: {'; '.join(one.spoken for one in ring)}." for name, ring in rings if ring)


def spread(count: int, radius: float, *, turned: float = 0.0) -> tuple[tuple[float, float], ...]:
    """Points evenly on a circle round (0, 0), the first at the top, clockwise. turned: a share of one step to turn by."""
    step = 2 * math.pi / count if count else 0.0
    angles = (-math.pi / 2 + step * (place + turned) for place in range(count))
    return tuple((radius * math.cos(angle), radius * math.sin(angle)) for angle in angles)
