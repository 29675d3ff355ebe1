"""What the test run only takes a part of, taken whole: every page at every look, the central store on every database."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.support.extent import VARIABLE

TITLE = "every page at every look, the central store on every kind of database"
TESTS = (
    "tests/ui/test_pages.py",
    "tests/ui/test_small_windows.py",
    "tests/ui/table/test_table_pages.py",
    "tests/sync/server",
)
FULL = range(len(TESTS))


def run(first_seed: int, last_seed: int) -> str:
    """A seed is one of the places that tests stand in."""
    told = []
    for place in TESTS[first_seed : last_seed + 1]:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", place]
        done = subprocess.run(command, env={**os.environ, VARIABLE: "whole"}, capture_output=True, text=True, check=False)
        said = done.stdout.strip().splitlines()[-1]
        assert done.returncode == 0, f"{place}: {said}"
        told.append(f"{place.removeprefix('tests/')}: {said.partition(' in ')[0]}")
    return ", ".join(told)
