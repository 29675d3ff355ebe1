"""A small office in which laptops are shut out: what they had not sent is handed over, and taken over by who may write there."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

from rygsaek.casework.desk import Desk
from sync.errors import RefusedError
from sync.office import adopting
from sync.office.bequeathing import seal_all
from sync.office.erasing import hand_over
from sync.outbox import Sealing
from tests.support.small_laptops import Laptop
from tests.support.small_offices import ROUNDS, SmallOffice, changes_of
from tests.support.vaults import NOW_MS
from tests.support.worlds import mark_of


class LeftOffice(SmallOffice):
    """handed: how many saves were taken over."""

    handed = 0

    def does_something(self, laptop: Laptop) -> None:
        self.chance.choices(STEPS, WEIGHTS)[0](self, laptop)

    def ends(self, left: list[Laptop]) -> None:
        """Everything of theirs is handed over, and taken over case by case."""
        gone = [laptop for laptop in self.laptops if laptop.is_revoked]
        self._settle(left)
        for laptop in gone:
            self._hand_over(laptop)
        for case in self.cases:
            self._take_over(case, left)
        self._settle(left)
        for laptop in gone:
            for case, marks in laptop.written.items():
                self._look_for(laptop, case, marks, left)

    def _settle(self, left: list[Laptop]) -> None:
        for _ in range(ROUNDS):
            for laptop in left:
                self.sync(laptop)

    def _hand_over(self, laptop: Laptop) -> None:
        """As a laptop does that is told that it was shut out."""
        laptop.clock.ms = NOW_MS
        laptop.reopen()
        try:
            self.sync(laptop)
        except RefusedError as error:
            assert error.code == "roster.revoked", f"seed {self.seed}: {error.code}"  # noqa: PT017
        line = self.line(laptop)
        known = line.caught_up()
        with laptop.vault.write() as tx:
            seal_all(tx, laptop.journal, Sealing(known, laptop.vault.incarnation, laptop.clock.ms, self.entropy))
        hand_over(line, known)

    def _take_over(self, case: str, left: list[Laptop]) -> None:
        taker = self.chance.choice(self._writers(case, left) or self.laptops[:1])
        taker.clock.ms = NOW_MS
        taker.reopen()
        desk = cast(Desk, SimpleNamespace(vault=taker.vault.as_vault(), journal=taker.journal))
        line = self.line(taker)
        try:
            waiting = adopting.look(desk, line, case)
        except RefusedError as error:
            assert error.code == "request.not_allowed", f"seed {self.seed}, {case}: {error.code}"  # noqa: PT017
            return
        if waiting.is_usable:
            self.handed += adopting.adopt(desk, line, waiting).saves

    def _writers(self, case: str, left: list[Laptop]) -> list[Laptop]:
        """By the last grant of all."""
        last = self.last_grant(case)
        return [one for one in left if last is not None and one.secret.fingerprint in last[1].writers]

    def _look_for(self, gone: Laptop, case: str, marks: set[str], left: list[Laptop]) -> None:
        """Whoever may write in the case has all that it wrote."""
        for laptop in self._writers(case, left):
            lost = sorted(marks - {mark_of(one.value) for one in changes_of(laptop, case)})
            assert not lost, f"seed {self.seed}, {case}: laptop {laptop.number} has not got {lost} of {gone.number}, shut out"


STEPS: tuple[Callable[[LeftOffice, Laptop], None], ...] = (
    LeftOffice.writes_something,
    LeftOffice.syncs_somehow,
    LeftOffice.opens_a_case,
    LeftOffice.shares,
    LeftOffice.goes_in_or_out,
    LeftOffice.has_its_clock_set,
    LeftOffice.hears_disorder,
    LeftOffice.is_imaged,
    LeftOffice.is_put_back,
    LeftOffice.is_copied,
    LeftOffice.is_revoked,
)
WEIGHTS = (34, 34, 3, 12, 4, 4, 3, 5, 3, 2, 6)
