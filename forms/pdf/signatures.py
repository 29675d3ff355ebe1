"""Places to sign: a line for each name, with the day; or how it was answered, when it already was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from forms.calendar_words import date_in_words
from forms.model import Field
from forms.pdf import shapes, style
from forms.pdf.blocks import Block, Layout, Paragraph
from forms.pdf.lines import Rich, Run, longest_word, plain, text_of
from forms.pdf.matter import Matter
from forms.pdf.strips import Strip, beside, keep_whole
from forms.pdf.words import word

_GAP = 28.0


class Place(msgspec.Struct, frozen=True):
    """One place to sign. written: what stands on the line already; how: under it; date: what stands on the day's line.

    how_then: how it was answered, as a copy of the paper tells it.
    """

    label: Rich
    written: Rich = ()
    how: Rich = ()
    date: Rich = ()
    day_label: Rich = ()
    how_then: str = ""


def place_of(matter: Matter, field: Field, path: str, value: Any, label: str = "") -> Place:
    """The place for a signature field. label: instead of the field's own.

    The citizen's agreement keeps silent about a refusal to sign: the place stays open. A consent, which is frozen, tells it.
    """
    text = plain(label or matter.text(field.label, path), strong=True)
    lang = matter.request.lang
    day = plain(word("day", lang))
    if not isinstance(value, Mapping) or matter.is_left_out(path):
        return Place(text, day_label=day)
    how = str(value.get("how", ""))
    if how == "vil_ikke" and not matter.is_internal and matter.definition.finished == "next":
        return Place(text, day_label=day)
    name = matter.spell(str(value.get("name", "")), path) if how != "vil_ikke" else ""
    when = value.get("date")
    date_text = _day(str(when), lang) if when else ""
    return Place(text, plain(name), plain(word(how, lang)), plain(date_text), day, word(f"{how}_then", lang))


def _day(value: str, lang: str) -> str:
    """A day without its weekday, on one line."""
    return date_in_words(date.fromisoformat(value), lang).replace(" ", "\u00a0")


def names_under(matter: Matter, places: Sequence[Place]) -> Iterator[Block]:
    """What stands under a paper: places to sign; under a copy only who signed the paper itself, and nothing to sign."""
    if matter.copied_from is None:
        yield Signatures(tuple(places))
        return
    for place in places:
        how = place.how_then
        told = ", ".join(filter(None, (text_of(place.written), text_of(place.date))))
        if how:
            yield Paragraph((Run(f"{how}: " if told else how, strong=True), Run(told)))


class Signatures(msgspec.Struct, frozen=True):
    """Places to sign, side by side, two in a row: what is asked, room to write, the line with the day."""

    places: tuple[Place, ...]

    def lay(self, layout: Layout) -> list[Strip]:
        strips: list[Strip] = []
        for index in range(0, len(self.places), 2):
            strips += self._pair(layout, self.places[index : index + 2])
        return strips

    def _pair(self, layout: Layout, places: tuple[Place, ...]) -> list[Strip]:
        scale = layout.scale
        column = (style.WIDTH - _GAP) / 2
        day = max(column * 0.36, *(longest_word(place.date, layout.faces, scale.text) for place in places))
        name = column - day - 10
        asked, written, below = [], [], []
        rules = []
        for index, place in enumerate(places):
            x = index * (column + _GAP)
            asked.append(layout.text(layout.tree.add("P"), place.label, x, column, balance=True))
            written.append(layout.text(layout.tree.add("P"), place.written, x, name))
            written.append(layout.text(layout.tree.add("P"), place.date, x + name + 10, day))
            below.append(layout.text(layout.tree.add("P"), place.how, x, name, size=scale.small))
            below.append(layout.text(layout.tree.add("P"), place.day_label, x + name + 10, day, size=scale.small))
            rules += [shapes.rule(x, 2, name, line=style.LINE), shapes.rule(x + name + 10, 2, day, line=style.LINE)]
        filled = _to_foot(written)
        room = Strip(max(0.0, scale.pitch * 1.1 - sum(strip.height for strip in filled)))
        strips = [*_to_foot(asked), room, *filled, Strip(4, shapes=rules), *beside(*below)]
        strips[0].before = max(scale.gap * 1.5, scale.section * 0.7)
        keep_whole(strips)
        return strips


def _to_foot(columns: list[list[Strip]]) -> list[Strip]:
    """Columns side by side, their last lines on one height."""
    tallest = max(map(len, columns))
    return beside(*[[*[Strip(0) for _ in range(tallest - len(column))], *column] for column in columns])
