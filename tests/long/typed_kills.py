"""Kills of the whole program while someone types in it: what is older than a second is there again, and so is the place."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from tests.support.kill_typing import check

TITLE = "kill -9 at any keystroke; the next start at the same field"
FULL = range(300)


def run(first_seed: int, last_seed: int) -> str:
    """One kill and one start for each seed."""
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="rygsaek-") as folder:
        for seed in range(first_seed, last_seed + 1):
            seen[check(Path(folder) / "vault", seed)] += 1
    told = ", ".join(f"{count} {where}" for where, count in sorted(seen.items()))
    return f"{sum(seen.values())} kills while typing, 0 letters older than 1 s lost ({told})"
