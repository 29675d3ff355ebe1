"""When to talk with the store. Pure: times go in and come out, in milliseconds.

Now and then by itself, never all laptops at once; soon after a network appears or something was saved; less and less often
while it fails; at once when a person asks.
"""

from __future__ import annotations

from typing import Final, NamedTuple

MINUTE_MS: Final = 60_000
REST_MS: Final = 10 * MINUTE_MS
METERED_REST_MS: Final = 60 * MINUTE_MS
AFTER_SAVE_MS: Final = 1 * MINUTE_MS
AFTER_NETWORK_MS: Final = 10_000
FIRST_RETRY_MS: Final = 30_000
LAST_RETRY_MS: Final = 30 * MINUTE_MS
SPREAD: Final = 0.2
"""How much of a time is left to chance, to either side: two hundred laptops that are opened at half past eight drift apart."""


class Schedule(NamedTuple):
    """due_ms: when to talk next; failures: how often in a row it went wrong; is_metered: the line costs by the byte."""

    due_ms: int
    failures: int = 0
    is_metered: bool = False

    def is_due(self, now_ms: int) -> bool:
        """It is time; also where the clock has been set back behind any time that was meant."""
        return now_ms >= self.due_ms or self.due_ms - now_ms > 2 * METERED_REST_MS

    def done(self, now_ms: int, chance: float) -> Schedule:
        """It went well. chance: from 0 to 1."""
        rest = METERED_REST_MS if self.is_metered else REST_MS
        return self._replace(due_ms=now_ms + spread(rest, chance), failures=0)

    def failed(self, now_ms: int, chance: float, retry_after_ms: int = 0) -> Schedule:
        """It went wrong. retry_after_ms: what the store asked for at least."""
        pause = min(FIRST_RETRY_MS * 2 ** min(self.failures, 10), LAST_RETRY_MS)
        return self._replace(due_ms=now_ms + max(spread(pause, chance), retry_after_ms), failures=self.failures + 1)

    def network_appeared(self, now_ms: int, chance: float) -> Schedule:
        """Soon, and what failed before does not count: there was no network."""
        return self._replace(due_ms=min(self.due_ms, now_ms + int(AFTER_NETWORK_MS * chance)), failures=0)

    def saved(self, now_ms: int, chance: float) -> Schedule:
        """Something is only here: within a minute or so, unless the store is out of reach anyway."""
        if self.failures or self.is_metered:
            return self
        return self._replace(due_ms=min(self.due_ms, now_ms + spread(AFTER_SAVE_MS, chance)))


def spread(pause_ms: int, chance: float) -> int:
    """A time, up to a fifth more or less."""
    return int(pause_ms * (1 + SPREAD * (2 * chance - 1)))
