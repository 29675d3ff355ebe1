"""Quiet minutes at the table: dim, pause, lock. A pure clock-free rule: time is given, the answer is what the screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuietState = Literal["awake", "dim", "pause", "lock"]


@dataclass(frozen=True)
class QuietLimits:
    """Quiet minutes before each step during a visit; a municipality may set its own (SECURITY.md: theft against dignity)."""

    dim_min: float = 5
    pause_min: float = 15
    lock_min: float = 30


class Quiet:
    """Knows when something was last touched, and what that means now. Seconds are of any steady clock."""

    def __init__(self, limits: QuietLimits, now_s: float) -> None:
        self._steps: tuple[tuple[float, QuietState], ...] = (
            (limits.lock_min * 60, "lock"),
            (limits.pause_min * 60, "pause"),
            (limits.dim_min * 60, "dim"),
        )
        self._touched_s = now_s

    def touched(self, now_s: float) -> None:
        """Any key, touch, pen or mouse counts."""
        self._touched_s = now_s

    def state(self, now_s: float) -> QuietState:
        """What the quiet time so far asks for; the strictest step that is reached."""
        quiet_s = now_s - self._touched_s
        return next((state for limit_s, state in self._steps if quiet_s >= limit_s), "awake")

    def next_step_s(self, now_s: float) -> float | None:
        """Seconds until the next step, None when all are behind us."""
        waits = [limit_s - (now_s - self._touched_s) for limit_s, _ in self._steps]
        ahead = [wait_s for wait_s in waits if wait_s > 0]
        return min(ahead) if ahead else None
