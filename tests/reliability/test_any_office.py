"""Any course of things in an office of four to eight laptops: Hypothesis looks for the shortest one after which they disagree.

The same each time here; the long run `offices` goes further (`tests/long`).
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.long import offices
from tests.support.small_laptops import Laptop, pattern
from tests.support.small_offices import STEPS, WEIGHTS, SmallOffice
from tests.support.store_here import StoreHere
from tests.support.vaults import NOW_MS

pytestmark = [pytest.mark.xdist_group("histories"), pytest.mark.timeout(300)]


OFTEN = [step for step, weight in zip(STEPS, WEIGHTS, strict=True) for _ in range(weight)]
SAMPLE = settings(max_examples=6, stateful_step_count=40, deadline=None, derandomize=True)


class AnyOffice(RuleBasedStateMachine):
    """Laptops write, share, take back, are cut off, die, are put back, copied and shut out, with clocks that say anything.

    broken: the sabotage, done to the office before anything happens in it.
    """

    broken = staticmethod(offices.nothing)

    @initialize(seed=st.integers(0, 9_999))
    def is_founded(self, seed: int) -> None:
        self.open = ExitStack()
        place, ticks = self.open.enter_context(tempfile.TemporaryDirectory()), itertools.count(NOW_MS)
        store = self.open.enter_context(StoreHere(Path(place), lambda: next(ticks)))
        self.office = self.open.enter_context(closing(SmallOffice(seed, store, self.open.enter_context(closing(pattern())))))
        self.broken(self.office)
        self.office.share_one_with_many()

    @rule(who=st.integers(0, 7), does=st.sampled_from(OFTEN))
    def somebody(self, who: int, does: Callable[[SmallOffice, Laptop], None]) -> None:
        laptop = self.office.laptops[who % len(self.office.laptops)]
        if not laptop.is_revoked:
            does(self.office, laptop)

    def teardown(self) -> None:
        with getattr(self, "open", ExitStack()):
            if hasattr(self, "office"):
                self.office.comes_to_rest()


def test_whatever_happens_laptops_agree_lose_nothing_and_read_nothing_unasked() -> None:
    run_state_machine_as_test(AnyOffice, settings=SAMPLE)


def test_a_laptop_that_takes_only_a_part_is_found_out() -> None:
    broken = type("Broken", (AnyOffice,), {"broken": staticmethod(offices.takes_only_a_part)})
    with pytest.raises(AssertionError, match=r"different|lost"):
        run_state_machine_as_test(broken, settings=settings(SAMPLE, phases=(Phase.generate,)))
