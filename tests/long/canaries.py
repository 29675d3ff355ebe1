"""Fifty words that stand nowhere else through every workflow, then a raw look at vault, temp, home and logs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.support.canaries import files_in, hits
from tests.support.canary_run import Flight, hits_told
from tests.support.printer import SimulatedPrinter

TITLE = "fifty canary words through every workflow, raw scan of vault, temp, home, logs"
FULL = range(50)
KILLED = -9
NUMBERS = ("6701811234", "670181-1234")
"""The citizen's number, as the examples have it and as people write it."""


def run(first_seed: int, last_seed: int) -> str:
    """One machine a seed."""
    words = 0
    for seed in range(first_seed, last_seed + 1):
        with tempfile.TemporaryDirectory() as place:
            words += fly(Path(place), seed)
    return f"{last_seed - first_seed + 1} machines, {words} words, 0 hits"


def fly(folder: Path, seed: int) -> int:
    """One machine; returns how many words went through it. Raises AssertionError for a word that was left behind."""
    flight = Flight(folder, seed)
    printer = SimulatedPrinter(folder / "printer")
    printer.start()
    try:
        flight.by_command(printer)
    finally:
        printer.stop()
    look(flight.places, (*flight.words, *NUMBERS))
    assert flight.at_the_desk() == KILLED, f"seed {seed}: the desk was not killed where it should be"
    look(flight.places, (*flight.words, *NUMBERS))
    assert flight.in_the_window() == 0, f"seed {seed}: the window did not lock"
    look(flight.places, (*flight.words, *NUMBERS))
    return len(set(flight.used))


def look(places: Iterable[Path], words: Iterable[str]) -> None:
    """Raises AssertionError for a word that lies there readable, or where there is nothing to look at."""
    places = list(places)
    assert files_in(places) >= 5, f"only {files_in(places)} files to look at"
    found = list(hits_told(hits(places, words)))
    assert not found, "\n".join(found)
