"""`rygsaek case handed`, `case adopt`, `case discard`: what revoked laptops had not sent."""

from __future__ import annotations

from rygsaek.casework import views
from rygsaek.casework.desk import Desk, local
from sync.office import adopting, people
from ui import wiring
from ui.cli.speaking import say
from ui.presenters.handed_words import adopted_words, waiting_words


def show(desk: Desk, case: str) -> None:
    """Each change, with who wrote it and when."""
    views.require(desk, case)
    line = wiring.line_on(desk)
    waiting = adopting.look(line, case)
    for one in waiting.handed:
        say(f"Fra {people.names_of_devices(line, line.membership(), (one.device,))}:")
        for told in views.handed_over(desk, case, one.changes):
            about = f" {told.field_label}: {told.new}" if told.field_label else f" {told.new or told.form}"
            say(f"    {local(told.at):%d-%m-%Y kl. %H.%M}  {told.who} {told.what}{about.rstrip(': ')}")
    say(waiting_words(waiting) or "Der er ikke afleveret noget.")


def adopt(desk: Desk, case: str) -> None:
    """Take it into the case."""
    views.require(desk, case)
    line = wiring.line_on(desk)
    say(adopted_words(adopting.adopt(desk, line, adopting.look(line, case))))


def discard(desk: Desk, case: str) -> None:
    """Let it go."""
    views.require(desk, case)
    line = wiring.line_on(desk)
    waiting = adopting.look(line, case)
    adopting.discard(line, waiting)
    count = len(waiting.handed) + len(waiting.unreadable) + len(waiting.files)
    say("Det er slettet. Sagen er, som den var." if count else "Der er ikke afleveret noget.")
