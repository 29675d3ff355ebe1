"""`rygsaek case handed`, `case adopt`, `case discard`: what revoked laptops had not sent."""

from __future__ import annotations

from datetime import UTC, datetime

from rygsaek.casework import accesslog, views
from rygsaek.casework.desk import Desk, local
from sync.office import adopting, people
from ui import wiring
from ui.cli.speaking import say


def show(desk: Desk, case: str) -> None:
    """Each change, with who wrote it and when."""
    views.require(desk, case)
    line = wiring.line_on(desk)
    waiting = adopting.look(line, case)
    accesslog.seen(desk, case, "show", "afleveret af en lukket computer")
    for one in waiting.handed:
        say(f"Fra {people.names_of_devices(line, line.membership(), (one.device,))}:")
        for change in one.changes:
            at = local(datetime.fromtimestamp(change.at.ms / 1000, UTC))
            value = "–" if change.shown is None else change.shown
            say(f"    {at:%d-%m-%Y kl. %H.%M}  {change.by}  {change.register}: {value}")
    if waiting.unreadable:
        say(f"{len(waiting.unreadable)} stykker kan ikke læses her. Send og hent, og prøv igen.")
    if not waiting.handed and not waiting.unreadable:
        say("Der er ikke afleveret noget.")


def adopt(desk: Desk, case: str) -> None:
    """Take it into the case."""
    views.require(desk, case)
    line = wiring.line_on(desk)
    count = adopting.adopt(desk, line, adopting.look(line, case))
    say(f"{count} ændringer er kommet ind i sagen. Står der noget andet i forvejen, står begge dele, til du vælger.")


def discard(desk: Desk, case: str) -> None:
    """Let it go."""
    views.require(desk, case)
    line = wiring.line_on(desk)
    waiting = adopting.look(line, case)
    adopting.drop(line, case, (*(one.id for one in waiting.handed), *waiting.unreadable))
    say(f"{len(waiting.handed) + len(waiting.unreadable)} stykker er slettet.")
