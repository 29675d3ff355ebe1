"""The hybrid logical clock: as near to the wall clock as it can be while never running backwards within a case.

It only orders what is shown. Nothing is decided by it: a laptop that is ten years wrong changes the order shown, no more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

FOLLOWED_MS = 60 * 60 * 1000
LAST_MS = 253_402_300_799_999
"""The end of the year 9999: what lies beyond, or before 1970, cannot be shown as a day."""


FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


class Stamp(NamedTuple):
    """ms: milliseconds since 1970 in UTC; tick: counts within one millisecond."""

    ms: int
    tick: int


def at_of(ms: int) -> datetime:
    """A stamp as a moment; one outside the calendar at its end, since a wrong clock is no reason to fail."""
    try:
        return datetime.fromtimestamp(ms / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return LAST if ms > 0 else FIRST


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
