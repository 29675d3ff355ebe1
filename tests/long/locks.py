"""Two hundred locks while somebody types: not a letter lost, and back at the same field each time."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.support.locking import lay, lock_again_and_again

TITLE = "locks while typing"
FULL = range(200)
AT_ONCE = 20
"""So many locks in one vault; then a new one, since the text grows."""


def run(first_seed: int, last_seed: int) -> str:
    """Locks once for each seed; returns a line for the log."""
    letters = 0
    for first in range(first_seed, last_seed + 1, AT_ONCE):
        with tempfile.TemporaryDirectory() as folder:
            lay(Path(folder) / "profile")
            letters += lock_again_and_again(Path(folder) / "profile", range(first, min(first + AT_ONCE, last_seed + 1)))
    return f"{last_seed - first_seed + 1} locks, {letters} letters typed, 0 lost"
