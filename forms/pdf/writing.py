"""Blank paper's own blocks: boxes to tick and lines to write on, never closer than 8 mm."""

from __future__ import annotations

import msgspec

from forms.pdf import shapes, style
from forms.pdf.blocks import ANSWER_WIDTH, ANSWER_X, Layout, baseline, finish
from forms.pdf.lines import Rich, break_lines, natural_width, plain
from forms.pdf.strips import Shape, Strip, Words, beside, hold_together, keep_whole

_FEW = 4
"""Options that flow beside their question; more of them stand in two columns under it."""
_LINE_LABEL = style.WIDTH * 0.4
_MOST_BESIDE = 0.6
"""Of half a line, for a question that stands on one: a day or a number is written in the rest."""


class Ticks(msgspec.Struct, frozen=True):
    """Words with boxes before them: what can be chosen, by pen. keep: with what follows."""

    label: Rich
    options: tuple[str, ...]
    help: Rich = ()
    keep: bool = False

    def lay(self, layout: Layout) -> list[Strip]:
        strips = self._grid(layout) if len(self.options) > _FEW else self._beside(layout)
        finish(strips, layout.scale.gap * 1.2)
        keep_whole(strips)
        strips[-1].keep = self.keep
        return strips

    def _beside(self, layout: Layout) -> list[Strip]:
        scale = layout.scale
        label = layout.text(layout.tree.add("P"), self.label, width=style.LABEL_WIDTH)
        if self.help:
            label += layout.text(layout.tree.add("P"), self.help, width=style.LABEL_WIDTH, size=scale.small)
        strips: list[Strip] = []
        x = ANSWER_WIDTH + 1
        for option in self.options:
            wide = natural_width(plain(option), layout.faces, scale.text) + scale.text * 1.5
            if x + wide > ANSWER_WIDTH:
                strips.append(Strip(0))
                x = 0.0
            _option(layout, strips, option, ANSWER_X + x, ANSWER_WIDTH - x)
            x += wide + scale.text * 1.7
        return beside(_lowered(label, layout), strips)

    def _grid(self, layout: Layout) -> list[Strip]:
        label = layout.text(layout.tree.add("P"), self.label)
        if self.help:
            label += layout.text(layout.tree.add("P"), self.help, size=layout.scale.small)
        column = style.WIDTH / 2
        strips: list[Strip] = []
        rows = (len(self.options) + 1) // 2
        for row in range(rows):
            cells: list[list[Strip]] = []
            for place, option in enumerate(self.options[row::rows][:2]):
                cells.append([Strip(0)])
                _option(layout, cells[-1], option, place * column, column - style.GUTTER)
            strips += beside(*cells)
        return [*label, *strips]


def _option(layout: Layout, strips: list[Strip], option: str, x: float, width: float) -> None:
    """A box and its words, from the last of the strips on."""
    scale = layout.scale
    leading = scale.leading * 1.3
    down = baseline(scale.text, leading)
    indent = scale.text * 1.5
    node = layout.tree.add("P")
    strips[-1].shapes.append(shapes.box(x + 0.5, down + scale.text * 0.1, scale.text * 0.92))
    for number, line in enumerate(break_lines(plain(option), layout.faces, scale.text, width - indent)):
        if number:
            strips.append(Strip(scale.leading))
        strips[-1].words.append(
            Words(node, x + indent, down if number == 0 else baseline(scale.text, scale.leading), scale.text, line.parts)
        )
        if number == 0:
            strips[-1].height = max(strips[-1].height, leading)


def _lowered(label: list[Strip], layout: Layout) -> list[Strip]:
    """A question's first line on the height of the roomier line of boxes beside it."""
    shift = layout.scale.leading * 0.15
    for strip in label[:1]:
        strip.words = [words._replace(down=words.down + shift) for words in strip.words]
        strip.height += shift * 2
    return label


class WriteLine(msgspec.Struct, frozen=True):
    """A question with one line to write on beside it, or two short ones side by side.

    known: what stands there already in the line's place, one for each of the questions.
    """

    fields: tuple[Rich, ...]
    known: tuple[Rich, ...] = ()

    def lay(self, layout: Layout) -> list[Strip]:
        count = len(self.fields)
        column = (style.WIDTH - style.GUTTER * (count - 1)) / count
        most = _LINE_LABEL if count == 1 else column * 0.52
        columns: list[list[Strip]] = []
        lines: list[Shape] = []
        widths = [natural_width(rich, layout.faces, layout.scale.text) for rich in self.fields]
        for index, rich in enumerate(self.fields):
            x = index * (column + style.GUTTER)
            if count == 1:
                label_width = style.LABEL_WIDTH if widths[0] <= style.LABEL_WIDTH else most
            else:  # as wide as its words, so that there is room to write
                label_width = widths[index] + 0.5 if widths[index] <= column * _MOST_BESIDE else most
            columns.append(layout.text(layout.tree.add("P"), rich, x, label_width, balance=True))
            known = self.known[index] if self.known else ()
            if known:
                columns.append(layout.text(layout.tree.add("P"), known, x + label_width + 8, column - label_width - 8))
            else:
                lines.append(shapes.rule(x + label_width + 8, 0, column - label_width - 8, line=style.LINE))
        tallest = max(map(len, columns))
        strips = beside(*[[*[Strip(0) for _ in range(tallest - len(cell))], *cell] for cell in columns])
        above = max(0.0, layout.scale.pitch - sum(strip.height for strip in strips) - 3)
        strips = [Strip(above), *strips] if above else strips
        last = strips[-1]
        last.shapes += [Shape(None, f"1 0 0 1 0 {1 - last.height:.2f} cm {line.path}", 0, line.line) for line in lines]
        last.height += 3
        strips[0].before = 3.0
        keep_whole(strips)
        return strips


class WriteLines(msgspec.Struct, frozen=True):
    """A question above lines to write on, across the page. help stands small under the question.

    known: what stands there already, one to a line, before the empty ones. numbered: all of them are.
    is_beside: the first line stands beside the question, where there is no help and nothing is known.
    """

    label: Rich
    count: int
    help: Rich = ()
    numbered: bool = False
    known: tuple[Rich, ...] = ()
    is_beside: bool = False

    def lay(self, layout: Layout) -> list[Strip]:
        scale = layout.scale
        if self.is_beside and not self.help and not self.known:
            strips = [*WriteLine((self.label,)).lay(layout), *_lines(layout, self.count - 1)]
            keep_whole(strips)
            return strips
        strips = layout.text(layout.tree.add("P"), self.label)
        if self.help:
            strips += layout.text(layout.tree.add("P"), self.help, size=scale.small)
        if strips:
            strips[0].before = scale.gap * 1.6
        indent = scale.text * 1.6 if self.numbered else 0.0
        for number, rich in enumerate(self.known, 1):
            mark = layout.text(layout.tree.add("P"), plain(f"{number}.", strong=True)) if self.numbered else []
            strips += beside(mark, layout.text(layout.tree.add("P"), rich, indent, style.WIDTH - indent))
        lines = []
        for number in range(len(self.known) + 1, len(self.known) + self.count + 1):
            strip = Strip(scale.pitch)
            strip.shapes.append(shapes.rule(indent, scale.pitch - 1, style.WIDTH - indent, line=style.LINE))
            if self.numbered:
                (line,) = break_lines(plain(f"{number}.", strong=True), layout.faces, scale.text, indent)
                strip.words.append(Words(layout.tree.add("P"), 0, scale.pitch - 3, scale.text, line.parts))
            lines.append(strip)
        keep_whole([*strips, *lines[:2]])
        hold_together(lines)
        return [*strips, *lines]


def _lines(layout: Layout, count: int) -> list[Strip]:
    """Lines across the page, a hand's height apart."""
    pitch = layout.scale.pitch
    return [Strip(pitch, shapes=[shapes.rule(0, pitch - 1, style.WIDTH, line=style.LINE)]) for _ in range(count)]
