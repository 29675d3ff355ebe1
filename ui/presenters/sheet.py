"""The recovery sheet: printed or saved, at creation or later. It is owed until it came out of the printer, or is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from rygsaek.paper.sheets import OnItsWay
from ui.presenters.bell import Bell
from ui.presenters.runner import Runner, beside

T = TypeVar("T")
PRINTED = "Arket er printet. Læg det i et skab på kontoret, ikke i tasken med computeren."
SAVED = "Arket er gemt som fil. Print den, og slet så filen."


class SheetSource(Protocol):
    """The work, off the screen's thread. words: the six words, where the sheet is a new one; "" when the vault was just made."""

    def printers(self) -> Sequence[str]: ...

    def print_to(self, printer: str, words: str) -> OnItsWay: ...

    def save_to(self, target: Path, words: str) -> None: ...

    def came_out(self, job: str, came: bool) -> None: ...


class SheetPresenter:
    """needs_words: a new sheet makes the one before worthless, so the six words are asked for."""

    def __init__(self, source: SheetSource, runner: Runner, *, needs_words: bool) -> None:
        self._source, self._runner, self.needs_words = source, runner, needs_words
        self._job = ""
        self.found: Bell[[tuple[str, ...]]] = Bell()
        """The printers' names, the known one first; none where there is none."""
        self.asked: Bell[[str]] = Bell()
        """The printer has the sheet: did it come out? With what the printer wants, or ""."""
        self.done: Bell[[str]] = Bell()
        self.problem: Bell[[str, str]] = Bell()
        self.busy: Bell[[bool]] = Bell()

    def look(self) -> None:
        """Looks for printers."""
        self._runner.read(self._source.printers, lambda names: self.found.ring(tuple(names)), lambda _: self.found.ring(()))

    def print_sheet(self, printer: str, words: str = "") -> None:
        """Prints it."""

        def sent(sheet: OnItsWay) -> None:
            self._job = sheet.job
            self.asked.ring(sheet.trouble)

        self._do(lambda: self._source.print_to(printer, words.strip()), sent)

    def answer(self, came: bool) -> None:
        """Whether it came out."""
        job = self._job
        self._do(lambda: self._source.came_out(job, came), lambda _: self.done.ring(PRINTED if came else ""))

    def save_sheet(self, target: Path, words: str = "") -> None:
        """Saves it as a file that the person keeps."""
        self._do(lambda: self._source.save_to(target, words.strip()), lambda _: self.done.ring(SAVED))

    def _do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        beside(self._runner, work, done, busy=self.busy.ring, failed=lambda error: self.problem.ring(error.title, error.advice))
