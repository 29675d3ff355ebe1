"""Generated offices with all of sync and the real store: all agree, nothing is lost, nobody reads what they were not given."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

from rygsaek.history.merging import Merged
from rygsaek.history.registers import CaseState
from rygsaek.history.runs import Run
from rygsaek.vault.transaction import Transaction
from sync import checkpoints
from tests.support.small_laptops import Laptop, pattern
from tests.support.small_offices import SmallOffice
from tests.support.store_here import StoreHere
from tests.support.vaults import NOW_MS

TITLE = "generated offices: all of sync, the real store; broken lines, deaths, images, copies, disorder, revocation"
FULL = range(3_000)
STEPS = range(20, 61)
CHECKPOINT_EVERY = 2
"""Envelopes: cases are short here."""
TOLD = {
    "laptops": "laptops",
    "saves": "writes",
    "syncs": "syncs",
    "grants": "grants",
    "killed": "deaths",
    "put_back": "images put back",
    "revoked": "revoked",
}

Break = Callable[[SmallOffice], None]


def nothing(office: SmallOffice) -> None:
    """No sabotage."""


def run(first_seed: int, last_seed: int, *, broken: Break = nothing) -> str:
    """One office a seed, all in one store. broken: the sabotage, done to each office before anything happens in it."""
    seen: Counter[str] = Counter()
    ticks, empty = itertools.count(NOW_MS), pattern()
    soon = patch.object(checkpoints, "EVERY", CHECKPOINT_EVERY)
    with soon, tempfile.TemporaryDirectory() as place, StoreHere(Path(place), lambda: next(ticks)) as store:
        for seed in range(first_seed, last_seed + 1):
            office = SmallOffice(seed, store, empty)
            broken(office)
            try:
                seen.update(office.play(office.chance.choice(STEPS))._asdict())
            finally:
                office.close()
    empty.close()
    told = ", ".join(f"{seen[name]} {what}" for name, what in TOLD.items())
    return f"{last_seed - first_seed + 1} offices, {told}: 0 lost, 0 different, 0 read unasked"


def hands_out_keys(office: SmallOffice) -> None:
    """The sabotage: laptops that were given nothing have the case's key all the same."""
    give = office.opens_a_case

    def opens_a_case(laptop: Laptop) -> None:
        give(laptop)
        for one in office.laptops:
            with one.vault.write() as tx:
                tx.execute("INSERT OR REPLACE INTO sync_case_key VALUES (?, 9, ?)", (office.cases[-1], bytes(32)))

    office.opens_a_case = opens_a_case  # type: ignore[method-assign]


def all_but_the_last(runs: Sequence[Run]) -> list[Run]:
    """Without the last save of the last run."""
    *before, last = runs
    return [*before, *([Run(last.behind, last.entries[:-1], last.opened[:-1])] if len(last.entries) > 1 else [])]


def takes_only_a_part(office: SmallOffice) -> None:
    """The sabotage: one laptop takes in all but the last of what it gets at once."""
    laptop = office.laptops[2]
    fresh = laptop.reopen

    def reopen() -> None:
        fresh()
        whole = laptop.journal.merge_runs

        def part(case: str, runs: Sequence[Run], *, tx: Transaction, state: CaseState | None = None) -> Merged:
            return whole(case, all_but_the_last(runs), tx=tx)

        laptop.journal.merge_runs = part  # type: ignore[method-assign]

    laptop.reopen = reopen  # type: ignore[method-assign]
    reopen()
