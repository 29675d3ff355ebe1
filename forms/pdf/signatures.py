"""Places to sign: a line for each name, with the day; or how it was answered, when it already was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from forms.calendar_words import day_in_words
from forms.model import Field
from forms.pdf import shapes, style
from forms.pdf.blocks import Layout
from forms.pdf.lines import Rich, plain
from forms.pdf.matter import Matter
from forms.pdf.strips import Strip, beside, keep_whole

_GAP = 28.0
_HOW = {"papir": "på papir", "skaerm": "på skærm", "ord": "med ord", "vil_ikke": "Vil ikke skrive under"}


class Place(msgspec.Struct, frozen=True):
    """One place to sign. written: what already stands on the line; date: what stands on the day's line."""

    label: Rich
    written: Rich = ()
    date: Rich = ()
    day_label: Rich = ()


def place_of(matter: Matter, field: Field, path: str, value: Any, label: str = "") -> Place:
    """The place for a signature field. label: instead of the field's own.

    The citizen's agreement keeps silent about a refusal to sign: the place stays open. A consent, which is frozen, tells it.
    """
    text = plain(label or matter.text(field.label, path), strong=True)
    day = plain("Dato")
    if not isinstance(value, Mapping) or matter.is_left_out(path):
        return Place(text, day_label=day)
    how = str(value.get("how", ""))
    if how == "vil_ikke" and not matter.is_internal and matter.definition.finished == "next":
        return Place(text, day_label=day)
    name = matter.spell(str(value.get("name", "")), path)
    written = _HOW.get(how, "")
    if how != "vil_ikke" and name:
        written = f"{name}, {written}" if written else name
    when = value.get("date")
    return Place(text, plain(written), plain(_day(str(when), matter.request.lang) if when else ""), day)


def _day(value: str, lang: str) -> str:
    """A day without its weekday, on one line."""
    day = date.fromisoformat(value)
    words = day_in_words(day, lang).split(" ")
    return "\u00a0".join(words[-3:])


class Signatures(msgspec.Struct, frozen=True):
    """Places to sign, side by side, two in a row."""

    places: tuple[Place, ...]

    def lay(self, layout: Layout) -> list[Strip]:
        strips: list[Strip] = []
        for index in range(0, len(self.places), 2):
            strips += self._pair(layout, self.places[index : index + 2])
        return strips

    def _pair(self, layout: Layout, places: tuple[Place, ...]) -> list[Strip]:
        scale = layout.scale
        column = (style.WIDTH - _GAP) / 2
        day = column * 0.34
        above: list[list[Strip]] = []
        below: list[list[Strip]] = []
        rules = []
        for index, place in enumerate(places):
            x = index * (column + _GAP)
            day_x = x + column - day
            for rich, at, width in ((place.written, x, column - day - 10), (place.date, day_x, day)):
                above.append(layout.text(layout.tree.add("P"), rich, at, width))
            below.append(layout.text(layout.tree.add("P"), place.label, x, column - day - 10))
            below.append(layout.text(layout.tree.add("P"), place.day_label, day_x, day))
            rules += [shapes.rule(x, 2, column - day - 10, line=style.LINE), shapes.rule(day_x, 2, day, line=style.LINE)]
        tallest = max(map(len, above))
        written = beside(*[[*[Strip(0) for _ in range(tallest - len(cell))], *cell] for cell in above])
        room = Strip(max(0.0, scale.pitch * 1.15 - sum(strip.height for strip in written)))
        line = Strip(4, shapes=rules)
        strips = [room, *written, line, *beside(*below)]
        strips[0].before = scale.gap
        keep_whole(strips)
        return strips
