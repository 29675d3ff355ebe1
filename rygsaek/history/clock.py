"""The hybrid logical clock: as near to the wall clock as it can be while never running backwards within a case.

It only orders what is shown. Nothing is decided by it: a laptop that is ten years wrong changes the order shown, no more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

FOLLOWED_MS = 60 * 60 * 1000
LAST_MS = 253_402_300_799_999
"""The end of the year 9999: what lies beyond, or before 1970, cannot be shown as a day."""


class Stamp(NamedTuple):
    """ms: milliseconds since 1970 in UTC; tick: counts within one millisecond."""

    ms: int
    tick: int


class HybridClock:
    """now: milliseconds since 1970 in UTC, from whoever wires."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now

    def after(self, seen: Stamp) -> Stamp:
        """A stamp later than the one seen.

        One more than an hour ahead is not followed: its clock is wrong, and following it would misdate everything here.
        """
        now = min(max(0, self._now()), LAST_MS)
        if seen.ms < now or seen.ms > now + FOLLOWED_MS:
            return Stamp(now, 0)
        return Stamp(seen.ms, seen.tick + 1)
