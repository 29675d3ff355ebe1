"""The whole paper, filled: every section that this copy shows, questions left and answers right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms.conditions import is_filled
from forms.model import Field, Section
from forms.pdf import picture
from forms.pdf.blocks import Block, Heading, Pair, Paragraph, Value
from forms.pdf.lines import Rich, Run, plain
from forms.pdf.matter import LEFT_OUT, Matter
from forms.pdf.signatures import Place, Signatures, place_of
from forms.pdf.tables import Column, Table

_TABLE_COLUMNS = 5
_TABLE_KINDS = frozenset({"line", "person", "phone", "mail", "date", "time", "number", "yes_no", "choice", "cpr"})
_NOTHING = "–"


def whole_paper(matter: Matter) -> list[Block]:
    """The blocks of the whole paper under its title."""
    blocks: list[Block] = []
    empty: list[str] = []
    drawing = picture.drawing_of(matter)
    if drawing is not None:
        blocks.append(drawing)
    for section, fields in matter.sections():
        body = list(_fields(matter, fields))
        title = matter.text(section.title, f"afsnit {section.id}")
        if body:
            blocks.append(_heading(matter, section, title))
            blocks += body
        elif not all(field.kind == "fixed" for field in fields):
            empty.append(title)
    if empty:
        text = f"Det har vi ikke talt om endnu: {', '.join(_inside(title) for title in empty)}."
        blocks.append(Heading("Det kan vente"))
        blocks.append(Paragraph(plain(text)))
    return blocks


def is_table(matter: Matter, field: Field) -> bool:
    """Whether rows are short enough to stand one on a line."""
    cells = [cell for cell in field.fields if matter.shows_column(cell)]
    return len(cells) <= _TABLE_COLUMNS and all(cell.kind in _TABLE_KINDS for cell in cells)


def columns(matter: Matter, field: Field) -> tuple[list[Field], tuple[Column, ...]]:
    """The cells of a table's rows, and their heads."""
    cells = [cell for cell in field.fields if matter.shows_column(cell)]
    heads = tuple(Column(plain(matter.text(cell.label, f"{field.id}/{cell.id}"), strong=True), cell.kind) for cell in cells)
    return cells, heads


def _heading(matter: Matter, section: Section, title: str) -> Heading:
    intro = matter.text(section.intro, f"afsnit {section.id}")
    return Heading(title, intro=plain(intro) if intro else ())


def _fields(matter: Matter, fields: tuple[Field, ...]) -> Iterator[Block]:
    """The blocks of a section's fields; nothing when nothing was answered. Fixed texts follow only when something is said."""
    signatures: list[Place] = []
    for field in fields:
        if field.kind == "signature" and not matter.standings(field.id):
            signatures.append(place_of(matter, field, field.id, matter.answers.get(field.id)))
            continue
        if signatures:
            yield Signatures(tuple(signatures))
            signatures = []
        if field.kind == "fixed":
            yield Paragraph(plain(matter.text(field.label, field.id)))
        elif field.kind == "rows":
            yield from _rows(matter, field, alone=sum(other.kind != "fixed" for other in fields) == 1)
        else:
            yield from value_pair(matter, field, matter.answers.get(field.id), field.id)
    if signatures:
        yield Signatures(tuple(signatures))


def value_pair(matter: Matter, field: Field, value: Any, path: str) -> Iterator[Block]:
    """A question with its answer, or nothing where nothing was said."""
    values = answer(matter, field, value, path)
    if values:
        yield Pair(plain(matter.text(field.label, path), strong=True), values)


def answer(matter: Matter, field: Field, value: Any, path: str) -> tuple[Value, ...]:
    """An answer as paragraphs: left out, both that stand, its words, or nothing at all."""
    if matter.is_left_out(path):
        return (Value(plain(LEFT_OUT)),)
    standings = matter.standings(path)
    if standings:
        return tuple(_standing(matter, field, *standing, path) for standing in standings)
    text = matter.value(field, value, path)
    if not text:
        return (Value(plain(_NOTHING)),) if matter.is_internal else ()
    if field.kind == "choices" and isinstance(value, list) and len(value) > 1:
        return tuple(Value(plain(matter.value(field, [one], path)), tick=True) for one in value)
    ticked = True if field.kind in ("yes_no", "choice", "choices") else None
    return tuple(Value(plain(part), tick=ticked) for part in text.split("\n") if part.strip())


def _standing(matter: Matter, field: Field, value: Any, who: str, when: str, path: str) -> Value:
    text = matter.value(field, value, path) or "(slettet)"
    source = matter.spell(", ".join(filter(None, (who, when))), path)
    return Value((Run(f"{source}: ", strong=True), Run(text)))


def _rows(matter: Matter, field: Field, *, alone: bool) -> Iterator[Block]:
    """A table or cards. alone: the section's heading is heading enough."""
    rows = [row for row in matter.rows(field) if any(is_filled(value) for key, value in row.items() if key != "_id")]
    label = matter.text(field.label, field.id)
    if not rows:
        if matter.is_internal:
            yield Pair(plain(label, strong=True), (Value(plain(_NOTHING)),))
        return
    if not alone:
        yield Heading(label, level=3)
    if is_table(matter, field) and not any(_speaks_twice(matter, field, row) for row in rows):
        yield _table(matter, field, rows)
        return
    for number, row in enumerate(rows, 1):
        yield from _card(matter, field, row, number)


def _speaks_twice(matter: Matter, field: Field, row: dict[str, Any]) -> bool:
    return any(matter.standings(f"{field.id}/{row['_id']}/{cell.id}") for cell in field.fields)


def _table(matter: Matter, field: Field, rows: list[dict[str, Any]]) -> Table:
    cells, heads = columns(matter, field)
    lines: list[tuple[Rich, ...]] = []
    for row in rows:
        line = []
        for cell in cells:
            path = f"{field.id}/{row['_id']}/{cell.id}"
            shown = LEFT_OUT if matter.is_left_out(path) else matter.value(cell, row.get(cell.id), path)
            line.append(plain(shown if matter.shows(cell, row) else ""))
        lines.append(tuple(line))
    return Table(heads, tuple(lines))


def _card(matter: Matter, field: Field, row: dict[str, Any], number: int) -> Iterator[Block]:
    """One row as a small section of its own: its name, and under it what is said of it."""
    path = f"{field.id}/{row['_id']}"
    name_field = next((cell for cell in field.fields if cell.id == field.row_name), None)
    name = matter.value(name_field, row.get(name_field.id), f"{path}/{name_field.id}") if name_field else ""
    named_twice = bool(name_field and matter.standings(f"{path}/{name_field.id}"))
    yield Heading(f"{number}. {' '.join(name.split())}" if name and not named_twice else f"{number}.", level=3)
    if matter.is_left_out(path):
        yield Paragraph(plain(LEFT_OUT))
        return
    for value, who, when in matter.standings(path):
        state = "fjernet" if value is None or value is False else "beholdt"
        yield Paragraph((Run(matter.spell(f"{who}, {when}: ", path), strong=True), Run(state)))
    signatures: list[Place] = []
    for cell in field.fields:
        if not matter.shows(cell, row) or (cell is name_field and not named_twice):
            continue
        at = f"{path}/{cell.id}"
        if cell.kind == "signature" and not matter.standings(at):
            signatures.append(place_of(matter, cell, at, row.get(cell.id)))
        elif cell.kind == "fixed":
            yield Paragraph(plain(matter.text(cell.label, at)))
        else:
            yield from value_pair(matter, cell, row.get(cell.id), at)
    if signatures:
        yield Signatures(tuple(signatures))


def _inside(title: str) -> str:
    """A title within a sentence."""
    return title[:1].lower() + title[1:]
