"""What laptops that were shut out had not sent: who looks, takes it into the case, or lets it go. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ui.presenters.bell import Bell
from ui.presenters.case import Happened
from ui.presenters.runner import Runner, beside

T = TypeVar("T")


@dataclass(frozen=True)
class HandedCase:
    """What waits in one case. name: the citizen's initials; whose: which laptops, by name; told: how much, in words;
    is_readable: some of it can be read here; claimed: why what it says may not be so, "" in a case that the office has."""

    case: str
    name: str
    whose: str
    told: str
    is_readable: bool = True
    claimed: str = ""


class HandedSource(Protocol):
    """Every call but `look` asks the store. Off the screen's thread; may raise RygsaekError."""

    def waiting(self) -> tuple[HandedCase, ...]: ...

    def look(self, case: str) -> tuple[Happened, ...]: ...

    def adopt(self, case: str) -> str: ...

    def drop(self, case: str) -> str: ...


class HandedPresenter:
    """Nothing is asked before the page is shown, and nothing of a case is shown before somebody asks for it."""

    def __init__(self, source: HandedSource, runner: Runner) -> None:
        self._source, self._runner = source, runner
        self.waiting: Bell[[tuple[HandedCase, ...]]] = Bell()
        self.looked: Bell[[str, tuple[Happened, ...]]] = Bell()
        """A case, and what the laptop wrote in it, oldest first."""
        self.done: Bell[[str, str]] = Bell()
        """A case, and what was done."""
        self.problem: Bell[[str]] = Bell()
        self.busy: Bell[[bool]] = Bell()

    def begin(self) -> None:
        """Ask what waits."""
        self._do(self._source.waiting, self.waiting.ring)

    def look(self, case: str) -> None:
        """Show it. It is written down as a look."""
        self._do(lambda: self._source.look(case), lambda lines: self.looked.ring(case, lines))

    def adopt(self, case: str) -> None:
        """Take it into the case."""
        self._do(lambda: self._source.adopt(case), lambda said: self.done.ring(case, said))

    def drop(self, case: str) -> None:
        """Let it go, for good."""
        self._do(lambda: self._source.drop(case), lambda said: self.done.ring(case, said))

    def _do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        beside(
            self._runner, work, done, busy=self.busy.ring, failed=lambda error: self.problem.ring(f"{error.title} {error.advice}")
        )
