"""Cases as they are after some weeks: 60 fields and 15 rows of 4 cells over 4 documents, 300 edits, Danish text."""

from __future__ import annotations

import random
from typing import Any

from rygsaek.history.changes import ANSWER_GIVEN, NewChange
from tests.benchmarks.work import sentence

DOCUMENTS, FIELDS, ROWS, CELLS = 4, 60, 15, 4
EDITS = 300
PLACES = tuple(
    [(f"dokument{n % DOCUMENTS}", f"felt{n}") for n in range(FIELDS)]
    + [(f"dokument{row % DOCUMENTS}", f"raekker/r{row}/celle{cell}") for row in range(ROWS) for cell in range(CELLS)]
)
"""Document and register of all 120."""


def edits(case: int, count: int = EDITS, seed: int = 1) -> list[NewChange]:
    """So many edits of a case: each register once if there are enough, then some again, as people do."""
    chance = random.Random(f"history {seed}:{case}")
    places = [*PLACES[:count], *(chance.choice(PLACES) for _ in range(count - len(PLACES)))]
    return [NewChange(document, register, ANSWER_GIVEN, sentence(chance, chance.randint(3, 14))) for document, register in places]


def days_edits(case: int, count: int, seed: int = 1) -> list[NewChange]:
    """What one day adds to it."""
    chance = random.Random(f"day {seed}:{case}")
    return [
        NewChange(document, register, ANSWER_GIVEN, sentence(chance, chance.randint(3, 14)))
        for document, register in (chance.choice(PLACES) for _ in range(count))
    ]


def state(case: int, made: list[NewChange]) -> dict[str, Any]:
    """What stands after the edits, as one document of a store that keeps states."""
    return {"_id": f"sag{case:06}", **{f"{one.document} {one.register}": one.value for one in made}}
