"""Papers of one case on their way out: to which printer, what is the matter, and, honestly, whether they came."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from rygsaek.errors import RygsaekError
from rygsaek.paper import reasons
from rygsaek.paper.papers import Wish
from rygsaek.paper.print_jobs import Job
from rygsaek.paper.printers import PrinterInfo
from ui.presenters.bell import Bell
from ui.presenters.print_room import PrintRoom
from ui.presenters.runner import Runner

STATES = {
    "ready": "klar",
    "busy": "i gang",
    "stopped": "står stille",
    "unreachable": "svarer ikke",
    "refusing": "tager ikke imod",
    "missing": "findes ikke her",
}


@dataclass(frozen=True)
class PrinterLine:
    """One printer to choose, with its state in words."""

    name: str
    words: str
    advice: str


@dataclass(frozen=True)
class PaperLine:
    """One paper on its way. question: what only a person can answer, "" for nothing. pages: those not yet confirmed."""

    job: str
    what: str
    words: str
    question: str
    pages: tuple[int, ...]
    may_retry: bool
    may_release: bool
    is_out: bool
    is_trouble: bool


class Printing:
    """What a page about paper shows, until `end` is called.

    changed: rings when any of it does; trouble: when something could not be done.
    """

    def __init__(self, room: PrintRoom, runner: Runner, case: str, first_name: str, visit: str = "") -> None:
        self._room, self._runner = room, runner
        self.case, self.first_name, self.visit = case, first_name, visit
        self.printers: tuple[PrinterInfo, ...] = ()
        self.chosen = ""
        self.is_read = False
        self.is_asked = False
        self._jobs: tuple[Job, ...] = ()
        self._mine: set[str] = set()
        self.changed: Bell[[]] = Bell()
        self.trouble: Bell[RygsaekError] = Bell()
        self.end = room.moved.listen(self.look)

    # printers

    def load(self) -> None:
        """Reads which printers there are, and which one is known."""

        def read() -> tuple[tuple[PrinterInfo, ...], str]:
            return self._room.printers(), self._room.known_printer()

        def show(found: tuple[tuple[PrinterInfo, ...], str]) -> None:
            self.printers, known = found
            if not self.chosen:  # a known printer that is gone is told as gone: another one is never taken for it
                self.chosen = known or (self.printers[0].name if len(self.printers) == 1 else "")
            self.is_read = True
            self.changed.ring()

        def failed(error: RygsaekError) -> None:
            self.is_read = True
            self.printers = ()
            self.changed.ring()

        self._runner.read(read, show, failed)
        self.look()

    def lines(self) -> tuple[PrinterLine, ...]:
        """The printers to choose from."""
        found = []
        for one in self.printers:
            told = reasons.words(one.reason, self.first_name, one.name) if one.reason else reasons.Words("", "")
            words = f"{one.title or one.name} · {STATES[one.at]}"
            found.append(PrinterLine(one.name, words, f"{told.title} {told.advice}".strip()))
        return tuple(found)

    def choose(self, name: str) -> None:
        """Another printer."""
        self.chosen = name
        self.changed.ring()

    @property
    def has_printer(self) -> bool:
        """Whether there is one to print to."""
        return any(one.name == self.chosen for one in self.printers)

    @property
    def printer_words(self) -> str:
        """The one line about the printer where nothing is chosen by hand."""
        if not self.is_read:
            return "Vi leder efter printeren …"
        line = next((one for one in self.lines() if one.name == self.chosen), None)
        if line is None and self.chosen and self.printers:
            return " ".join(reasons.words(reasons.MISSING, self.first_name, self.chosen))
        if line is None:
            return CHOOSE if self.printers else NO_PRINTER.format(borger=self.first_name)
        return f"{line.words}. {line.advice}".removesuffix(" ").replace("..", ".") if line.advice else line.words

    # papers

    def print(self, wishes: Sequence[Wish]) -> None:
        """One press: all papers are made and queued in one transaction. A second press while it runs is no second wish."""
        if self.is_asked or not wishes:
            return
        self.is_asked = True
        self.changed.ring()
        printer = self.chosen
        pressed = self._room.queue.moment(self.case, self.visit)  # a pause before the paper is made holds it

        def work() -> tuple[str, ...]:
            jobs = tuple(self._room.exits.print_papers(printer, self.case, wishes, self.visit, pressed))
            self._room.keep_printer(printer)
            return jobs

        def done(jobs: tuple[str, ...]) -> None:
            self.is_asked = False
            self._mine |= set(jobs)
            self._room.go_round()
            self.look()

        def failed(error: RygsaekError) -> None:
            self.is_asked = False
            self.trouble.ring(error)
            self.changed.ring()

        self._runner.write(work, done, failed)

    def print_leaflet(self, name: str) -> None:
        """Something from the shelf, to the chosen printer, with this page's papers."""
        printer = self.chosen
        pressed = self._room.queue.moment(self.case, self.visit)

        def work() -> str:
            return self._room.exits.print_leaflet(printer, name, self.case, self.visit, pressed)

        def done(job: str) -> None:
            self._mine.add(job)
            self._room.go_round()
            self.look()

        self._runner.write(work, done, self.trouble.ring)

    def confirm(self, job: str, came: Literal["all", "none"] | Collection[int]) -> None:
        """What the person saw come out."""
        self._do(lambda: self._room.exits.confirm(job, came))

    def again(self, job: str) -> None:
        """The same paper once more, or only the pages that are missing."""
        self._do(lambda: self._room.exits.again(job, self.case, printer=self.chosen or None, visit=self.visit or None))

    def release(self, job: str) -> None:
        """A paper that was held comes out now, at its own citizen's."""
        self._do(lambda: self._room.exits.release(job, self.case, visit=self.visit, printer=self.chosen or None))

    def drop(self, job: str) -> None:
        """A paper is not wanted any more."""
        self._do(lambda: self._room.queue.cancel(job))

    def papers(self) -> tuple[PaperLine, ...]:
        """This page's papers: those printed from here, and those of the case that wait for a person.

        In a visit no question about an earlier day's paper comes between the two.
        """
        waits = ("held",) if self.visit else ("held", "failed")
        shown = [job for job in self._jobs if job.id in self._mine or job.stands in waits or (job.question and not self.visit)]
        return tuple(
            PaperLine(
                job=job.id,
                what=job.what,
                words=f"{job.words.title} {job.words.advice}".strip(),
                question=job.question,
                pages=job.wanted,
                may_retry=job.stands == "failed",
                may_release=job.stands == "held" and job.reason != reasons.UNSURE,
                is_out=job.stands == "confirmed",
                is_trouble=bool(job.reason) and job.stands not in ("confirmed", "cancelled"),
            )
            for job in shown
            if job.stands != "cancelled"
        )

    @property
    def is_all_out(self) -> bool:
        """Whether every paper of this page was confirmed by a person."""
        mine = [job for job in self._jobs if job.id in self._mine]
        return bool(mine) and all(job.stands == "confirmed" for job in mine)

    def look(self) -> None:
        """Reads how the papers stand."""

        def show(jobs: tuple[Job, ...]) -> None:
            if jobs != self._jobs:
                self._jobs = jobs
                self.changed.ring()

        self._runner.read(lambda: self._room.queue.jobs(self.case), show)

    def _do(self, work: Callable[[], object]) -> None:
        def done(_result: object) -> None:
            self._room.go_round()
            self.look()

        self._runner.write(work, done, self.trouble.ring)


CHOOSE = "Vælg en printer."
NO_PRINTER = "Ingen printer? Skriv det på et tomt papir. Så husker vi, at {borger} skal have et print."
