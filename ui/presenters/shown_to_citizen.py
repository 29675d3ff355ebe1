"""What a citizen sees on a screen of their own: the question that stands, and what is written. No more than the visit."""

from __future__ import annotations

from typing import NamedTuple

from forms.values import show_value
from ui.presenters.editing import TEXT_KINDS
from ui.presenters.reading_aloud import SpokenPage
from ui.presenters.visit import Visit
from ui.presenters.visit_end import VisitEnd

PAUSE = "Vi holder pause."
NAMES = "Jeres navne"


class Shown(NamedTuple):
    """A page. lines: question and answer in words, either may be empty."""

    where: str
    heading: str
    lines: tuple[tuple[str, str], ...]


def shown_now(
    visit: Visit, end: VisitEnd | None, opening: tuple[str, ...], *, is_paused: bool, aloud: SpokenPage | None = None
) -> Shown:
    """The page that stands in the visit, as words."""
    if is_paused:
        return Shown("", PAUSE, ())
    if visit.station == "aloud" and aloud is not None:
        return Shown(aloud.title, aloud.heading, tuple((line.second, line.text) for line in aloud.lines))
    form = visit.form
    asked = form.question if form is not None else None
    if form is not None and asked is not None and form.editing is not None:
        lines = []
        for path in asked.paths:
            view = form.field(path)
            field = form.editing.field(path)
            said = view.said or view.hidden_text or view.text if field.kind in TEXT_KINDS else show_value(field, view.value)
            if path not in asked.waiting or said:
                lines.append((view.label, said))
        return Shown(f"{form.title} · {form.progress}", asked.heading, tuple(lines))
    if visit.station in ("end", "sign") and end is not None:
        heading = NAMES if visit.station == "sign" else end.heading
        return Shown("", heading, tuple((told.heading, told.text) for told in end.lines))
    return Shown("", opening[0], tuple(("", line) for line in opening[1:]))
