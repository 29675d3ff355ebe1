"""Writes of one document, in the order a person did them; counted, so that the screen knows what is safe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from rygsaek.casework.desk import Desk
from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.drafting import Drafting, Typed
from ui.presenters.runner import Runner


class Writing:
    """The way to the writer lane.

    written: rings with the moment when a write was durable. emptied: nothing is under way any more. trouble: a write was refused.
    """

    def __init__(self, desk: Desk, runner: Runner, drafting: Drafting) -> None:
        self._desk, self._runner, self._drafting = desk, runner, drafting
        self._pending = 0
        self.emptied: Bell[[]] = Bell()
        self.written: Bell[datetime] = Bell()
        self.trouble: Bell[RygsaekError] = Bell()

    @property
    def is_idle(self) -> bool:
        """Whether everything handed over is durable."""
        return self._pending == 0

    def write(
        self,
        work: Callable[[], Any],
        *,
        draft: str | None = None,
        typed: Typed | None = None,
        done: Callable[[Any], None] | None = None,
    ) -> None:
        """Does one thing. draft: the path whose draft it takes along; typed: what is typed there again where it fails."""
        desk = self._desk

        def run() -> tuple[Any, datetime]:
            result = work()
            return result, desk.now()

        def written(outcome: tuple[Any, datetime]) -> None:
            self._pending -= 1
            self.written.ring(outcome[1])
            if done is not None:
                done(outcome[0])
            if self.is_idle:
                self.emptied.ring()

        def refused(error: RygsaekError) -> None:
            self._pending -= 1
            if draft is not None and typed is not None:
                self._drafting.put_back(draft, typed)
            self.trouble.ring(error)
            if self.is_idle:
                self.emptied.ring()

        self._pending += 1
        self._runner.write(run, written, refused)
