"""The end of a visit: what was agreed in a few lines, which papers the citizen gets, and one press to the known printer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from forms.pdf.short import short_words
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.paper import papers
from rygsaek.paper.papers import Length, Wish
from ui.presenters.bell import Bell
from ui.presenters.printing import Printing
from ui.presenters.runner import Runner
from ui.presenters.visit import AGREEMENT, Visit

MOST_LINES = 4


@dataclass(frozen=True)
class Told:
    """One thing that was agreed: a heading and what it says."""

    heading: str
    text: str


@dataclass(frozen=True)
class PaperTick:
    """One paper that the citizen may get, and whether it is wanted now."""

    document: str
    title: str
    length: Length
    is_wanted: bool


class VisitEnd:
    """What the last page shows. changed: rings when its lines or papers do."""

    def __init__(self, visit: Visit, printing: Printing, runner: Runner) -> None:
        self._visit, self._runner = visit, runner
        self.printing = printing
        self.lines: tuple[Told, ...] = ()
        self.ticks: tuple[PaperTick, ...] = ()
        self.is_printed = False
        self._is_waiting = False
        printing.changed.listen(self._on_printing)
        self.changed: Bell[[]] = Bell()

    @property
    def heading(self) -> str:
        return "Det har vi aftalt" if self.lines and not self._visit.is_stopped else "Vi stopper her i dag"

    @property
    def say(self) -> str:
        """The line under the heading."""
        return "Det, vi nåede, er gemt." if self._visit.is_stopped or not self.lines else ""

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to print: all came out, or none is wanted or possible."""
        is_stuck = self.printing.is_read and not self.printing.has_printer
        return is_stuck or self.is_printed or not any(one.is_wanted for one in self.ticks)

    @property
    def next_words(self) -> str:
        """What the one thing to do next is called."""
        if self.is_over:
            return "Slut besøget"
        count = sum(1 for one in self.ticks if one.is_wanted)
        return "Print dit papir" if count == 1 else f"Print dine {count} papirer"

    def enter(self) -> None:
        """The page is shown: lines and papers are worked out anew."""
        self.ticks = tuple(self._ticks())
        self.printing.load()
        agreement = self._visit.agreement
        if agreement is None or not agreement.document:
            self.lines = ()
            self.changed.ring()
            return
        desk, case, document = self._visit.desk, self._visit.case, agreement.document
        self._runner.write(lambda: _agreed(desk, case, document), self._on_lines)

    def want(self, index: int, is_wanted: bool) -> None:
        """Ticks or unticks a paper; ticked again, it is printed again."""
        self.is_printed = False
        self.ticks = tuple(replace(one, is_wanted=is_wanted) if number == index else one for number, one in enumerate(self.ticks))
        self.changed.ring()

    def print(self) -> None:
        """One press: every wanted paper to the known printer; where it is still looked for, as soon as it is found."""
        self._visit.leave()
        if not self.printing.is_read:
            self._is_waiting = True
            return
        self._is_waiting = False
        wishes = [Wish(document=one.document, length=one.length) for one in self.ticks if one.is_wanted]
        if wishes and self.printing.has_printer:
            self.is_printed = True
            self.printing.print(wishes)
        self.changed.ring()

    def go_on_by_hand(self) -> None:
        """Prints what is left of the forms that were begun, with what is known: the two go on with a pen."""
        self._visit.leave()
        begun = [form for form in self._visit.forms.values() if form.document] or []
        wishes = [Wish(document=form.document, length="whole", is_to_fill=True) for form in begun]
        self.printing.print(wishes)

    def _ticks(self) -> list[PaperTick]:
        standing = {(one.document, one.length): one.is_wanted for one in self.ticks}
        found: list[PaperTick] = []
        for form in self._visit.forms.values():
            if not form.document:
                continue
            is_through = bool(form.is_through) or self._visit.is_stopped
            lengths: tuple[tuple[Length, str, bool], ...] = (("short", form.title, is_through),)
            if form.id == AGREEMENT:
                lengths = (*lengths, ("whole", "Hele aftalen", "whole" in form.is_through))
            for length, title, is_wanted in lengths:
                known = standing.get((form.document, length), False)
                found.append(PaperTick(form.document, title, length, known or is_wanted))
        return found

    def _on_printing(self) -> None:
        if self._is_waiting and self.printing.is_read:
            self.print()
        else:
            self.changed.ring()

    def _on_lines(self, lines: tuple[Told, ...]) -> None:
        self.lines = lines
        self.changed.ring()


def _agreed(desk: Desk, case: str, document: str) -> tuple[Told, ...]:
    """The first lines of the citizen's short paper; in the writer lane, so that what was just written is among them."""
    with desk.vault.read() as reader:
        subject = papers.subject_of(desk, reader, case, Wish(document=document))
    try:
        blocks = short_words(subject.request)
    except InputError:
        return ()
    headed = [(heading, lines) for heading, lines in blocks if heading and lines][:MOST_LINES]
    # of the next time and of whom to ring the first line is enough here; goals and actions stand one under the other
    return tuple(Told(heading, lines[0] if number < 2 else "\n".join(lines)) for number, (heading, lines) in enumerate(headed))
