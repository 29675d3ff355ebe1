"""The lead's view over all cases: what waits, who has what, and the figures with no person in them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.lines import Line
from ui.presenters.runner import Latest, Runner

Span = Literal["all", "this_year", "last_year"]
SPANS: Final[dict[Span, str]] = {"all": "Hele tiden", "this_year": "I år", "last_year": "Sidste år"}
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
class Figures:
    """told: why some are not shown, "" where all are."""

    lines: tuple[FigureLine, ...]
    told: str = ""


@dataclass(frozen=True)
class OverviewView:
    """What concerns cases. late: limits that were not kept, with the reason where one was given; told: one quiet line, or ""."""

    late: Queue
    inbox: Queue
    unassigned: Queue
    load: tuple[Worker, ...]
    told: str = ""


class OverviewSource(Protocol):
    """Where the page's facts come from; each call is made off the screen's thread."""

    def view(self) -> OverviewView | None:
        """None for a role that sees no cases."""
        ...

    def figures(self, span: Span) -> Figures: ...

    def assign(self, case: str) -> str: ...

    def save(self, target: Path, span: Span) -> None: ...


class OverviewPresenter:
    """Rings with what came; the page only shows."""

    def __init__(self, source: OverviewSource, runner: Runner) -> None:
        self._source, self._runner = source, runner
        self._latest = Latest(runner)
        self._span: Span = "all"
        self.view: Bell[[OverviewView | None]] = Bell()
        self.figures: Bell[[Figures]] = Bell()
        self.begun: Bell[[str, str]] = Bell()
        """A case and the decision in it that is to be filled in."""
        self.saved: Bell[[str]] = Bell()
        self.not_saved: Bell[[str]] = Bell()
        self.problem: Bell[[str]] = Bell()

    def begin(self) -> None:
        """The page is shown."""
        self._runner.read(self._source.view, self.view.ring, self._failed)
        self.choose(self._span)

    def choose(self, span: Span) -> None:
        """The figures of another time."""
        self._span = span
        self._latest.ask(lambda: self._source.figures(span), self.figures.ring, self._failed)

    def assign(self, case: str) -> None:
        """Begins the decision that gives a case to somebody."""
        self._runner.write(lambda: self._source.assign(case), lambda document: self.begun.ring(case, document), self._failed)

    def save(self, target: Path) -> None:
        """Saves the figures of the chosen time as a file."""
        span = self._span
        self._runner.write(lambda: self._source.save(target, span), lambda _: self.saved.ring(SAVED), self._not_saved)

    def _failed(self, error: RygsaekError) -> None:
        self.problem.ring(_words(error))

    def _not_saved(self, error: RygsaekError) -> None:
        self.not_saved.ring(_words(error))


def _words(error: RygsaekError) -> str:
    return f"{error.title} {error.advice}"
