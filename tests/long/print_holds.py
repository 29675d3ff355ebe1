"""Row 7 of SECURITY.md's numbers: 200 visits that end, or laptops that are locked, at any moment of a print."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.support.holding import race

TITLE = "visits that end while printing"
FULL = range(1, 201)


def run(first_seed: int, last_seed: int) -> str:
    """One result line."""
    with tempfile.TemporaryDirectory(prefix="rygsaek-long-") as folder:
        held = race(Path(folder), first_seed, last_seed)
    return f"{last_seed - first_seed + 1} ends, {held} of them held a paper back, 0 pages out at another table, 0 papers twice"
