"""The short paper: the one page that the citizen looks at for a week. Its blocks are data; what is not answered is not there.

What stands first is what is looked for first (domain/wording.md): when we meet, whom to ring, what I want, who does what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from forms.conditions import holds, is_filled
from forms.model import Field, PaperBlock
from forms.pdf import shapes, style
from forms.pdf.blocks import Block, Items, Layout, Paragraph
from forms.pdf.lines import Rich, Run, plain
from forms.pdf.matter import LEFT_OUT, Matter
from forms.pdf.signatures import Place, Signatures, place_of
from forms.pdf.strips import Strip, beside, keep_whole
from forms.texts import NAME_WORDS, PLACEHOLDER, text_in

COLUMN = 128.0
"""Width of the headings' column."""
_BODY_X = COLUMN + style.GUTTER
_LONGEST_LEAD = 32
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


class Hanging(msgspec.Struct, frozen=True):
    """A block of the short paper: its heading hangs in the left column, under a hairline."""

    heading: Rich
    body: tuple[Block, ...]

    def lay(self, layout: Layout) -> list[Strip]:
        scale = layout.scale
        label = layout.text(layout.tree.add("H2"), self.heading, width=COLUMN) if self.heading else []
        strips = [strip for block in self.body for strip in block.lay(layout)]
        if label and strips:
            first = strips[0].words[0]
            label[0].words = [words._replace(down=first.down) for words in label[0].words]
        joined = beside(label, strips)
        joined[0].before = 0.0
        keep_whole(joined[: max(len(label), 2)])
        top = Strip(scale.section * 0.42)
        top.before = scale.section * 0.42
        if self.heading:
            top.shapes.append(shapes.rule(0, 0, style.WIDTH, gray=0.45))
        top.keep = True
        return [top, *joined]


def short_paper(matter: Matter) -> list[Block]:
    """The blocks of the short paper under its title."""
    blocks: list[Block] = []
    for block in matter.definition.short_paper:
        if not holds(block.show_if, matter.answers):
            continue
        if block.style == "signatures":
            places = tuple(_place(matter, text_in(line, matter.request.lang)) for line in block.lines)
            blocks.append(Signatures(places))
            continue
        body = tuple(_body(matter, block))
        if body:
            heading = matter.text(block.heading, "kort papir")
            blocks.append(Hanging(plain(heading, strong=True) if heading else (), body))
    return blocks


def _body(matter: Matter, block: PaperBlock) -> Iterator[Block]:
    if block.rows:
        field = matter.field(block.rows)
        rows = matter.rows(field) if field is not None and matter.shows_column(field) else []
        filled = (_lines(matter, block, row, number, block.rows) for number, row in enumerate(rows, 1))
        items = [lines for lines in filled if lines]
    else:
        items = [[line] for line in _lines(matter, block, None, 0, "")]
    if not items:
        return
    if block.style == "list":
        yield Items(tuple(_join(lines) for lines in items), numbered=bool(block.rows), x=_BODY_X)
        return
    for index, line in enumerate(line for lines in items for line in lines):
        if block.style == "big" and index == 0:
            yield Paragraph(tuple(Run(run.text, strong=True) for run in line), look="big", x=_BODY_X, gap=0)
        else:
            yield Paragraph(line, look="small" if block.style == "quiet" else "text", x=_BODY_X, gap=0.35 if index else 0)


def _join(lines: list[Rich]) -> Rich:
    joined: list[Run] = []
    for line in lines:
        if joined:
            joined.append(Run("\n"))
        joined += line
    return tuple(joined)


def _lines(matter: Matter, block: PaperBlock, row: Mapping[str, Any] | None, number: int, rows_id: str) -> list[Rich]:
    """The lines of a block that have something to say, for one row or for none."""
    if row is not None and matter.is_left_out(f"{rows_id}/{row['_id']}"):
        return [plain(LEFT_OUT)]
    lines = []
    for texts in block.lines:
        line = _Line(matter, row, number, rows_id).rich(text_in(texts, matter.request.lang))
        if line:
            lines.append(line)
    return lines


class _Told(NamedTuple):
    """A piece of a line. fields, filled: how many fields it asked, and how many of them were answered."""

    text: str
    fields: int
    filled: int


class _Line:
    """One line of the short paper, from its template."""

    def __init__(self, matter: Matter, row: Mapping[str, Any] | None, number: int, rows_id: str) -> None:
        self._matter = matter
        self._row = row
        self._number = number
        self._rows_id = rows_id
        self._waits = False

    def rich(self, template: str) -> Rich:
        """The line, or () when all its fields are empty."""
        first = next((found.start() for found in PLACEHOLDER.finditer(template) if not self._is_name(found[1])), len(template))
        lead = self._tell(template[:first].split("[")[0], at_start=True).text if first < len(template) else ""
        told = self._bracketed(template)
        if told.fields and not told.filled:
            return ()
        is_lead = lead.rstrip().endswith(":") and len(lead) <= _LONGEST_LEAD
        if self._waits:
            return (Run(lead, strong=True), Run(LEFT_OUT)) if is_lead else plain(LEFT_OUT)
        text = _smooth(told.text)
        if is_lead and text.startswith(lead.strip()):
            return (Run(lead.strip(), strong=True), Run(text[len(lead.strip()) :]))
        return plain(text)

    def _bracketed(self, template: str) -> _Told:
        texts: list[str] = []
        fields = filled = position = 0
        for found in [*_BRACKETS.finditer(template), None]:
            outer = self._tell(template[position : found.start() if found else len(template)], at_start=not texts)
            texts.append(outer.text)
            fields, filled = fields + outer.fields, filled + outer.filled
            if found is not None:
                inner = self._tell(found[1], at_start=False)
                if inner.filled or not inner.fields:
                    texts.append(inner.text)
                fields, filled = fields + inner.fields, filled + inner.filled
                position = found.end()
        return _Told("".join(texts), fields, filled)

    def _tell(self, template: str, *, at_start: bool) -> _Told:
        texts: list[str] = []
        fields = filled = position = 0
        for found in PLACEHOLDER.finditer(template):
            texts.append(template[position : found.start()])
            position = found.end()
            if self._is_name(found[1]):
                texts.append(self._matter.request.names.get(found[1]) or "…")
            elif found[1] == "nr":
                texts.append(str(self._number))
            else:
                begins = at_start and not "".join(texts).strip()
                text = self._answer(found[1], begins=begins)
                fields += 1
                filled += bool(text)
                texts.append(text)
        texts.append(template[position:])
        return _Told(self._matter.spell("".join(texts), "kort papir"), fields, filled)

    def _is_name(self, word: str) -> bool:
        return word in NAME_WORDS

    def _answer(self, field_id: str, *, begins: bool) -> str:
        """A field's answer in words; looked for in the row first, then in the document."""
        matter = self._matter
        field = matter.field(field_id, self._rows_id) if self._row is not None else None
        if field is not None and self._row is not None:
            path, value = f"{self._rows_id}/{self._row['_id']}/{field_id}", self._row.get(field_id)
        else:
            field, path, value = matter.field(field_id), field_id, matter.answers.get(field_id)
        if field is None or not matter.shows_column(field) or field.kind in ("cpr", "signature", "fixed"):
            return ""
        if matter.is_left_out(path):
            self._waits = True
            return LEFT_OUT
        standings = matter.standings(path)
        if standings:
            both = [f"{matter.value(field, one, path)} ({who}, {when})" for one, who, when in standings]
            return matter.spell(" / ".join(both), path)
        return _in_sentence(matter, field, value, path, begins=begins)


def _in_sentence(matter: Matter, field: Field, value: Any, path: str, *, begins: bool) -> str:
    if field.kind == "rows":
        cell = next((cell for cell in field.fields if cell.id == field.row_name), None)
        if cell is None:
            return ""
        named = [matter.value(cell, row.get(cell.id), f"{path}/{row['_id']}/{cell.id}") for row in value or ()]
        return _and([name for name in named if name])
    if not is_filled(value):
        return ""
    text = _one_line(matter.value(field, value, path))
    if field.kind in ("choice", "choices", "yes_no") and not begins:
        return text[:1].lower() + text[1:]
    return text


def _one_line(text: str) -> str:
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return " ".join(part if part[-1] in ".,;:!?" or part is parts[-1] else f"{part}," for part in parts)


def _and(words: list[str]) -> str:
    return " og ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))


def _smooth(text: str) -> str:
    """Without doubled full stops and blanks where an answer was missing or ended by itself."""
    text = re.sub(r" {2,}", " ", text).strip()
    text = re.sub(r"([.!?…])\.(?!\.)", r"\1", text)
    text = re.sub(r" +([.,;])", r"\1", text)
    return re.sub(r"^[·,;]\s*|\s*[·,;]$", "", text)


def _place(matter: Matter, template: str) -> Place:
    """A place to sign. A signature field in braces says what stands on the line; the other words are its label."""
    words = [found[1] for found in PLACEHOLDER.finditer(template)]
    field = next((field for word in words if (field := matter.field(word)) is not None and field.kind == "signature"), None)
    label = _smooth(_Line(matter, None, 0, "")._tell(template, at_start=True).text)
    if field is None:
        return Place(plain(label, strong=True), day_label=plain("Dato"))
    return place_of(matter, field, field.id, matter.answers.get(field.id), label)
