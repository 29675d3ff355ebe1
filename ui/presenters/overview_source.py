"""The lead's view from an open vault, in words. Every call reads or writes the vault, off the screen's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rygsaek.casework import figures, overview, preview
from rygsaek.casework.desk import Desk
from rygsaek.casework.figures import ALWAYS, Period
from rygsaek.casework.overview import Late, Load, Waiting
from ui.presenters.figure_words import WHY_HIDDEN, basis_words, filled, value_words
from ui.presenters.lines import Line, day_words
from ui.presenters.overview import FigureLine, Figures, OverviewView, Queue, Span, Worker
from ui.presenters.status_words import many

if TYPE_CHECKING:
    from rygsaek.paper.exits import Exits

SHOWN = 20
"""More at once are not gone through at a sitting."""

COURSE_LEFT_OUT = "Der er en fejl i kommunens eget forløb, course.toml. Sagerne følger metodens forløb, til filen er rettet."


class DeskOverview:
    """exits: the door, slow to load."""

    def __init__(self, desk: Desk, exits: Callable[[], Exits]) -> None:
        self._desk, self._exits = desk, exits

    def view(self) -> OverviewView | None:
        """What concerns cases; None for a role that leads and sees none. Raises InputError `role.not_yours`."""
        desk, today = self._desk, self._desk.today()
        if desk.role.leads and not desk.role.sees_all:
            return None
        found = overview.overview(desk)
        most = max((one.open for one in found.load), default=0)
        load = tuple(_worker(one, most, today) for one in found.load)
        told = [COURSE_LEFT_OUT] if any(one.code.startswith("course.") for one in desk.problems) else []
        told += [not_counted(found.on_their_way)] if found.on_their_way else []
        return OverviewView(
            _late(found.late, today), _queue(found.inbox, today), _queue(found.unassigned, today), load, " ".join(told)
        )

    def figures(self, span: Span) -> Figures:
        """The figures in words. Raises InputError `role.not_yours`."""
        counted = figures.figures(self._desk, period_of(span, self._desk.today()))
        lines = tuple(FigureLine(one.title, _told(value_words(one), basis_words(one)), filled(one)) for one in counted)
        told = [WHY_HIDDEN] if any(one.is_hidden for one in counted) else []
        with self._desk.vault.read() as reader:
            coming = preview.count_coming(reader)
        return Figures(lines, " ".join([*told, *([not_counted(coming)] if coming else [])]))

    def assign(self, case: str) -> str:
        """Begins the decision; returns its document."""
        return overview.assign(self._desk, case)

    def save(self, target: Path, span: Span) -> None:
        """Saves the figures."""
        from rygsaek.paper import figures_file  # late: the paper's rooms load when something leaves

        figures_file.save(self._exits(), target, period_of(span, self._desk.today()))


def not_counted(coming: int) -> str:
    """That cases are not here yet, or not read, and so in none of the numbers."""
    return f"{many(coming, '1 sag', 'sager')} er ikke lagt på plads her endnu og er ikke talt med."


def period_of(span: Span, today: date) -> Period:
    """The days of a time that can be chosen, seen from a day."""
    if span == "all":
        return ALWAYS
    year = today.year if span == "this_year" else today.year - 1
    return Period(date(year, 1, 1), date(year, 12, 31))


def _told(value: str, basis: str) -> str:
    return f"{value}, {basis}" if basis else value


def _queue(found: Sequence[Waiting], today: date) -> Queue:
    lines = tuple(
        Line(one.case, one.short_name, f"kom {day_words(one.day, today)}" if one.day else "", "", "", one.document)
        for one in found[:SHOWN]
    )
    return Queue(lines, max(len(found) - SHOWN, 0))


def _late(found: Sequence[Late], today: date) -> Queue:
    lines = tuple(
        Line(one.case, one.short_name, f"{one.title}, senest {day_words(one.day, today)}", _who_why(one)) for one in found[:SHOWN]
    )
    return Queue(lines, max(len(found) - SHOWN, 0))


def _who_why(one: Late) -> str:
    return f"{one.worker or 'Ingen har sagen'}. {one.why or 'Der er ikke skrevet en grund endnu'}."


def _worker(one: Load, most: int, today: date) -> Worker:
    parts = [f"{one.open} {'åben' if one.open == 1 else 'åbne'}"]
    parts += [f"{count} {word}" for count, word in ((one.resting, "hviler"), (one.closed, "er slut")) if count]
    return Worker(one.worker, ", ".join(parts), one.open / most if most else 0.0, _queue(one.cases, today))
