"""Where papers go out, for as long as the vault is open: asks the printers again and again while something is on its way."""

from __future__ import annotations

from collections.abc import Callable

from rygsaek.casework import settings
from rygsaek.casework.desk import Desk
from rygsaek.errors import RygsaekError
from rygsaek.paper.exits import Exits
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.paper.printers import Printer, PrinterInfo
from ui.presenters.bell import Bell
from ui.presenters.runner import Runner
from ui.presenters.timers import Alarm, Timers

ROUND_S = 1.0
PRINTER = "printer"
"""The setting that keeps the known printer's name."""


class PrintRoom:
    """One for each open vault. moved: rings after each round with the printers, and after everything a person did to a paper."""

    def __init__(self, desk: Desk, exits: Exits, queue: PrintQueue, printer: Printer, runner: Runner, timers: Timers) -> None:
        self.desk, self.exits, self.queue, self.printer = desk, exits, queue, printer
        self._runner = runner
        self._alarm = Alarm(timers, self.go_round)
        self._is_going = False
        self.moved: Bell[[]] = Bell()

    def go_round(self) -> None:
        """One round with the printers, off the screen's thread; another a second later while something is under way."""
        self._alarm.stop()
        if self._is_going:
            return
        self._is_going = True

        def step() -> bool:
            self.queue.step()
            return self.queue.is_busy()

        def done(is_busy: bool) -> None:
            self._is_going = False
            if is_busy:
                self._alarm.set(ROUND_S)
            self.moved.ring()

        def failed(error: RygsaekError) -> None:
            self._is_going = False
            self._alarm.set(ROUND_S * 5)
            self.moved.ring()

        self._runner.read(step, done, failed)

    def close(self) -> None:
        """The vault is being closed: no more rounds."""
        self._is_going = True
        self._alarm.stop()

    def hold(self, case: str, visit: str, done: Callable[[], None] | None = None) -> None:
        """A visit pauses or ends: none of its papers comes out at another's table."""
        self._runner.read(lambda: self.queue.hold_visit(case, visit), lambda _none: self._held(done))

    def hold_all(self) -> None:
        """The caseworker pauses: no paper comes out behind their back."""
        self._runner.read(self.queue.hold_all, lambda _none: self._held(None))

    def known_printer(self) -> str:
        """The printer that was used last, "" for none. Reads the vault."""
        return settings.get(self.desk.vault, PRINTER, str) or ""

    def printers(self) -> tuple[PrinterInfo, ...]:
        """Every printer that can be chosen; waits for the system."""
        return self.printer.printers()

    def keep_printer(self, name: str) -> None:
        """The printer that was used is the known one from now on. Writes the vault."""
        if name and name != self.known_printer():
            settings.put(self.desk.vault, PRINTER, name)

    def _held(self, done: Callable[[], None] | None) -> None:
        self.moved.ring()
        if done is not None:
            done()
