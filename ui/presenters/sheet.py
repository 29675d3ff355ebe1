"""The recovery sheet: printed or saved, at creation or later. It is owed until one of the two is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rygsaek.errors import RygsaekError
from ui.presenters.bell import Bell
from ui.presenters.runner import Runner

MADE_PRINTED = "Nøglearket er på vej til printeren. Læg det et sikkert sted, ikke i tasken med computeren."
MADE_SAVED = "Nøglearket er gemt som fil. Print den, og slet så filen."


class SheetPresenter:
    """printers: names of those that can be printed to now. print_to, save_to: the work, off the screen's thread."""

    def __init__(
        self,
        printers: Callable[[], Sequence[str]],
        print_to: Callable[[str], None],
        save_to: Callable[[Path], None],
        runner: Runner,
    ) -> None:
        self._printers, self._print_to, self._save_to, self._runner = printers, print_to, save_to, runner
        self.found: Bell[[tuple[str, ...]]] = Bell()
        """The printers' names, the known one first; none where there is none."""
        self.done: Bell[[str]] = Bell()
        self.problem: Bell[[str, str]] = Bell()
        self.busy: Bell[[bool]] = Bell()

    def look(self) -> None:
        """Looks for printers."""
        self._runner.read(self._printers, lambda names: self.found.ring(tuple(names)), lambda _: self.found.ring(()))

    def print_sheet(self, printer: str) -> None:
        """Prints it."""
        self._do(lambda: self._print_to(printer), MADE_PRINTED)

    def save_sheet(self, target: Path) -> None:
        """Saves it as a file that the person keeps."""
        self._do(lambda: self._save_to(target), MADE_SAVED)

    def _do(self, work: Callable[[], None], said: str) -> None:
        self.busy.ring(True)

        def done(_: None) -> None:
            self.busy.ring(False)
            self.done.ring(said)

        def failed(error: RygsaekError) -> None:
            self.busy.ring(False)
            self.problem.ring(error.title, error.advice)

        self._runner.write(work, done, failed)
