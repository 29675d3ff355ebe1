"""Time as the demo measures it."""

from __future__ import annotations

import time
from collections.abc import Callable


def stopwatch() -> Callable[[], float]:
    """Starts now; tells, whenever it is asked, how many seconds have gone."""
    began = time.perf_counter()
    return lambda: time.perf_counter() - began
