"""Bringing in citizens from a list: a file is chosen, looked through, brought in at once, and may be taken out again. No Qt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rygsaek.casework.importing.planning import Plan
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.runner import Latest, Runner

READING, BRINGING, TAKING_OUT = "Læser listen …", "Henter …", "Fortryder …"


@dataclass(frozen=True)
class RowLine:
    """One row of the list. detail: what would be written; said: what speaks against it, or is to be known of it."""

    number: int
    title: str
    detail: str
    said: tuple[str, ...] = ()
    can_be_made: bool = True


@dataclass(frozen=True)
class PlanView:
    """What would be made of a list. asking: rows that are made only where a person says so; clear: those that nothing speaks
    against; left_out: columns and sheets that do not come along; more_…: how many rows are not shown."""

    told: str
    asking: tuple[RowLine, ...] = ()
    clear: tuple[RowLine, ...] = ()
    left_out: tuple[str, ...] = ()
    more_asking: str = ""
    more_clear: str = ""


@dataclass(frozen=True)
class Earlier:
    """An import of which something can be taken out. told: when it was, and how many cases can go."""

    id: str
    told: str


class ImportSource(Protocol):
    """The vault behind the page; each call is made off the screen's thread."""

    def plan(self, file: Path) -> tuple[Plan, PlanView]: ...

    def take_in(self, plan: Plan, take: Collection[int], leave: Collection[int]) -> str: ...

    def take_out(self, name: str) -> tuple[str, tuple[str, ...]]: ...

    def earlier(self) -> tuple[Earlier, ...]: ...


class ImportPresenter:
    """Rings with what came; the page only shows. Nothing is written before `bring_in`."""

    def __init__(self, source: ImportSource, runner: Runner) -> None:
        self._source, self._runner = source, runner
        self._latest = Latest(runner)
        self._plan: Plan | None = None
        self._take: set[int] = set()
        self._leave: set[int] = set()
        self.plan: Bell[[PlanView]] = Bell()
        self.count: Bell[[int, str]] = Bell()
        """How many would be made now, and that in words."""
        self.done: Bell[[str, tuple[str, ...]]] = Bell()
        """What was brought in or taken out, and what stays all the same."""
        self.earlier: Bell[[tuple[Earlier, ...]]] = Bell()
        self.busy: Bell[[str]] = Bell()
        self.problem: Bell[[str]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self._runner.read(self._source.earlier, self.earlier.ring, self._failed)

    def choose(self, file: Path) -> None:
        """Look through a file."""
        self.busy.ring(READING)
        self._latest.ask(lambda: self._source.plan(file), self._on_plan, self._failed)

    def tick(self, number: int, *, is_taken: bool) -> None:
        """A row is to come along, or not."""
        for numbers, is_in in ((self._take, is_taken), (self._leave, not is_taken)):
            (numbers.add if is_in else numbers.discard)(number)
        self._ring_count()

    def bring_in(self) -> None:
        """Make a case of each that is to come along."""
        plan, take, leave = self._plan, frozenset(self._take), frozenset(self._leave)
        if plan is not None and plan.chosen(take, leave):
            self.busy.ring(BRINGING)
            self._runner.write(lambda: self._source.take_in(plan, take, leave), self._on_brought_in, self._failed)

    def take_out(self, name: str) -> None:
        """Take an import out again."""
        self.busy.ring(TAKING_OUT)
        self._runner.write(lambda: self._source.take_out(name), self._on_taken_out, self._failed)

    def _on_plan(self, found: tuple[Plan, PlanView]) -> None:
        self._plan, view = found
        self._take, self._leave = set(), set()
        self.busy.ring("")
        self.plan.ring(view)
        self._ring_count()

    def _ring_count(self) -> None:
        count = len(self._plan.chosen(self._take, self._leave)) if self._plan is not None else 0
        self.count.ring(count, count_words(count))

    def _on_brought_in(self, told: str) -> None:
        self._plan = None
        self._on_taken_out((told, ()))

    def _on_taken_out(self, told: tuple[str, tuple[str, ...]]) -> None:
        self.busy.ring("")
        self.done.ring(*told)
        self.begin()

    def _failed(self, error: RygsaekError) -> None:
        self.busy.ring("")
        self.problem.ring(f"{error.title} {error.advice}")


def still_there(name: str) -> str:
    """What is said of the list itself once its citizens are in. name: the file's."""
    return f"»{name}« ligger stadig på computeren og er ikke låst. Slet filen, når du ikke skal bruge den."


def count_words(count: int) -> str:
    """How many would be made."""
    if not count:
        return "Ingen bliver til en sag."
    made = "1 borger bliver til en sag" if count == 1 else f"{count} borgere bliver til sager"
    return f"{made}, når du trykker på »Importér«."
