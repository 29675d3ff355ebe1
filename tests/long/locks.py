"""Two hundred locks while somebody types: not a letter lost, back at the same field each time, each over in two seconds."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from tests.support.locking import lay, lock_again_and_again

TITLE = "locks while typing"
FULL = range(200)
AT_ONCE = 20
"""So many locks in one vault; then a new one, since the text grows."""
MOST_S = 2.0
"""From the key to the end of the process that held the vault's key (SECURITY.md, row 7)."""


def run(first_seed: int, last_seed: int) -> str:
    """Locks once for each seed; returns a line for the log. Raises AssertionError for a lost letter and for a slow lock."""
    letters, took_s = 0, list[float]()
    for first in range(first_seed, last_seed + 1, AT_ONCE):
        with tempfile.TemporaryDirectory() as folder:
            lay(Path(folder) / "profile")
            typed, seconds = lock_again_and_again(Path(folder) / "profile", range(first, min(first + AT_ONCE, last_seed + 1)))
        letters += typed
        took_s += seconds
    took = f"a lock {statistics.median(took_s):.2f} s, at most {max(took_s):.2f} s"
    told = f"{len(took_s)} locks, {letters} letters typed, 0 lost; {took}"
    slow = [f"seed {first_seed + place} {seconds:.2f} s" for place, seconds in enumerate(took_s) if seconds > MOST_S]
    assert not slow, f"{told}; over {MOST_S:.0f} s: {', '.join(slow)}"
    return told
