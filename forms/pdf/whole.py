"""The whole paper, filled: every section that this copy shows, questions left and answers right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from forms.conditions import asks, is_filled
from forms.model import Field, Section
from forms.pdf import picture
from forms.pdf.blocks import Block, Group, Heading, Items, Pair, Paragraph, Remark, Value
from forms.pdf.lines import Rich, Run, plain
from forms.pdf.matter import Matter
from forms.pdf.signatures import Place, names_under, place_of
from forms.pdf.tables import Column, Table
from forms.pdf.words import word

_MOST_COLUMNS = 5
_TABLE_KINDS = frozenset({"line", "person", "phone", "mail", "date", "time", "number", "yes_no", "choice", "cpr"})
_NOTHING = "–"
_UNBROKEN = 50
"""Letters up to which a small answer stays on one line."""


def whole_paper(matter: Matter) -> list[Block]:
    """The blocks of the whole paper under its title."""
    blocks: list[Block] = []
    empty: list[str] = []
    drawing = picture.drawing_of(matter)
    if drawing is not None:
        blocks.append(drawing)
    for section, fields in matter.sections():
        title = matter.text(section.title, f"afsnit {section.id}")
        no_one = _only_no(matter, section, fields)
        if no_one:
            blocks.append(Remark(plain(title, strong=True), plain(no_one)))
            continue
        body = list(_fields(matter, section, fields))
        if body:
            blocks.append(Heading(title))
            blocks += body
        elif any(field.required != "no" and matter.holds(field.ask_if) for field in fields):
            empty.append(title)
    if empty and matter.copied_from is None and not matter.request.is_part:  # there, what is missing may have been talked about
        blocks.append(Heading(word("not_talked", matter.request.lang)))
        blocks.append(Items(tuple(plain(title) for title in empty)))
    return blocks


def table_cells(matter: Matter, field: Field) -> tuple[list[Field], list[Field]]:
    """Cells that stand as columns of a table, and those told under them; no columns where rows are cards.

    What a citizen sees decides: short answers, and few of them, are a table for everybody.
    """
    cells = matter.cells(field)
    shared = [cell for cell in cells if cell.visible == "citizen"]
    if not shared or len(shared) > _MOST_COLUMNS or not all(cell.kind in _TABLE_KINDS for cell in shared):
        return [], cells
    return shared, [cell for cell in cells if cell not in shared]


def is_asked_by_title(matter: Matter, section: Section, label: str) -> bool:
    """Whether a section's title asks what a field asks, so that one of the two is enough."""
    return label.removesuffix("?") == matter.text(section.title).removesuffix("?")


def heads(matter: Matter, field: Field, cells: list[Field]) -> tuple[Column, ...]:
    """The heads of a table's columns."""
    return tuple(Column(plain(matter.text(cell.label, f"{field.id}/{cell.id}"), strong=True), cell.kind) for cell in cells)


def _is_gate(field: Field, section: Section) -> bool:
    """Whether a field only asks if there is anything to ask: rows beside it are shown as it says."""
    gated = (other for other in section.fields if other.kind == "rows" and other.show_if)
    return field.kind == "yes_no" and any(field.id in {name for name, _ in asks(other.show_if)} for other in gated)


def _only_no(matter: Matter, section: Section, fields: Sequence[Field]) -> str:
    """The words of a no that is all there is to a section, "" where there is more: no doctor is said in one line."""
    told = [field for field in fields if matter.standings(field.id) or is_filled(matter.answers.get(field.id))]
    if len(told) != 1 or not _is_gate(told[0], section) or matter.standings(told[0].id) or matter.is_left_out(told[0].id):
        return ""
    return matter.value(told[0], False, told[0].id) if matter.answers[told[0].id] is False else ""


def _fields(matter: Matter, section: Section, fields: tuple[Field, ...]) -> Iterator[Block]:
    """The blocks of a section's fields; nothing when nothing was answered."""
    signatures: list[Place] = []
    for field in fields:
        if field.kind == "signature" and not matter.standings(field.id):
            signatures.append(place_of(matter, field, field.id, matter.answers.get(field.id)))
            continue
        if signatures:
            yield from names_under(matter, signatures)
            signatures = []
        if field.kind == "fixed":
            yield Paragraph(plain(matter.text(field.label, field.id)))
        elif field.kind == "rows":
            yield from _rows(matter, section, field)
        elif not (_is_gate(field, section) and _tells_itself(matter, field, section)):
            yield from value_pair(matter, field, matter.answers.get(field.id), field.id)
    if signatures:
        yield from names_under(matter, signatures)


def _tells_itself(matter: Matter, gate: Field, section: Section) -> bool:
    """Whether a yes need not be said, since what it was about follows."""
    rows = (field for field in section.fields if field.kind == "rows")
    return matter.answers.get(gate.id) is True and not matter.standings(gate.id) and any(matter.rows(field) for field in rows)


def value_pair(matter: Matter, field: Field, value: Any, path: str) -> Iterator[Block]:
    """A question with its answer, or nothing where nothing was said."""
    values = answer(matter, field, value, path)
    if values:
        yield Pair(plain(matter.text(field.label, path), strong=True), values)


def answer(matter: Matter, field: Field, value: Any, path: str) -> tuple[Value, ...]:
    """An answer as paragraphs: left out, both that stand, its words, or nothing at all."""
    if matter.is_left_out(path):
        return (Value(plain(matter.left_out)),)
    standings = matter.standings(path)
    if standings:
        return tuple(_standing(matter, field, *standing, path) for standing in standings)
    text = matter.value(field, value, path)
    if not text:
        return (Value(plain(_NOTHING)),) if matter.is_internal and "/" not in path else ()
    if field.kind == "choices" and isinstance(value, list):
        return tuple(Value(plain(matter.value(field, [one], path)), tick=True) for one in value)
    return tuple(Value(plain(part), tick=field.kind == "yes_no") for part in text.split("\n") if part.strip())


def _standing(matter: Matter, field: Field, value: Any, who: str, when: str, path: str) -> Value:
    text = matter.value(field, value, path) or "(slettet)"
    source = matter.spell(", ".join(filter(None, (who, when))), path)
    return Value((Run(f"{source}: ", strong=True), Run(text)))


def _rows(matter: Matter, section: Section, field: Field) -> Iterator[Block]:
    """Rows as a list, a table or cards, whichever is enough for what they hold."""
    rows = [row for row in matter.rows(field) if any(is_filled(value) for key, value in row.items() if key != "_id")]
    label = matter.text(field.label, field.id)
    cells = matter.cells(field)
    if not rows:
        if matter.is_internal:
            yield Pair(plain(label, strong=True), (Value(plain(_NOTHING)),))
        return
    if len(cells) == 1 and not matter.any_standings(field):
        yield Pair(plain(label, strong=True), tuple(_listed(matter, field, cells[0], rows)))
        return
    if not is_asked_by_title(matter, section, label) and len(section.fields) > 1:
        yield Heading(label, level=3)
    columns, told = table_cells(matter, field)
    if columns and not matter.any_standings(field):
        yield _table(matter, field, columns, told, rows)
        return
    for number, row in enumerate(rows, 1):
        yield Group(tuple(_card(matter, field, row, number)))


def _listed(matter: Matter, field: Field, cell: Field, rows: list[dict[str, Any]]) -> Iterator[Value]:
    for number, row in enumerate(rows, 1):
        path = f"{field.id}/{row['_id']}/{cell.id}"
        text = matter.left_out if matter.is_left_out(path) else matter.value(cell, row.get(cell.id), path)
        if text:
            yield Value(plain(text), mark=f"{number}." if len(rows) > 1 and cell.kind == "text" else "")


def _table(matter: Matter, field: Field, columns: list[Field], told: list[Field], rows: list[dict[str, Any]]) -> Table:
    columns = [cell for cell in columns if any(is_filled(row.get(cell.id)) for row in rows)]
    lines: list[tuple[Rich, ...]] = []
    notes: list[Rich] = []
    for row in rows:
        shown = set(map(id, matter.cells(field, row)))
        lines.append(tuple(plain(_cell(matter, field, cell, row) if id(cell) in shown else "") for cell in columns))
        notes.append(_note(matter, field, [cell for cell in told if id(cell) in shown], row))
    if not any(notes):
        return Table(heads(matter, field, columns), tuple(lines))
    noted = plain("Med lille skrift: kun for kommunen")
    return Table(heads(matter, field, columns), tuple(lines), notes=tuple(notes), noted=noted)


def _note(matter: Matter, field: Field, cells: list[Field], row: dict[str, Any]) -> Rich:
    """What a row tells beyond its columns: short answers after each other, unbroken, each long one on a line of its own."""
    told: list[Run] = []
    for cell in cells:
        label, text = matter.text(cell.label), _cell(matter, field, cell, row)
        if not text:
            continue
        label += " " if label.endswith("?") else ": "
        if told:
            told.append(Run("\n" if cell.kind == "text" else "\u00a0\u00a0\u00a0 "))
        if len(label + text) <= _UNBROKEN and cell.kind != "text":
            label, text = label.replace(" ", "\u00a0"), text.replace(" ", "\u00a0")
        told += [Run(label, strong=True), Run(text)]
    return tuple(told)


def _cell(matter: Matter, field: Field, cell: Field, row: dict[str, Any]) -> str:
    path = f"{field.id}/{row['_id']}/{cell.id}"
    return matter.left_out if matter.is_left_out(path) else matter.value(cell, row.get(cell.id), path)


def _card(matter: Matter, field: Field, row: dict[str, Any], number: int) -> Iterator[Block]:
    """One row as a small section of its own: its name, and under it what is said of it."""
    path = f"{field.id}/{row['_id']}"
    name_field = next((cell for cell in field.fields if cell.id == field.row_name), None)
    name = _cell(matter, field, name_field, row) if name_field else ""
    named_twice = bool(name_field and matter.standings(f"{path}/{name_field.id}"))
    title = " ".join(name.split()) if name and not named_twice else matter.text(field.label, field.id)
    yield Heading(f"{number}. {title}", level=3)
    if matter.is_left_out(path):
        yield Paragraph(plain(matter.left_out))
        return
    for value, who, when in matter.standings(path):
        state = "fjernet" if value is None or value is False else "beholdt"
        yield Paragraph((Run(matter.spell(f"{who}, {when}: ", path), strong=True), Run(state)))
    signatures: list[Place] = []
    for cell in matter.cells(field, row):
        at = f"{path}/{cell.id}"
        if cell is name_field and not named_twice:
            continue
        if cell.kind == "signature" and not matter.standings(at):
            signatures.append(place_of(matter, cell, at, row.get(cell.id)))
        elif cell.kind == "fixed":
            yield Paragraph(plain(matter.text(cell.label, at)))
        else:
            yield from value_pair(matter, cell, row.get(cell.id), at)
    if signatures:
        yield from names_under(matter, signatures)
