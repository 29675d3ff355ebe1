"""Tables: one line a row, no boxes, heads that stand again on every page."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from forms.model import Kind
from forms.pdf import shapes, style
from forms.pdf.blocks import Layout
from forms.pdf.lines import Rich, longest_word, natural_width
from forms.pdf.strips import Strip, beside, keep_whole, total_height
from forms.pdf.tags import Node

_GAP = 12.0
_INDENT = 14.0
_SMALL_TABLE = 170.0
"""Points up to which a table stays on one page."""
_SHARE_BY_KIND: dict[Kind, float] = {
    "line": 3.2, "text": 4.0, "person": 3.2, "mail": 3.4, "choice": 2.4, "choices": 3.4, "phone": 2.3, "date": 2.4,
    "time": 1.6, "number": 1.3, "yes_no": 1.7, "cpr": 2.2, "signature": 2.6,
}  # fmt: skip
_WHOLE_BY_KIND: dict[Kind, str] = {"phone": "00\u00a000\u00a000\u00a000", "cpr": "000000-0000"}


class Column(msgspec.Struct, frozen=True):
    """One column: its head, and the kind of what stands in it, which decides its share of the width."""

    head: Rich
    kind: Kind


class Table(msgspec.Struct, frozen=True):
    """Rows under heads. Columns of the same kinds stand alike from table to table, whatever they hold.

    notes: of each row, what stands small under its cells and across all of them; () for none, or for no row at all.
    noted: what the notes are, in a head of their own. An empty cell of a blank paper's row leaves room to write.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Rich, ...], ...]
    blank: bool = False
    notes: tuple[Rich, ...] = ()
    noted: Rich = ()

    def lay(self, layout: Layout) -> list[Strip]:
        widths = self._widths(layout)
        top = layout.tree.add("Table")
        head = self._head(layout, top, widths)
        head[0].before = layout.scale.gap + (3.0 if self.blank else 0.0)
        strips = list(head)
        pad = layout.scale.gap * 0.5 + 0.5
        for index, row in enumerate(self.rows):
            note = self.notes[index] if self.notes else ()
            strips += self._row(layout, top, row, note, widths, pad, tuple(head))
        if total_height(strips) < _SMALL_TABLE:
            keep_whole(strips)
        return strips

    def _head(self, layout: Layout, top: Node, widths: Sequence[float]) -> list[Strip]:
        row = layout.tree.add("TR", top)
        cells = []
        x = 0.0
        for column, width in zip(self.columns, widths, strict=True):
            node = layout.tree.add("TH", row, scope="Column")
            cells.append(
                layout.text(
                    node, column.head, x, width - _GAP, size=layout.scale.small, leading=layout.scale.small * 1.2, balance=True
                )
            )
            x += width
        height = max(map(len, cells), default=0)
        raised = [[*[Strip(0) for _ in range(height - len(cell))], *cell] for cell in cells]
        strips = beside(*raised)
        if self.noted:
            under = layout.tree.add("TH", layout.tree.add("TR", top), scope="Column", span=len(self.columns))
            strips += layout.text(under, self.noted, _INDENT, style.WIDTH - _INDENT, size=layout.scale.small)
        foot = Strip(4, shapes=[shapes.rule(0, 3.5, style.WIDTH, line=1.0)])
        strips.append(foot)
        for strip in strips:
            strip.keep = True
        return strips

    def _row(
        self, layout: Layout, top: Node, row: tuple[Rich, ...], note: Rich, widths: Sequence[float], pad: float,
        head: tuple[Strip, ...],
    ) -> list[Strip]:  # fmt: skip
        node = layout.tree.add("TR", top)
        cells = []
        x = 0.0
        for rich, width in zip(row, widths, strict=True):
            cells.append(layout.text(layout.tree.add("TD", node), rich, x, width - _GAP))
            x += width
        lines = beside(*cells)
        if note:
            under = layout.tree.add("TD", layout.tree.add("TR", top), span=len(self.columns))
            lines += layout.text(under, note, _INDENT, style.WIDTH - _INDENT, size=layout.scale.small)
        if self.blank:
            known = sum(strip.height for strip in lines)
            lines = [Strip(max(pad, layout.scale.pitch - known - pad)), *lines]
        else:
            lines = [Strip(pad), *lines]
        foot = Strip(pad, shapes=[shapes.rule(0, pad, style.WIDTH, line=style.HAIRLINE)])
        strips = [*lines, foot]
        keep_whole(strips if len(strips) <= 6 else strips[:3])
        if len(strips) > 6:
            keep_whole(strips[-3:])
        for strip in strips:
            strip.head = head
        return strips

    def _least(self, layout: Layout, column: Column) -> float:
        """Room for a head of two lines, and for what is never broken over lines."""
        half = natural_width(column.head, layout.faces, layout.scale.small) * 0.58
        whole = layout.faces.regular.width(_WHOLE_BY_KIND.get(column.kind, ""), layout.scale.text)
        return max(longest_word(column.head, layout.faces, layout.scale.small), half, whole)

    def _widths(self, layout: Layout) -> list[float]:
        shares = [_SHARE_BY_KIND.get(column.kind, 3.0) for column in self.columns]
        least = [min(self._least(layout, column), style.WIDTH / len(shares) - _GAP) + _GAP for column in self.columns]
        spare = style.WIDTH - sum(least)
        wanted = [max(0.0, share * style.WIDTH / sum(shares) - low) for share, low in zip(shares, least, strict=True)]
        factor = spare / sum(wanted) if sum(wanted) else 0.0
        return [low + more * factor for low, more in zip(least, wanted, strict=True)]
