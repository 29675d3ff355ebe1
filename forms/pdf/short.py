"""The short paper, the one page that the citizen looks at for a week, and the named ones. Their blocks are data; what is not
answered is not there.

What stands first is what is looked for first (domain/wording.md): when we meet, whom to ring, what I want, who does what.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from forms.model import PaperBlock
from forms.pdf import style
from forms.pdf.blocks import Block, Hanging, Items, Paragraph
from forms.pdf.letters import Speller
from forms.pdf.lines import Rich, Run, plain, text_of
from forms.pdf.matter import Matter, PaperRequest
from forms.pdf.signatures import Place, names_under, place_of
from forms.pdf.telling import Line, Scope
from forms.pdf.words import is_word
from forms.texts import PLACEHOLDER, text_in

COLUMN = 122.0
"""Width of the headings' column."""
_BODY_X = COLUMN + style.GUTTER


class Said(NamedTuple):
    """What one block of the short paper says: per item (a row, or the whole block) its lines."""

    block: PaperBlock
    heading: str
    items: list[list[Rich]]


def short_paper(matter: Matter) -> list[Block]:
    """The blocks of the short paper, or of the named one that was asked for, under its title."""
    blocks: list[Block] = []
    for said in _said(matter):
        if said.block.style == "signatures":
            places = (_place(matter, text_in(line, matter.request.lang)) for line in said.block.lines)
            blocks += names_under(matter, tuple(places))
        else:
            heading = plain(said.heading, strong=True) if said.heading else ()
            is_letter = matter.paper is not None and matter.paper.look == "letter"
            alone = not heading and (is_letter or not (blocks and isinstance(blocks[-1], Hanging)))
            x = 0.0 if alone else _BODY_X
            blocks.append(Hanging(heading, tuple(_body(said, x, gap=1.0 if is_letter else 0.35)), COLUMN, x))
    return blocks


def short_words(request: PaperRequest) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The short paper in words alone: (heading, lines) of each block that has something to say; without the places to sign."""
    matter = Matter(request, Speller(frozenset()))
    return tuple(
        (said.heading, tuple(text_of(line) for item in said.items for line in item))
        for said in _said(matter)
        if said.block.style != "signatures"
    )


def named_title(matter: Matter) -> str:
    """What stands large on the named paper."""
    paper = matter.paper
    texts = (paper.heading or paper.title) if paper is not None else None
    return Line(matter, own_scope(matter)).words(text_in(texts, matter.request.lang))


def own_scope(matter: Matter) -> Scope:
    """Where the lines of a paper look first: in the row that it is about, where it is about one."""
    own = matter.own_row()
    return Scope(*own) if own is not None else Scope()


def _said(matter: Matter) -> Iterator[Said]:
    scope = own_scope(matter)
    each = matter.field(scope.rows_id) if scope.row is not None else None
    for block in matter.paper.blocks if matter.paper is not None else matter.definition.short_paper:
        if not matter.holds(block.show_if, each, scope.row):
            continue
        items = _items(matter, block, scope)
        if items or block.style == "signatures":
            heading = Line(matter, scope).words(text_in(block.heading, matter.request.lang))
            yield Said(block, heading, items)


def _items(matter: Matter, block: PaperBlock, scope: Scope) -> list[list[Rich]]:
    if not block.rows:
        return [[line] for line in _lines(matter, block, scope)]
    field = matter.field(block.rows)
    if field is None or not matter.shows_column(field):
        return []
    rows = [row for row in matter.rows(field) if matter.holds(block.row_if, field, row)]
    items = []
    for row in rows:
        if matter.is_left_out(f"{block.rows}/{row['_id']}"):
            items.append([plain(matter.left_out)])
        elif lines := _lines(matter, block, Scope(block.rows, row, len(items) + 1)):
            items.append(lines)
    return items


def _lines(matter: Matter, block: PaperBlock, scope: Scope) -> list[Rich]:
    """The lines of a block that have something to say, for one row or for none."""
    told = (Line(matter, scope).rich(text_in(line, matter.request.lang)) for line in block.lines)
    return [line for line in told if line]


def _body(said: Said, x: float, *, gap: float) -> Iterator[Block]:
    """gap: between two lines, in the gaps between answers."""
    block = said.block
    if block.style == "list":
        named = bool(block.rows) and len(block.lines) > 1
        yield Items(
            tuple(_join(item, named=named) for item in said.items), numbered=bool(block.rows) and len(said.items) > 1, x=x
        )
        return
    for index, line in enumerate(line for item in said.items for line in item):
        if block.style == "big" and index == 0:
            yield Paragraph(tuple(Run(run.text, strong=True) for run in line), look="big", x=x, gap=0)
        else:
            yield Paragraph(line, look="small" if block.style == "quiet" else "text", x=x, gap=gap if index else 0)


def _join(lines: list[Rich], *, named: bool) -> Rich:
    """The lines of one row below each other. named: a first line without a strong beginning is the row's name."""
    joined: list[Run] = []
    for index, line in enumerate(lines):
        if joined:
            joined.append(Run("\n"))
        strong = named and index == 0 and len(line) == 1 and not is_word("left_out", text_of(line))
        joined += [Run(run.text, strong=strong or run.strong) for run in line]
    return tuple(joined)


def _place(matter: Matter, template: str) -> Place:
    """A place to sign. A signature field in braces says what stands on the line; the other words are its label."""
    words = [found[1] for found in PLACEHOLDER.finditer(template)]
    field = next((field for word in words if (field := matter.field(word)) is not None and field.kind == "signature"), None)
    label = Line(matter).words(template)
    if field is None:
        return Place(plain(label, strong=True), day_label=plain("Dato"))
    return place_of(matter, field, field.id, matter.answers.get(field.id), label)
