"""Blank paper, of equal rank: the same questions, with boxes to tick and lines to write on. What is known stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from forms.calendar_words import YES_NO
from forms.conditions import is_filled
from forms.model import Field, Section
from forms.pdf.blocks import Block, Group, Heading, Paragraph, Space
from forms.pdf.frame import LOWEST, OTHER_TOP
from forms.pdf.lines import Rich, plain
from forms.pdf.matter import Matter
from forms.pdf.signatures import Place, Signatures, place_of
from forms.pdf.tables import Table
from forms.pdf.whole import heads, is_asked_by_title, table_cells, value_pair
from forms.pdf.writing import Ticks, WriteLine, WriteLines

_NARROW = frozenset({"date", "time", "number", "phone", "cpr"})
_HALF = _NARROW | {"person"}
"""What stands beside something narrow that it goes together with."""
_WRITTEN = frozenset({"line", "person", "text", "mail"})
_EMPTY_ROWS, _EMPTY_CARDS = 3, 2
_FEW_LINES = 2
"""In a card the first of so few stands beside its question: a form has many cards, and a person carries the pages."""
_MOST_EMPTY = 20
_LONG_CARD = OTHER_TOP - LOWEST
"""Points beyond which a card to write on may run over to the next page: a page."""


def blank_paper(matter: Matter) -> list[Block]:
    """The blocks of a paper to fill in by hand."""
    blocks: list[Block] = []
    for section, fields in matter.sections():
        intro = matter.text(section.intro, f"afsnit {section.id}")
        blocks.append(Heading(matter.text(section.title, f"afsnit {section.id}"), intro=plain(intro) if intro else ()))
        blocks += _fields(matter, fields, matter.answers, "", section)
    return blocks


def _fields(
    matter: Matter, fields: Sequence[Field], answers: dict[str, Any], above: str, section: Section | None = None
) -> Iterator[Block]:
    """above: the path of the row that the fields stand in, "" for the document."""
    signatures: list[Place] = []
    waiting: Field | None = None
    for field, following in zip(fields, [*fields[1:], None], strict=True):
        path = f"{above}/{field.id}" if above else field.id
        value = answers.get(field.id)
        goes_beside = field.kind in _HALF and not is_filled(value)
        if waiting is not None:
            is_narrow = field.kind in _NARROW or (goes_beside and waiting.kind in _NARROW)
            if is_narrow and field.together and field.together == waiting.together:
                known = plain(matter.value(field, value, path)) if is_filled(value) else ()
                yield WriteLine((_label(matter, waiting), _label(matter, field)), ((), known))
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
            is_gate = following is not None and following.kind == "rows"
            yield from _field(matter, field, value, path, section, is_gate=is_gate)
    if waiting is not None:
        yield WriteLine((_label(matter, waiting),))
    if signatures:
        yield Signatures(tuple(signatures))


def _field(matter: Matter, field: Field, value: Any, path: str, section: Section | None, *, is_gate: bool) -> Iterator[Block]:
    """is_gate: rows follow, which belong to what is asked here."""
    if field.kind == "fixed":
        if field.show_if is None:
            yield Paragraph(plain(matter.text(field.label, path)))
    elif field.kind == "rows":
        yield from _rows(matter, field, section)
    elif is_filled(value):
        yield from value_pair(matter, field, value, path)
    elif field.kind == "yes_no" and not field.options:
        yield Ticks(_label(matter, field), YES_NO.get(matter.request.lang, YES_NO["da"]), _help(matter, field), is_gate)
    elif field.kind in ("yes_no", "choice", "choices"):
        options = tuple(matter.text(option.label, path) for option in field.options)
        yield Ticks(_label(matter, field), options, _help(matter, field), is_gate)
    elif field.kind == "text":
        lines = max(field.lines, 2)
        yield WriteLines(_label(matter, field), lines, _help(matter, field), is_beside="/" in path and lines == _FEW_LINES)
    elif field.lines > 1:
        yield WriteLines(_label(matter, field), field.lines)
    else:
        yield WriteLine((_label(matter, field),))


def _rows(matter: Matter, field: Field, section: Section | None = None) -> Iterator[Block]:
    rows = matter.rows(field)
    known_rows = [row for row in rows if any(is_filled(value) for key, value in row.items() if key != "_id")]
    cells = matter.cells(field)
    label = matter.text(field.label, field.id)
    columns, _ = table_cells(matter, field)
    if len(cells) == 1 and cells[0].kind in _WRITTEN:
        known = tuple(
            plain(matter.value(cells[0], row.get(cells[0].id), f"{field.id}/{row['_id']}/{cells[0].id}")) for row in known_rows
        )
        numbered = cells[0].kind == "text"
        count = _empty_count(field, len(known_rows), _EMPTY_ROWS)
        yield WriteLines(plain(label, strong=True), count, _help(matter, field), numbered=numbered, known=known)
        return
    standard = _EMPTY_ROWS if columns else _EMPTY_CARDS
    count = max(_empty_count(field, len(known_rows), standard) - (len(rows) - len(known_rows)), 0)
    if section is None or (not is_asked_by_title(matter, section, label) and len(section.fields) > 1):
        yield Heading(label, level=3, intro=_help(matter, field))
    elif _help(matter, field):
        yield Paragraph(_help(matter, field))
    if columns:
        filled = tuple(
            tuple(plain(matter.value(cell, row.get(cell.id), f"{field.id}/{row['_id']}/{cell.id}")) for cell in columns)
            for row in rows
        )
        empty = tuple(tuple(() for _ in columns) for _ in range(count))
        yield Table(heads(matter, field, columns), filled + empty, blank=True)
        return
    for number in range(1, len(rows) + count + 1):
        row = rows[number - 1] if number <= len(rows) else {}
        yield Group(tuple(_card(matter, field, row, number)), most=_LONG_CARD)


def _empty_count(field: Field, known: int, standard: int) -> int:
    """How many empty rows follow those that are known."""
    wanted = max(field.lines if field.lines > 1 else standard, field.at_least, known + 1)
    return max(min(wanted, _MOST_EMPTY, field.at_most or _MOST_EMPTY) - known, 0)


def _card(matter: Matter, field: Field, row: dict[str, Any], number: int) -> Iterator[Block]:
    cells = matter.cells(field)
    above = f"{field.id}/{row['_id']}" if row else field.id
    first = next((cell for cell in cells if cell.id == field.row_name), cells[0] if cells else None)
    if first is None:
        return
    if is_filled(row.get(first.id)):
        name = matter.value(first, row[first.id], f"{above}/{first.id}")
        yield Heading(f"{number}. {' '.join(name.split())}", level=3)
    elif first.kind in _WRITTEN:
        yield Heading(f"{number}. {matter.text(first.label, first.id)}", level=3)
        yield WriteLines((), max(first.lines, 1))
    else:
        yield Heading(f"{number}. {matter.text(field.label, field.id)}", level=3)
        yield from _fields(matter, [first], row, above)
    yield from _fields(matter, [cell for cell in cells if cell is not first], row, above)
    yield Space(0.5)


def _label(matter: Matter, field: Field) -> Rich:
    return plain(matter.text(field.label, field.id), strong=True)


def _help(matter: Matter, field: Field) -> Rich:
    text = matter.text(field.help, field.id)
    return plain(text) if text else ()
