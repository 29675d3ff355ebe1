"""Blocks: what papers are put together from. Each turns itself into strips at a given step of sizes.

One grid carries every page: questions stand in the left column, answers in the right, tables and lines to write on run across.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

import msgspec

from forms.pdf import shapes, style
from forms.pdf.lines import Rich, balanced_width, break_lines, plain, text_of
from forms.pdf.strips import Shape, Strip, Words, beside, hold_together, keep_whole, total_height
from forms.pdf.style import Faces, Scale
from forms.pdf.tags import Kind, Node, Tree

ANSWER_X = style.LABEL_WIDTH + style.GUTTER
ANSWER_WIDTH = style.WIDTH - ANSWER_X
LONG_ANSWER = 24
"""Lines in the right column beyond which an answer runs across the page instead."""
LONG_BLOCK = 260.0
"""Points up to which a block of the short paper stays on one page."""
LONG_GROUP = 330.0
"""Points beyond which a group may be broken: half a page."""
LETTERS_A_LINE = 48
"""About as many as the right column holds."""


class Layout(msgspec.Struct, frozen=True):
    """What a block needs to become strips."""

    scale: Scale
    faces: Faces
    tree: Tree

    def text(
        self,
        node: Node,
        rich: Rich,
        x: float = 0.0,
        width: float = style.WIDTH,
        *,
        size: float = 0.0,
        leading: float = 0.0,
        balance: bool = False,
    ) -> list[Strip]:
        """A text set to a width, one strip a line. size and leading 0: those of the body. balance: lines of like length."""
        size = size or self.scale.text
        leading = leading or self.scale.leading * size / self.scale.text
        down = baseline(size, leading)
        if balance:
            width = balanced_width(rich, self.faces, size, width)
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
        strips = layout.text(layout.tree.add(kind), plain(self.text, strong=True), size=size, leading=size * 1.25, balance=True)
        if self.intro:
            strips += layout.text(layout.tree.add("P"), self.intro)
        if not strips:
            return []
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
        width = style.WIDTH - self.x
        strips = layout.text(layout.tree.add("P"), self.rich, self.x, width, size=size, balance=self.look == "big")
        finish(strips, layout.scale.gap * self.gap)
        if strips and self.keep:
            strips[-1].keep = True
        return strips


class Value(NamedTuple):
    """One paragraph of an answer. tick: drawn with a ticked box before it. mark: a number before it."""

    rich: Rich
    tick: bool = False
    mark: str = ""


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
            indent = layout.scale.text * 1.45 if value.tick or value.mark else 0.0
            mark = layout.text(node, plain(value.mark, strong=True), x)
            lines = beside(mark, layout.text(node, value.rich, x + indent, width - indent))
            if lines and value.tick:
                lines[0].shapes.append(tick_box(layout.scale, x))
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
            finish(lines, scale.gap * (0.5 if self.numbered or len(self.items) > 1 else 0.2))
            strips += lines
        return strips


class Group(msgspec.Struct, frozen=True):
    """Blocks that belong together: kept on one page unless they are longer than `most` points."""

    blocks: tuple[Block, ...]
    most: float = LONG_GROUP

    def lay(self, layout: Layout) -> list[Strip]:
        strips = [strip for block in self.blocks for strip in block.lay(layout)]
        if total_height(strips) < self.most:
            keep_whole(strips)
        return strips


class Remark(msgspec.Struct, frozen=True):
    """A section that one word answers: its heading left, the word right."""

    heading: Rich
    word: Rich

    def lay(self, layout: Layout) -> list[Strip]:
        size = layout.scale.heading
        label = layout.text(
            layout.tree.add("H2"), self.heading, width=style.LABEL_WIDTH, size=size, leading=size * 1.25, balance=True
        )
        word = layout.text(layout.tree.add("P"), self.word, ANSWER_X, ANSWER_WIDTH)
        for strip in word[:1]:
            strip.words = [words._replace(down=label[0].words[0].down) for words in strip.words]
        strips = beside(label, word)
        strips[0].before = layout.scale.section
        keep_whole(strips)
        return strips


class Hanging(msgspec.Struct, frozen=True):
    """A heading in the left column, what it heads in the right, under a hairline. No heading: it goes on with what was above."""

    heading: Rich
    body: tuple[Block, ...]
    column: float
    body_x: float

    def lay(self, layout: Layout) -> list[Strip]:
        scale = layout.scale
        node = layout.tree.add("H2") if self.heading else None
        label = layout.text(node, self.heading, width=self.column, balance=True) if node else []
        strips = [strip for block in self.body for strip in block.lay(layout)]
        if label and strips and strips[0].words:
            down = strips[0].words[0].down
            label[0].words = [words._replace(down=down) for words in label[0].words]
        joined = beside(label, strips)
        if not joined:
            return []
        joined[0].before = 0.0
        keep_whole(joined if total_height(joined) < LONG_BLOCK else joined[: max(len(label), 2)])
        top = Strip(scale.section * (0.42 if self.heading else 0.0))
        top.before = scale.section * (0.42 if self.heading else 0.3) + (0 if self.body_x else 4)
        if self.heading:
            top.shapes.append(shapes.rule(0, 0, style.WIDTH, gray=0.45))
        top.keep = True
        return [top, *joined]


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


def tick_box(scale: Scale, x: float) -> Shape:
    """A ticked box before a word of the body."""
    return shapes.box(x + 0.5, baseline(scale.text, scale.leading) + scale.text * 0.08, scale.text * 0.86, ticked=True)
