"""The frame of the talk, said at the beginning (coaching.toml): until when, and that the citizen decides. It ticks nothing."""

from __future__ import annotations

from forms.calendar_words import time_in_words
from forms.coaching import frame
from ui.presenters.visit import Visit


def opening_lines(visit: Visit) -> tuple[str, ...]:
    """The lines of the opening page, the first one large: until when, where that was planned, then the frame (coaching.toml)."""
    first = f"Jeg er her til {time_in_words(visit.until)}." if visit.until else f"Godt at se dig, {visit.first_name}."
    return (first, *frame())
