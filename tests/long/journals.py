"""The same histories as `histories`, by the journal itself with its tables and projections' order, on vaults without a disk."""

from __future__ import annotations

import itertools

from tests.long import histories
from tests.support.books import CASE_STEPS, Book, Clock, JournalBook
from tests.support.memory_vault import MemoryVault
from tests.support.worlds import NewBook

TITLE = "generated histories by the journal itself, on vaults without a disk"
FULL = range(20_000)
CASES_A_VAULT = 500


def run(first_seed: int, last_seed: int) -> str:
    """One world a seed."""
    vaults = Vaults()
    try:
        return histories.run(first_seed, last_seed, books=vaults.books)
    finally:
        vaults.close()


class Vaults:
    """As many as there may be laptops, for some hundred cases; then others."""

    def __init__(self) -> None:
        self._vaults: list[MemoryVault] = []
        self._cases = 0

    def books(self, case: str) -> NewBook:
        if self._cases % CASES_A_VAULT == 0:
            self.close()
            self._vaults = [MemoryVault(CASE_STEPS, names(number)) for number in range(8)]
        self._cases += 1

        def new_book(number: int, clock: Clock) -> Book:
            return JournalBook(case, self._vaults[number], clock)

        return new_book

    def close(self) -> None:
        for vault in self._vaults:
            vault.close()
        self._vaults = []


def names(number: int) -> itertools.chain[str]:
    return itertools.chain(f"i{number}x{life}" for life in itertools.count())
