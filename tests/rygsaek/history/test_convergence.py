"""Laptops that write, take back, remove rows, repeat each other's entries, and whose clocks jump: at the end all agree."""

from __future__ import annotations

import random
import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from rygsaek.history.changes import ANSWER_CLEARED, ROW_ADDED, NewChange, row_removed
from rygsaek.history.checking import check
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.history.rows import all_rows
from rygsaek.vault.vault import Vault
from tests.support.vaults import NOW_MS, PROJECTORS, answer, create, open_by_ring, ring_of

TEN_YEARS_MS = 10 * 365 * 24 * 3600 * 1000
LAPTOPS = st.integers(0, 3)
REGISTERS = st.sampled_from(["navn", "@adresse", "maal/r1/handling", "maal/r2/handling", "maal/r2/dato"])
ROWS = st.sampled_from(["maal/r1", "maal/r2"])


@cache
def empty() -> tuple[tempfile.TemporaryDirectory[str], bytes]:
    """A vault to copy, and its ring."""
    place = tempfile.TemporaryDirectory()
    with create(Path(place.name) / "vault") as vault:
        return place, ring_of(vault)


class Laptop:
    """One vault, its journal, and a clock that may say anything."""

    def __init__(self, vault: Vault) -> None:
        self.vault, self.clock_ms = vault, NOW_MS
        self.open_journal()

    def open_journal(self) -> None:
        self.journal = Journal(self.vault, PROJECTORS, HybridClock(lambda: self.clock_ms))


class Laptops(RuleBasedStateMachine):
    """Four laptops with one case."""

    @initialize()
    def start(self) -> None:
        self.place = Path(tempfile.mkdtemp())
        pattern, ring = empty()
        for number in range(4):
            shutil.copytree(Path(pattern.name) / "vault", self.place / str(number))
        self.laptops = [Laptop(open_by_ring(self.place / str(number), ring)) for number in range(4)]

    @rule(who=LAPTOPS, register=REGISTERS, value=st.integers(0, 2))
    def writes(self, who: int, register: str, value: int) -> None:
        self.laptops[who].journal.append("case", [answer(register, str(value))], str(who))

    @rule(who=LAPTOPS, register=REGISTERS)
    def clears(self, who: int, register: str) -> None:
        self.laptops[who].journal.append("case", [NewChange("aftale", register, ANSWER_CLEARED)], str(who))

    @rule(who=LAPTOPS, row=ROWS)
    def adds_a_row(self, who: int, row: str) -> None:
        self.laptops[who].journal.append(
            "case", [NewChange("aftale", row, ROW_ADDED, True), answer(f"{row}/handling", "ny")], str(who)
        )

    @rule(who=LAPTOPS, row=ROWS, wins=st.booleans())
    def removes_a_row(self, who: int, row: str, wins: bool) -> None:
        self.laptops[who].journal.append("case", [row_removed("aftale", row, wins=wins)], str(who))

    @rule(who=LAPTOPS)
    def takes_back(self, who: int) -> None:
        self.laptops[who].journal.undo("case", str(who))

    @rule(who=LAPTOPS, years=st.integers(-1, 1), ms=st.integers(-5, 5))
    def has_its_clock_set(self, who: int, years: int, ms: int) -> None:
        self.laptops[who].clock_ms += years * TEN_YEARS_MS + ms

    @rule(who=LAPTOPS)
    def is_opened_again(self, who: int) -> None:
        self.laptops[who].open_journal()

    @rule(giver=LAPTOPS, taker=LAPTOPS, chance=st.randoms(use_true_random=False))
    def gives_some_entries(self, giver: int, taker: int, chance: random.Random) -> None:
        entries = list(self.laptops[giver].journal.entries("case"))
        some = [entry for entry in [*entries, *entries] if chance.random() < 0.6]
        chance.shuffle(some)
        for start in range(0, len(some), 3):
            self.laptops[taker].journal.merge("case", some[start : start + 3])

    def teardown(self) -> None:
        if not hasattr(self, "laptops"):
            return
        try:
            for giver in (*self.laptops, *self.laptops):
                for taker in self.laptops:
                    taker.journal.merge("case", giver.journal.entries("case"))
            self.all_agree()
        finally:
            for laptop in self.laptops:
                laptop.vault.close()
            shutil.rmtree(self.place)

    def all_agree(self) -> None:
        first = self.laptops[0].journal
        state, changes = first.state("case"), first.changes("case")
        for laptop in self.laptops:
            assert laptop.journal.state("case") == state
            assert laptop.journal.changes("case") == changes
            assert all_rows(laptop.journal.state("case"), "aftale", "maal") == all_rows(state, "aftale", "maal")
            assert check(laptop.vault, PROJECTORS) == ()
        gone = {before for change in changes for before in change.supersedes}
        standing = {head for document in state.documents() for head in state.heads(document)}
        assert standing == {change.id for change in changes} - gone, "a write neither stands nor was seen by who superseded it"
        assert state.pending == ()


Laptops.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestLaptops = Laptops.TestCase
