"""How a figure is taken: ours and the peer in turns, in one process and one run; the ratio of the medians is what counts."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the report.

    row: its number in the list of goals; work: what was done; ours, peer: seconds (or the unit named);
    goal: the highest good ratio.
    """

    row: str
    work: str
    ours: float
    peer: float
    peer_name: str
    goal: float
    unit: str = "s"
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.goal


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of each call, taken A B A B …, after one of each that does not count; the collector rests meanwhile."""
    ours(), peer()
    mine: list[float] = []
    theirs: list[float] = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            mine.append(timed(ours))
            theirs.append(timed(peer))
    finally:
        gc.enable()
    return mine, theirs


def median(figures: Sequence[float]) -> float:
    return statistics.median(figures)


def p95(figures: Sequence[float]) -> float:
    """The figure that 95 in 100 stay below."""
    return sorted(figures)[max(0, round(0.95 * len(figures)) - 1)]


def p99(figures: Sequence[float]) -> float:
    """The figure that 99 in 100 stay below."""
    return sorted(figures)[max(0, round(0.99 * len(figures)) - 1)]
