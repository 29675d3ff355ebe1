"""Blocks: what papers are put together from. Each turns itself into strips at a given step of sizes.

One grid carries every page: questions stand in the left column, answers in the right, tables and lines to write on run across.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

import msgspec

from forms.pdf import shapes, style
from forms.pdf.lines import Rich, break_lines, plain, text_of
from forms.pdf.strips import Shape, Strip, Words, beside, hold_together, keep_whole
from forms.pdf.style import Faces, Scale
from forms.pdf.tags import Kind, Node, Tree

ANSWER_X = style.LABEL_WIDTH + style.GUTTER
ANSWER_WIDTH = style.WIDTH - ANSWER_X
LONG_ANSWER = 24
"""Lines in the right column beyond which an answer runs across the page instead."""
LETTERS_A_LINE = 48
"""About as many as the right column holds."""


class Layout(msgspec.Struct, frozen=True):
    """What a block needs to become strips."""

    scale: Scale
    faces: Faces
    tree: Tree

    def text(
        self, node: Node, rich: Rich, x: float = 0.0, width: float = style.WIDTH, *, size: float = 0.0, leading: float = 0.0
    ) -> list[Strip]:
        """A text set to a width, one strip a line. size and leading 0: those of the body."""
        size = size or self.scale.text
        leading = leading or self.scale.leading * size / self.scale.text
        down = baseline(size, leading)
        return [Strip(leading, [Words(node, x, down, size, line.parts)]) for line in break_lines(rich, self.faces, size, width)]


class Block(Protocol):
    """Anything that can be laid out."""

    def lay(self, layout: Layout) -> list[Strip]:
        """The block as strips, with the white above it."""


def baseline(size: float, leading: float) -> float:
    """From the top of a line to its baseline, so that the letters stand in the middle of it."""
    return (leading - size * 1.2) / 2 + size * 0.935


class Heading(msgspec.Struct, frozen=True):
    """A heading; it never stands alone at the foot of a page. level 2: a section, 3: a row's card."""

    text: str
    level: Literal[2, 3] = 2
    intro: Rich = ()

    def lay(self, layout: Layout) -> list[Strip]:
        scale = layout.scale
        kind: Kind = "H2" if self.level == 2 else "H3"
        size = scale.heading if self.level == 2 else scale.text + 1
        strips = layout.text(layout.tree.add(kind), plain(self.text, strong=True), size=size, leading=size * 1.25)
        if self.intro:
            strips += layout.text(layout.tree.add("P"), self.intro)
        strips[0].before = scale.section if self.level == 2 else scale.section * 0.62
        strips[-1].height += scale.gap * 0.35
        for strip in strips:
            strip.keep = True
        return strips


class Paragraph(msgspec.Struct, frozen=True):
    """Running text. x: from the left edge. keep: with what follows. gap: white above, in the scale's gaps."""

    rich: Rich
    look: Literal["text", "small", "big"] = "text"
    x: float = 0.0
    keep: bool = False
    gap: float = 1.0

    def lay(self, layout: Layout) -> list[Strip]:
        size = {"text": layout.scale.text, "small": layout.scale.small, "big": layout.scale.big}[self.look]
        strips = layout.text(layout.tree.add("P"), self.rich, self.x, style.WIDTH - self.x, size=size)
        finish(strips, layout.scale.gap * self.gap)
        if strips and self.keep:
            strips[-1].keep = True
        return strips


class Value(NamedTuple):
    """One paragraph of an answer. tick: drawn with a box that is ticked (True), empty (False) or none (None)."""

    rich: Rich
    tick: bool | None = None


class Pair(msgspec.Struct, frozen=True):
    """A question and its answer, side by side; a very long answer runs across the page under its question."""

    label: Rich
    values: tuple[Value, ...]

    def lay(self, layout: Layout) -> list[Strip]:
        if self._is_long():
            label = layout.text(layout.tree.add("P"), self.label)
            strips = [*label, *self._answer(layout, 0, style.WIDTH)]
            finish(strips, layout.scale.gap)
            keep_whole(strips[: len(label) + 2])
            return strips
        label = layout.text(layout.tree.add("P"), self.label, width=style.LABEL_WIDTH)
        strips = beside(label, self._answer(layout, ANSWER_X, ANSWER_WIDTH))
        finish(strips, layout.scale.gap)
        keep_whole(strips[: len(label)])
        return strips

    def _is_long(self) -> bool:
        texts = [text_of(value.rich) for value in self.values]
        return sum(len(text) / LETTERS_A_LINE + text.count("\n") + 1 for text in texts) > LONG_ANSWER

    def _answer(self, layout: Layout, x: float, width: float) -> list[Strip]:
        strips: list[Strip] = []
        for value in self.values:
            node = layout.tree.add("P")
            indent = 0.0 if value.tick is None else layout.scale.text * 1.45
            lines = layout.text(node, value.rich, x + indent, width - indent)
            if lines and value.tick is not None:
                lines[0].shapes.append(tick_box(layout.scale, x, ticked=value.tick))
            strips += lines
        return strips


class Items(msgspec.Struct, frozen=True):
    """A list: numbered, or one below the other."""

    items: tuple[Rich, ...]
    numbered: bool = False
    x: float = 0.0

    def lay(self, layout: Layout) -> list[Strip]:
        scale = layout.scale
        top = layout.tree.add("L")
        indent = scale.text * 1.5 if self.numbered else 0.0
        strips: list[Strip] = []
        for number, item in enumerate(self.items, 1):
            entry = layout.tree.add("LI", top)
            marker: list[Strip] = []
            if self.numbered:
                marker = layout.text(layout.tree.add("Lbl", entry), plain(f"{number}.", strong=True), self.x)
            body = layout.text(layout.tree.add("LBody", entry), item, self.x + indent, style.WIDTH - self.x - indent)
            lines = beside(marker, body)
            finish(lines, scale.gap * (0.5 if self.numbered else 0.2))
            strips += lines
        return strips


class Ticks(msgspec.Struct, frozen=True):
    """Words with boxes before them, flowing in lines: what can be chosen, by pen."""

    label: Rich
    options: tuple[str, ...]
    chosen: tuple[int, ...] = ()

    def lay(self, layout: Layout) -> list[Strip]:
        scale = layout.scale
        label = layout.text(layout.tree.add("P"), self.label, width=style.LABEL_WIDTH)
        leading = scale.leading * 1.35
        down = baseline(scale.text, leading)
        indent = scale.text * 1.5
        strips: list[Strip] = []
        x = ANSWER_WIDTH + 1
        for index, option in enumerate(self.options):
            node = layout.tree.add("P")
            lines = break_lines(plain(option), layout.faces, scale.text, ANSWER_WIDTH - indent)
            wide = indent + max((line.width for line in lines), default=0.0)
            if x + wide > ANSWER_WIDTH:
                strips.append(Strip(leading))
                x = 0.0
            box = shapes.box(ANSWER_X + x, down + scale.text * 0.1, scale.text * 0.92, ticked=index in self.chosen)
            strips[-1].shapes.append(box)
            for number, line in enumerate(lines):
                if number:
                    strips.append(Strip(scale.leading))
                strips[-1].words.append(Words(node, ANSWER_X + x + indent, down, scale.text, line.parts))
            x += wide + scale.text * 1.7
        shift = (leading - scale.leading) / 2
        for strip in label[:1]:
            strip.words = [words._replace(down=words.down + shift) for words in strip.words]
            strip.height += shift
        joined = beside(label, strips)
        finish(joined, scale.gap)
        keep_whole(joined)
        return joined


class WriteLine(msgspec.Struct, frozen=True):
    """A question with one line to write on beside it, or two short ones side by side."""

    fields: tuple[Rich, ...]

    def lay(self, layout: Layout) -> list[Strip]:
        count = len(self.fields)
        column = (style.WIDTH - style.GUTTER * (count - 1)) / count
        label_width = style.LABEL_WIDTH if count == 1 else column * 0.46
        strips: list[Strip] = []
        columns: list[list[Strip]] = []
        lines: list[Shape] = []
        for index, rich in enumerate(self.fields):
            x = index * (column + style.GUTTER)
            columns.append(layout.text(layout.tree.add("P"), rich, x, label_width))
            lines.append(shapes.rule(x + label_width + 8, 0, column - label_width - 8, line=style.LINE))
        strips = beside(*columns)
        height = sum(strip.height for strip in strips)
        above = max(0.0, layout.scale.pitch - height - 3)
        pad = Strip(above)
        strips = [pad, *strips] if above else strips
        for line in lines:
            strips[-1].shapes.append(Shape(None, f"1 0 0 1 0 {-strips[-1].height + 1:.2f} cm {line.path}", 0, line.line))
        strips[-1].height += 3
        keep_whole(strips)
        return strips


class WriteLines(msgspec.Struct, frozen=True):
    """A question above lines to write on, across the page. help stands small under the question."""

    label: Rich
    count: int
    help: Rich = ()

    def lay(self, layout: Layout) -> list[Strip]:
        strips = layout.text(layout.tree.add("P"), self.label)
        if self.help:
            strips += layout.text(layout.tree.add("P"), self.help, size=layout.scale.small)
        if strips:
            strips[0].before = layout.scale.gap * 1.6
        lines = []
        for _ in range(self.count):
            strip = Strip(layout.scale.pitch)
            strip.shapes.append(shapes.rule(0, layout.scale.pitch - 1, style.WIDTH, line=style.LINE))
            lines.append(strip)
        keep_whole([*strips, *lines[:2]])
        hold_together(lines)
        return [*strips, *lines]


class Space(msgspec.Struct, frozen=True):
    """White, in gaps."""

    gaps: float = 1.0

    def lay(self, layout: Layout) -> list[Strip]:
        return [Strip(layout.scale.gap * self.gaps)]


def finish(strips: Sequence[Strip], gap: float) -> None:
    """Give a block the white above it and hold its lines together."""
    if strips:
        strips[0].before = max(strips[0].before, gap)
        hold_together(strips)


def tick_box(scale: Scale, x: float, *, ticked: bool) -> Shape:
    """A box before a word of the body."""
    return shapes.box(x + 0.5, baseline(scale.text, scale.leading) + scale.text * 0.08, scale.text * 0.86, ticked=ticked)
