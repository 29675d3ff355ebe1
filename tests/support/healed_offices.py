"""A small office whose store is put back, any number of times: laptops hand in what it has lost, and go on.

Nobody is taken out of a case or shut out: what they had sent, and a store lost, they cannot hand in again, and who has not got it
is told that it is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.support.memory_vault import MemoryVault
from tests.support.small_laptops import Laptop
from tests.support.small_offices import SmallOffice
from tests.support.store_here import StoreHere


class HealedOffice(SmallOffice):
    """healed: how often the store was put back."""

    GIVING = 1.0

    def __init__(self, seed: int, store: StoreHere, pattern: MemoryVault) -> None:
        super().__init__(seed, store, pattern)
        self.backups: list[Path] = []
        self.healed = 0

    def does_something(self, laptop: Laptop) -> None:
        self.chance.choices(STEPS, WEIGHTS)[0](self, laptop)

    def is_backed_up(self, laptop: Laptop) -> None:
        """Who runs the store keeps a copy of it. laptop: nobody's."""
        self.backups.append(self.store.backed_up())

    def has_its_store_put_back(self, laptop: Laptop) -> None:
        """To any of the copies. laptop: nobody's."""
        if self.backups:
            self.store.put_back(self.chance.choice(self.backups))
            self.healed += 1


STEPS: tuple[Callable[[HealedOffice, Laptop], None], ...] = (
    HealedOffice.writes_something,
    HealedOffice.syncs_somehow,
    HealedOffice.opens_a_case,
    HealedOffice.shares,
    HealedOffice.goes_in_or_out,
    HealedOffice.has_its_clock_set,
    HealedOffice.hears_disorder,
    HealedOffice.is_backed_up,
    HealedOffice.has_its_store_put_back,
)
WEIGHTS = (34, 34, 2, 12, 4, 4, 3, 6, 3)
