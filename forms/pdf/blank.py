"""Blank paper, of equal rank: the same questions, with boxes to tick and lines to write on. What is known stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from forms.conditions import is_filled
from forms.model import Field
from forms.pdf.blocks import Block, Heading, Paragraph, Space, Ticks, WriteLine, WriteLines
from forms.pdf.lines import Rich, plain
from forms.pdf.matter import Matter
from forms.pdf.signatures import Place, Signatures, place_of
from forms.pdf.tables import Table
from forms.pdf.whole import columns, is_table, value_pair

_YES_NO = {"da": ("Ja", "Nej"), "en": ("Yes", "No")}
_NARROW = frozenset({"date", "time", "number", "phone", "cpr"})
_EMPTY_ROWS, _EMPTY_CARDS = 3, 2
_MOST_EMPTY = 20


def blank_paper(matter: Matter) -> list[Block]:
    """The blocks of a paper to fill in by hand."""
    blocks: list[Block] = []
    for section, fields in matter.sections():
        intro = matter.text(section.intro, f"afsnit {section.id}")
        blocks.append(Heading(matter.text(section.title, f"afsnit {section.id}"), intro=plain(intro) if intro else ()))
        blocks += _fields(matter, fields, matter.answers, "")
    return blocks


def _fields(matter: Matter, fields: Sequence[Field], answers: dict[str, Any], above: str) -> Iterator[Block]:
    """above: the path of the row that the fields stand in, "" for the document."""
    signatures: list[Place] = []
    waiting: Field | None = None
    for field in fields:
        path = f"{above}/{field.id}" if above else field.id
        value = answers.get(field.id)
        goes_beside = field.kind in _NARROW and not is_filled(value)
        if waiting is not None:
            if goes_beside and field.together and field.together == waiting.together:
                yield WriteLine((_label(matter, waiting), _label(matter, field)))
                waiting = None
                continue
            yield WriteLine((_label(matter, waiting),))
            waiting = None
        if field.kind == "signature":
            signatures.append(place_of(matter, field, path, value))
            continue
        if signatures:
            yield Signatures(tuple(signatures))
            signatures = []
        if goes_beside:
            waiting = field
        else:
            yield from _field(matter, field, value, path)
    if waiting is not None:
        yield WriteLine((_label(matter, waiting),))
    if signatures:
        yield Signatures(tuple(signatures))


def _field(matter: Matter, field: Field, value: Any, path: str) -> Iterator[Block]:
    if field.kind == "fixed":
        yield Paragraph(plain(matter.text(field.label, path)))
    elif field.kind == "rows":
        yield from _rows(matter, field)
    elif is_filled(value):
        yield from value_pair(matter, field, value, path)
    elif field.kind == "yes_no" and not field.options:
        yield Ticks(_label(matter, field), _YES_NO.get(matter.request.lang, _YES_NO["da"]))
    elif field.kind in ("yes_no", "choice", "choices"):
        yield Ticks(_label(matter, field), tuple(matter.text(option.label, path) for option in field.options))
    elif field.kind == "text":
        help_text = matter.text(field.help, path)
        yield WriteLines(_label(matter, field), max(field.lines, 2), plain(help_text) if help_text else ())
    elif field.lines > 1:
        yield WriteLines(_label(matter, field), field.lines)
    else:
        yield WriteLine((_label(matter, field),))


def _rows(matter: Matter, field: Field) -> Iterator[Block]:
    rows = matter.rows(field)
    table = is_table(matter, field)
    standard = _EMPTY_ROWS if table else _EMPTY_CARDS
    wanted = max(field.lines if field.lines > 1 else standard, field.at_least)
    count = max(min(wanted, _MOST_EMPTY, field.at_most or _MOST_EMPTY) - len(rows), 1 if rows and not field.at_most else 0)
    if table:
        yield Heading(matter.text(field.label, field.id), level=3)
        cells, heads = columns(matter, field)
        known = tuple(
            tuple(plain(matter.value(cell, row.get(cell.id), f"{field.id}/{row['_id']}/{cell.id}")) for cell in cells)
            for row in rows
        )
        yield Table(heads, known + tuple(tuple(() for _ in cells) for _ in range(count)), blank=True)
        return
    for number in range(1, len(rows) + count + 1):
        row = rows[number - 1] if number <= len(rows) else {}
        yield from _card(matter, field, row, number)


def _card(matter: Matter, field: Field, row: dict[str, Any], number: int) -> Iterator[Block]:
    cells = [cell for cell in field.fields if matter.shows_column(cell) and (cell.short or not matter.only_short)]
    above = f"{field.id}/{row['_id']}" if row else field.id
    first = next((cell for cell in cells if cell.id == field.row_name), cells[0] if cells else None)
    if first is None:
        return
    if is_filled(row.get(first.id)):
        name = matter.value(first, row[first.id], f"{above}/{first.id}")
        yield Heading(f"{number}. {' '.join(name.split())}", level=3)
    elif first.kind in ("line", "person", "text"):
        yield Heading(f"{number}. {matter.text(first.label, first.id)}", level=3)
        yield WriteLines((), max(first.lines, 1))
    else:
        yield Heading(f"{number}.", level=3)
        yield from _fields(matter, [first], row, above)
    yield from _fields(matter, [cell for cell in cells if cell is not first], row, above)
    yield Space(0.5)


def _label(matter: Matter, field: Field) -> Rich:
    return plain(matter.text(field.label, field.id), strong=True)
