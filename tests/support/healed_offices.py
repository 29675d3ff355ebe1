"""A small office whose store is put back, any number of times: laptops hand in what it has lost, and go on.

What somebody had sent who is out of the case by now, or shut out, or away, comes from whoever has it. Who is on the line has
heard everything before, and says it again after: two grants of one number, the one lost and the other made before anybody had
brought the first again, are two lines for good, as if the store had shown two.
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
            self._everybody_syncs()
            self.store.put_back(self.chance.choice(self.backups))
            self.healed += 1
            self._everybody_syncs()

    def _everybody_syncs(self) -> None:
        there = [one for one in self.laptops if one.is_online and not one.is_revoked]
        for one in (*there, *there):
            self.sync(one)


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
    HealedOffice.is_imaged,
    HealedOffice.is_put_back,
    HealedOffice.is_revoked,
)
WEIGHTS = (34, 34, 2, 12, 4, 4, 3, 6, 3, 3, 1, 1)
