"""The network as a picture: one person in the middle, two rings of others around. Contact is told by shape, not by colour.

The lists under it say the same in words. Whoever stands in the picture is decided by data (`[picture]` in the form).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, sqrt
from typing import Any, NamedTuple

import msgspec

from forms.conditions import asks, is_filled
from forms.model import Field
from forms.pdf import shapes, style
from forms.pdf.blocks import Layout, baseline
from forms.pdf.lines import Line, Rich, Run, break_lines, plain
from forms.pdf.matter import Matter
from forms.pdf.strips import Shape, Strip, Words
from forms.pdf.tags import Node
from forms.pdf.words import word

_CENTRE_RADIUS = 34.0
_LEAST_UP = 104.0
_MARK = 5.0
_LINE_HEIGHT = 15.0
_MOST_A_SIDE = 33
_MOST_UP = 262.0
_TWO_LINES_UP_TO = 14
_TYPE = 12.0
_LEGEND = ((True, "talks"), (False, "talks_not"), (None, "talks_unknown"))


class Person(NamedTuple):
    """One in the picture. contact: None when it was not answered."""

    name: str
    contact: bool | None


class _Spot(NamedTuple):
    """A person's place: on which ring, at which height over the middle, and later at which point of the strip."""

    person: Person
    is_inner: bool
    x: float
    y: float


class _Rings(NamedTuple):
    """Half axes of the two ellipses."""

    inner_across: float
    inner_up: float
    outer_across: float
    outer_up: float

    def at(self, spot: _Spot) -> float:
        """How far to the side a person stands."""
        across, up = (self.inner_across, self.inner_up) if spot.is_inner else (self.outer_across, self.outer_up)
        return across * sqrt(max(0.02, 1 - (spot.y / up) ** 2))


class Drawing(msgspec.Struct, frozen=True):
    """The picture as a block, one figure with its text alternative."""

    centre: str
    inner: tuple[Person, ...]
    outer: tuple[Person, ...]
    lang: str = "da"

    def lay(self, layout: Layout) -> list[Strip]:
        figure = layout.tree.add("Figure", alt=self._words())
        sides = self._sides()
        most = max(1, *(len(inner) + len(outer) for inner, outer in sides))
        slot = _LINE_HEIGHT if most > _TWO_LINES_UP_TO else _LINE_HEIGHT * 2
        half = max(_LEAST_UP, most * slot / 2)
        spots = [_spots(side, half, slot) for side in sides]
        rings = _rings([spot for side in spots for spot in side], half, is_dense=most > _TWO_LINES_UP_TO)
        captions = self._captions(sum(map(len, spots)))
        strip = Strip(rings.outer_up * 2 + 34 + (18 if captions else 0))
        strip.before = layout.scale.gap
        middle, down = style.WIDTH / 2, rings.outer_up + 6
        if self.inner:
            strip.shapes.append(_ring(figure, middle, -down, rings.inner_across, rings.inner_up))
        if self.outer:
            strip.shapes.append(_ring(figure, middle, -down, rings.outer_across, rings.outer_up))
        standing = [
            (spot._replace(x=middle + sign * rings.at(spot), y=spot.y - down), sign)
            for side, sign in zip(spots, (1, -1), strict=True)
            for spot in side
        ]
        strip.shapes += [line for spot, _ in standing for line in _tie(figure, middle, -down, spot)]
        for spot, sign in standing:
            _label(layout, strip, figure, spot, sign, slot)
        strip.shapes += [mark for spot, _ in standing for mark in _mark(figure, spot)]
        self._middle(layout, strip, figure, middle, down)
        _legend(layout, strip, figure, rings.outer_up * 2 + 28, {one.contact for one in (*self.inner, *self.outer)}, self.lang)
        for line in break_lines(plain(captions), layout.faces, _TYPE, style.WIDTH)[:1]:
            strip.words.append(Words(figure, 0, strip.height - 6, _TYPE, line.parts))
        return [strip]

    def _captions(self, drawn: int) -> str:
        hidden = len(self.inner) + len(self.outer) - drawn
        rings = word("rings", self.lang) if self.inner and self.outer else ""
        return " ".join(filter(None, (rings, word("hidden", self.lang, count=str(hidden)) if hidden else "")))

    def _sides(self) -> tuple[tuple[list[Person], list[Person]], tuple[list[Person], list[Person]]]:
        """Inner and outer people of the right side and of the left; no more than a page has room for."""
        inner, outer = list(self.inner), list(self.outer)
        inner = inner[: _MOST_A_SIDE * 2]
        outer = outer[: _MOST_A_SIDE * 2 - len(inner)]
        right_inner, right_outer = (len(inner) + 1) // 2, len(outer) // 2 if len(inner) % 2 else (len(outer) + 1) // 2
        return (inner[:right_inner], outer[:right_outer]), (inner[right_inner:], outer[right_outer:])

    def _middle(self, layout: Layout, strip: Strip, figure: Node, x: float, down: float) -> None:
        circle = shapes.ellipse(x, -down, _CENTRE_RADIUS, _CENTRE_RADIUS)
        strip.shapes += [Shape(figure, circle + " f", 1.0), Shape(figure, circle + " S", 0.0, 1.6)]
        room = _CENTRE_RADIUS * 1.7
        lines = _at_most(plain(self.centre, strong=True), layout, room, 2)
        top = down - len(lines) * _LINE_HEIGHT / 2
        for number, line in enumerate(lines):
            at = top + number * _LINE_HEIGHT + baseline(_TYPE, _LINE_HEIGHT)
            strip.words.append(Words(figure, x - line.width / 2, at, _TYPE, line.parts))

    def _words(self) -> str:
        rings = [(word("inner", self.lang), self.inner), (word("outer", self.lang), self.outer)]
        told = [
            f"{ring}: " + ", ".join(f"{p.name} ({_contact(p, self.lang)})" for p in people) for ring, people in rings if people
        ]
        return ". ".join([word("picture", self.lang, centre=self.centre), *told]) + "."


def drawing_of(matter: Matter) -> Drawing | None:
    """The picture of a paper, None when its form has none or nobody is in it."""
    picture = matter.definition.picture
    if picture is None or matter.request.blank:
        return None
    centre = matter.field(picture.centre)
    value = matter.answers.get(picture.centre)
    name = matter.value(centre, value, picture.centre) if centre is not None else ""
    inner, outer = (tuple(_people(matter, ids, picture.name, picture.contact)) for ids in (picture.inner, picture.outer))
    if not inner and not outer:
        return None
    lang = matter.request.lang
    return Drawing(name.split(" ")[0] if name else matter.request.names.get("borger") or word("you", lang), inner, outer, lang)


def _people(matter: Matter, rows_ids: Sequence[str], name_id: str, contact_id: str) -> list[Person]:
    people = []
    for rows_id in rows_ids:
        rows_field, name = matter.field(rows_id), matter.field(name_id, rows_id)
        if rows_field is None or name is None or not matter.shows(rows_field):
            continue
        rows = [row for row in matter.rows(rows_field) if is_filled(row.get(name_id))]
        for row in rows:
            path = f"{rows_id}/{row['_id']}/{name_id}"
            if not matter.is_left_out(path):
                label = " ".join(matter.value(name, row[name_id], path).split())
                people.append(Person(label, _talks(matter, rows_field, contact_id, row, alone=len(rows) == 1)))
    return people


def _talks(matter: Matter, rows_field: Field, contact_id: str, row: dict[str, Any], *, alone: bool) -> bool | None:
    """Whether the two talk: as the row says; or, for one alone, as its group says; or yes where nobody would ask."""
    contact = row.get(contact_id)
    if isinstance(contact, bool):
        return contact
    if matter.field(contact_id, rows_field.id) is None:
        return True
    gates = {name for name, _ in asks(rows_field.show_if)}
    return True if alone and any(matter.answers.get(gate) is True for gate in gates) else None


def _spots(side: tuple[list[Person], list[Person]], half: float, slot: float) -> list[_Spot]:
    """Heights for the people of one side: the inner ones in the middle, the outer ones above and below, evenly spread."""
    inner, outer = ([(person, is_inner) for person in ring] for ring, is_inner in zip(side, (True, False), strict=True))
    above = (len(outer) + 1) // 2
    people = [*outer[:above], *inner, *outer[above:]]
    step = max(slot, 2 * half / len(people) if people else slot)
    top = (len(people) - 1) * step / 2
    return [_Spot(person, is_inner, 0.0, top - index * step) for index, (person, is_inner) in enumerate(people)]


def _rings(spots: Sequence[_Spot], half: float, *, is_dense: bool) -> _Rings:
    """Rings that everybody stands on; narrower where names need the room beside them."""
    inner_up = max([48.0, *(abs(spot.y) * 1.1 + 12 for spot in spots if spot.is_inner)])
    outer_up = max(half * 1.04, min(inner_up * 1.3, _MOST_UP))
    inner_across, outer_across = (64.0, 112.0) if is_dense else (74.0, 140.0)
    return _Rings(inner_across, min(inner_up, outer_up), outer_across, outer_up)


def _ring(figure: Node, x: float, y: float, across: float, up: float) -> Shape:
    return Shape(figure, shapes.ellipse(x, y, across, up) + " S", 0.5, 0.6)


def _label(layout: Layout, strip: Strip, figure: Node, spot: _Spot, sign: int, slot: float) -> None:
    """A name beside its mark, on white, so that no line runs through it."""
    room = (style.WIDTH - spot.x if sign > 0 else spot.x) - _MARK - 6
    lines = _at_most(plain(spot.person.name), layout, room, int(slot // _LINE_HEIGHT))
    top = -spot.y - len(lines) * _LINE_HEIGHT / 2
    for number, line in enumerate(lines):
        x = spot.x + _MARK + 4 if sign > 0 else spot.x - _MARK - 4 - line.width
        y = -(top + (number + 1) * _LINE_HEIGHT)
        white = f"{x - 1.5:.2f} {y + 1.5:.2f} {line.width + 3:.2f} {_LINE_HEIGHT - 2:.2f} re f"
        strip.shapes.append(Shape(figure, white, 1.0))
        strip.words.append(Words(figure, x, top + number * _LINE_HEIGHT + baseline(_TYPE, _LINE_HEIGHT), _TYPE, line.parts))


def _tie(figure: Node, x: float, y: float, spot: _Spot) -> list[Shape]:
    """The line from the middle: whole where they talk, broken where not, none where nobody said."""
    if spot.person.contact is None:
        return []
    length = hypot(spot.x - x, spot.y - y)
    start_x = x + (spot.x - x) * _CENTRE_RADIUS / length
    start_y = y + (spot.y - y) * _CENTRE_RADIUS / length
    dash = "" if spot.person.contact else "2 3"
    return [shapes.stroke(start_x, start_y, spot.x, spot.y, node=figure, line=0.9 if spot.person.contact else 0.7, dash=dash)]


def _mark(figure: Node, spot: _Spot) -> list[Shape]:
    """A full disc for contact, an open ring for none, an open diamond for not answered."""
    x, y, r = spot.x, spot.y, _MARK
    if spot.person.contact is None:
        path = f"{x:.2f} {y + r:.2f} m {x + r:.2f} {y:.2f} l {x:.2f} {y - r:.2f} l {x - r:.2f} {y:.2f} l h"
    else:
        path = shapes.ellipse(x, y, r, r)
    if spot.person.contact:
        return [Shape(figure, path + " f")]
    return [Shape(figure, path + " f", 1.0), Shape(figure, path + " S", 0.0, 1.3)]


def _legend(layout: Layout, strip: Strip, figure: Node, down: float, used: set[bool | None], lang: str) -> None:
    x = _MARK
    for contact, key in _LEGEND:
        if contact not in used:
            continue
        strip.shapes += _mark(figure, _Spot(Person("", contact), False, x, 4 - down))
        (line,) = break_lines(plain(word(key, lang)), layout.faces, _TYPE, style.WIDTH)
        strip.words.append(Words(figure, x + _MARK + 5, down, _TYPE, line.parts))
        x += line.width + 40


def _at_most(rich: Rich, layout: Layout, room: float, count: int) -> list[Line]:
    """A name in so many lines, the last one with an ellipsis where it is longer: the list has the whole name."""
    lines = break_lines(rich, layout.faces, _TYPE, room)
    if len(lines) <= count:
        return lines
    face = lines[0].parts[0].face
    text = " ".join("".join(part.text for part in line.parts) for line in lines[count - 1 :]).replace("\u00ad ", "")
    while text and face.width(text + "…", _TYPE) > room:
        text = text[:-1]
    return [*lines[: count - 1], *break_lines((Run(text.rstrip() + "…", rich[0].strong),), layout.faces, _TYPE, 1e9)]


def _contact(person: Person, lang: str) -> str:
    return next(word(key, lang).lower() for contact, key in _LEGEND if contact is person.contact)
