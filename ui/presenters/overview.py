"""The lead's view over all cases: what waits, who has what, and the figures with no person in them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.lines import Line
from ui.presenters.runner import Runner

SAVED = "Tallene er gemt som fil. Filen står under I dag, til du sletter den."


@dataclass(frozen=True)
class Queue:
    """Cases that wait, the oldest first. more: how many are not shown."""

    lines: tuple[Line, ...] = ()
    more: int = 0

    @property
    def told(self) -> str:
        """How many there are beside those that show; "" for none."""
        return f"Og {self.more} til. De kommer frem, når nogle af disse er givet videre." if self.more else ""


@dataclass(frozen=True)
class Worker:
    """What one has. told: in words; share: of the one who has most, 0 to 1."""

    name: str
    told: str
    share: float
    cases: Queue


@dataclass(frozen=True)
class FigureLine:
    """One figure in words. share: how much of its bar is filled, 0 to 1; None for one without a bar."""

    title: str
    told: str
    share: float | None = None

    @property
    def spoken(self) -> str:
        """The figure as one sentence."""
        return f"{self.title}: {self.told}"


@dataclass(frozen=True)
class OverviewView:
    """inbox, unassigned, load: None for a role that sees no cases. told: why some figures are not shown, "" where all are."""

    figures: tuple[FigureLine, ...]
    told: str = ""
    inbox: Queue | None = None
    unassigned: Queue | None = None
    load: tuple[Worker, ...] | None = None


class OverviewSource(Protocol):
    """Where the page's facts come from; each call is made off the screen's thread."""

    def view(self) -> OverviewView: ...

    def assign(self, case: str) -> str: ...

    def save(self, target: Path) -> None: ...


class OverviewPresenter:
    """Rings with what came; the page only shows."""

    def __init__(self, source: OverviewSource, runner: Runner) -> None:
        self._source, self._runner = source, runner
        self.view: Bell[[OverviewView]] = Bell()
        self.begun: Bell[[str, str]] = Bell()
        """A case and the decision in it that is to be filled in."""
        self.saved: Bell[[str]] = Bell()
        self.not_saved: Bell[[str]] = Bell()
        self.problem: Bell[[str]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self._runner.read(self._source.view, self.view.ring, self._failed)

    def assign(self, case: str) -> None:
        """Begins the decision that gives a case to somebody."""
        self._runner.write(lambda: self._source.assign(case), lambda document: self.begun.ring(case, document), self._failed)

    def save(self, target: Path) -> None:
        """Saves the figures as a file."""
        self._runner.write(lambda: self._source.save(target), lambda _: self.saved.ring(SAVED), self._not_saved)

    def _failed(self, error: RygsaekError) -> None:
        self.problem.ring(_words(error))

    def _not_saved(self, error: RygsaekError) -> None:
        self.not_saved.ring(_words(error))


def _words(error: RygsaekError) -> str:
    return f"{error.title} {error.advice}"
