"""`rygsaek case handed`, `case adopt`, `case discard`: what revoked laptops had not sent."""

from __future__ import annotations

from rygsaek.casework import views
from rygsaek.casework.desk import Desk
from rygsaek.history.changes import Change
from sync.office import adopting, awaiting, people
from sync.office.handed import Handed, Waiting
from sync.office.line import Line
from ui import wiring
from ui.cli.case_words import history_line
from ui.cli.speaking import say
from ui.presenters.handed_words import CLAIMED, DROPPED, DROPPED_WHOLE, adopted_words, waiting_words
from ui.presenters.status_words import many

NOTHING = "Der er ikke afleveret noget."


def show_all(desk: Desk) -> None:
    """In which cases something waits, by their ids."""
    line = wiring.line_on(desk)
    cases = awaiting.ask(line, line.caught_up())
    for case in cases:
        say(f"{case}  {waiting_words(adopting.look(desk, line, case))}")
    say(f"Der er afleveret noget i {many(len(cases), '1 sag', 'sager')}." if cases else NOTHING)


def show(desk: Desk, case: str) -> None:
    """Each change, with who wrote it and when."""
    line, waiting = _waiting(desk, case)
    for one in waiting.handed:
        say(f"Fra {people.names_of_devices(line, line.membership(), (one.device,))}:")
        for told in views.handed_over(desk, case, _until(waiting, one)):
            if told.change in {str(change.id) for change in one.changes}:
                say(f"    {history_line(told)}")
    say(waiting_words(waiting) or NOTHING)
    if waiting.is_new:
        say(CLAIMED)


def adopt(desk: Desk, case: str) -> None:
    """Take it into the case."""
    line, waiting = _waiting(desk, case)
    say(adopted_words(adopting.adopt(desk, line, waiting), is_new=waiting.is_new))


def discard(desk: Desk, case: str) -> None:
    """Let go of it."""
    line, waiting = _waiting(desk, case)
    adopting.discard(line, waiting)
    say((DROPPED_WHOLE if waiting.is_new else DROPPED) if waiting.is_anything else NOTHING)


def _until(waiting: Waiting, last: Handed) -> list[Change]:
    """What was handed over up to an envelope: of a case that is not here, the first says what the others are about."""
    upto = waiting.handed.index(last) + 1
    return [change for one in waiting.handed[:upto] for change in one.changes]


def _waiting(desk: Desk, case: str) -> tuple[Line, Waiting]:
    line = wiring.line_on(desk)
    if case not in awaiting.ask(line, line.caught_up()):
        views.require(desk, case)
    waiting = adopting.look(desk, line, case)
    if waiting.handed or not waiting.is_new:  # of a case that nobody has, nothing may be readable
        views.require_with(desk, case, waiting.changes)
    return line, waiting
