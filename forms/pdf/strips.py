"""What a page is made of: strips, stacked from top to bottom and never cut. Blocks make strips; the press puts them on pages.

A line of text is a strip, so a long answer runs on over pages by itself; what must stay together says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forms.pdf.lines import Part
from forms.pdf.tags import Node


class Words(NamedTuple):
    """A set line at its place in a strip. x: from the left edge of the text; down: from the strip's top to the baseline."""

    node: Node
    x: float
    down: float
    size: float
    parts: tuple[Part, ...]


class Shape(NamedTuple):
    """Something drawn, in PDF operators with the strip's top left corner as origin and y upwards.

    node: the figure it belongs to, or None for decoration. gray: 0 black to 1 white.
    """

    node: Node | None
    path: str
    gray: float = 0.0
    line: float = 0.0


class Strip:
    """A piece of a column that is never cut.

    before: white above, left out at the top of a page. keep: stays on the same page as the strip after it.
    head: strips that stand again at the top of a page that begins with this one (a table's head).
    """

    __slots__ = ("before", "head", "height", "keep", "shapes", "words")

    def __init__(self, height: float, words: list[Words] | None = None, shapes: list[Shape] | None = None) -> None:
        self.height = height
        self.words: list[Words] = words or []
        self.shapes: list[Shape] = shapes or []
        self.before = 0.0
        self.keep = False
        self.head: tuple[Strip, ...] = ()


class Placed(NamedTuple):
    """A strip on a page. top: from the top of the column. again: a table's head that was already read on an earlier page."""

    strip: Strip
    top: float
    again: bool = False


def hold_together(strips: Sequence[Strip]) -> None:
    """Keep the first two and the last two lines of something together, and three or fewer whole."""
    for strip in strips[:-1] if len(strips) <= 3 else (strips[0], strips[-2]):
        strip.keep = True


def keep_whole(strips: Sequence[Strip]) -> None:
    """Keep all on one page, as far as a page is long enough."""
    for strip in strips[:-1]:
        strip.keep = True


def beside(*columns: Sequence[Strip]) -> list[Strip]:
    """Columns of strips side by side, joined line by line."""
    joined = []
    for index in range(max(map(len, columns), default=0)):
        row = [column[index] for column in columns if index < len(column)]
        strip = Strip(
            max(part.height for part in row),
            [words for part in row for words in part.words],
            [shape for part in row for shape in part.shapes],
        )
        strip.before = max(part.before for part in row)
        strip.keep = any(part.keep for part in row)
        joined.append(strip)
    return joined


def total_height(strips: Sequence[Strip]) -> float:
    """Height of a column on an endless page."""
    return sum(strip.height + strip.before for strip in strips) - (strips[0].before if strips else 0.0)


def paginate(strips: Sequence[Strip], first_height: float, other_height: float) -> list[list[Placed]]:
    """Put strips on pages. The heights are those of the column on the first page and on the others, in points."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    index = 0
    while index < len(strips):
        end = index
        while strips[end].keep and end + 1 < len(strips):
            end += 1
        chain = strips[index : end + 1]
        room = first_height if len(pages) == 1 else other_height
        if pages[-1] and used + chain[0].before + total_height(chain) > room + 0.01:
            fits_alone = total_height(chain) + _head_height(chain[0]) <= other_height
            if fits_alone or used + chain[0].before + chain[0].height > room * 0.8:
                pages.append([])
                used = _repeat_head(pages[-1], chain[0])
        for strip in chain:
            room = first_height if len(pages) == 1 else other_height
            above = strip.before if pages[-1] else 0.0
            if pages[-1] and used + above + strip.height > room + 0.01:
                pages.append([])
                used, above = _repeat_head(pages[-1], strip), 0.0
            pages[-1].append(Placed(strip, used + above))
            used += above + strip.height
        index = end + 1
    return pages


def _head_height(strip: Strip) -> float:
    return sum(head.height for head in strip.head)


def _repeat_head(page: list[Placed], strip: Strip) -> float:
    used = 0.0
    for head in strip.head:
        page.append(Placed(head, used, again=True))
        used += head.height
    return used
