"""The frame of the talk, said at the beginning: how long, and that the citizen decides. It ticks nothing by itself."""

from __future__ import annotations

from forms.calendar_words import time_in_words
from ui.presenters.visit import Visit


def opening_lines(visit: Visit) -> tuple[str, ...]:
    """The lines of the opening page, the first one large: until when, where that was planned."""
    first = f"Jeg er her til {time_in_words(visit.until)}." if visit.until else f"Godt at se dig, {visit.first_name}."
    return (first, "Du vælger, hvad vi taler om.", "Du kan altid sige stop.")
