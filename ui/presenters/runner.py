"""How a presenter gets work done without holding up the screen: it hands it over and is told the result.

The window's runner (ui/tasks.py) works on other threads and delivers on the screen's; a test's does it at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from rygsaek.errors import RygsaekError

T = TypeVar("T")


class Ticket(Protocol):
    """Work handed over. Cancelling drops its delivery, and the work too while it has not begun (never a write)."""

    def cancel(self) -> None: ...


class Runner(Protocol):
    """Two lanes: writes go one at a time in the order given; reads may run beside them and each other."""

    def write(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Callable[[RygsaekError], None] | None = None
    ) -> Ticket:
        """Work that changes the vault. failed: told of what went wrong; without it the window says it."""
        ...

    def read(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None, failed: Callable[[RygsaekError], None] | None = None
    ) -> Ticket:
        """Work that only reads."""
        ...


def beside(
    runner: Runner,
    work: Callable[[], T],
    done: Callable[[T], None],
    *,
    busy: Callable[[bool], None],
    failed: Callable[[RygsaekError], None],
) -> None:
    """Work that takes seconds (a store, words to be stretched) in the lane beside, since typing goes before it.

    busy: told when it begins, and when it is over, before done or failed.
    """
    busy(True)

    def worked(result: T) -> None:
        busy(False)
        done(result)

    def refused(error: RygsaekError) -> None:
        busy(False)
        failed(error)

    runner.read(work, worked, refused)


class Latest:
    """Reads where only the newest counts (search as you type): what an older one brings is dropped."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._number = 0
        self._ticket: Ticket | None = None

    def ask(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[RygsaekError], None] | None = None) -> None:
        """Asks anew. done is called only if nothing newer was asked meanwhile."""
        self.drop()
        number = self._number

        def deliver(result: T) -> None:
            if number == self._number:
                done(result)

        def fail(error: RygsaekError) -> None:
            if number == self._number and failed is not None:
                failed(error)

        self._ticket = self._runner.read(work, deliver, fail if failed is not None else None)

    def drop(self) -> None:
        """Wants nothing of what is still under way."""
        self._number += 1
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
