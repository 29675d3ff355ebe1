"""For presenters without a window: work done at once, or when the test says so, and a clock wound by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rygsaek.errors import RygsaekError

Done = Callable[[Any], None] | None
Failed = Callable[[RygsaekError], None] | None


class Ticket:
    """Can be cancelled: then nothing is delivered."""

    def __init__(self) -> None:
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class HandRunner:
    """Keeps what it is given; `step` does the oldest piece, `all` everything."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Done, Failed, Ticket]] = []
        self.troubles: list[RygsaekError] = []

    def write(self, work: Callable[[], Any], done: Done = None, failed: Failed = None) -> Ticket:
        ticket = Ticket()
        self.waiting.append((work, done, failed, ticket))
        return ticket

    read = write

    def step(self, place: int = 0) -> None:
        """Does one piece of work and delivers it."""
        work, done, failed, ticket = self.waiting.pop(place)
        try:
            result = work()
        except RygsaekError as error:
            if failed is not None and not ticket.is_cancelled:
                failed(error)
            else:
                self.troubles.append(error)
            return
        if done is not None and not ticket.is_cancelled:
            done(result)

    def all(self) -> None:
        """Does everything, also what comes of it."""
        while self.waiting:
            self.step()


class AtOnce(HandRunner):
    """Does each piece the moment that it is given."""

    def write(self, work: Callable[[], Any], done: Done = None, failed: Failed = None) -> Ticket:
        ticket = super().write(work, done, failed)
        self.step(len(self.waiting) - 1)
        return ticket

    read = write


class HandTimers:
    """Rings when the test lets seconds go by."""

    def __init__(self) -> None:
        self.now = 0.0
        self._set: list[tuple[float, Callable[[], None]]] = []

    def after(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        one = (self.now + seconds, act)
        self._set.append(one)

        def call_off() -> None:
            if one in self._set:
                self._set.remove(one)

        return call_off

    def forward(self, seconds: float) -> None:
        """Lets seconds go by."""
        until = self.now + seconds
        while ready := sorted((one for one in self._set if one[0] <= until), key=lambda one: one[0]):
            self._set.remove(ready[0])
            self.now = ready[0][0]
            ready[0][1]()
        self.now = until
