"""One quiet line for the caseworker where it helps, one key away; with what it does in a word before it."""

from __future__ import annotations

from forms.coaching import CLOSING, OPENING, TECHNIQUES, prompts
from forms.profile import Profile
from ui.presenters.visit import Visit


def place_of(visit: Visit) -> str:
    """Where the talk is: a section of a form, its opening, or its end."""
    page = visit.form.page if visit.form is not None else None
    if page is not None:
        return page.section.id
    return OPENING if visit.station == "opening" else CLOSING


def prompt_lines(place: str, profile: Profile) -> tuple[str, ...]:
    """The lines for a place, the municipality's own among them, the general ones last."""
    return tuple(f"{TECHNIQUES[one.technique]}: {one.text}" for one in prompts(place, profile.prompts))
