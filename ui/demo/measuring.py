"""Time as the demo measures it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def stopwatch() -> Callable[[], float]:
    """Starts now; tells, whenever it is asked, how many seconds have gone."""
    began = time.perf_counter()
    return lambda: time.perf_counter() - began


def clock_from(at: datetime) -> Callable[[], datetime]:
    """A clock that stands at a moment now, and goes on from there. at: aware; what comes is in UTC."""
    elapsed, first = stopwatch(), at.astimezone(UTC)
    return lambda: first + timedelta(seconds=elapsed())
