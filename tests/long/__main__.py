"""The long runs: `python3 packaging/bootstrap.py long [NAME [FIRST LAST]]`. Without a name: which there are.

Each run goes by seeds, so that it can be taken in pieces: `long kills 0 499`, another day `long kills 500 1999`.
What was seen goes to LOG.md beside this file.
"""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Run one by name and write its line in the log; returns 1 where it found a fault."""
    runs = {path.stem: importlib.import_module(f"tests.long.{path.stem}") for path in sorted(HERE.glob("[a-z]*.py"))}
    if not arguments:
        for name, run in runs.items():
            print(f"{name:<14} {run.FULL.start}–{run.FULL.stop - 1}  {run.TITLE}")
        return 0
    if arguments[0] == "all":
        return max([start(name, run, run.FULL.start, run.FULL.stop - 1) for name, run in runs.items()], default=0)
    if arguments[0] not in runs or len(arguments) not in (1, 3):
        print(f"Which run? {', '.join(runs)}, all; then perhaps its first and last seed.")
        return 2
    run = runs[arguments[0]]
    first, last = (int(seed) for seed in arguments[1:]) if len(arguments) == 3 else (run.FULL.start, run.FULL.stop - 1)
    return start(arguments[0], run, first, last)


def start(name: str, run: ModuleType, first: int, last: int) -> int:
    """Run seeds first to last (both with), print and log what came of it."""
    began = time.monotonic()
    try:
        outcome, code = run.run(first, last), 0
    except AssertionError as fault:
        outcome, code = f"FAULT: {fault}", 1
    told = f"| {time.strftime('%Y-%m-%d')} | {name} | {first}–{last} | {outcome} | {time.monotonic() - began:.0f} s |"
    print(told, flush=True)
    with (HERE / "LOG.md").open("a", encoding="utf-8") as log:
        log.write(told + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
