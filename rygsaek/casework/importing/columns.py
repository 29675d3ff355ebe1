"""Which column of a table answers which question, told by its heading alone. A heading that is not known is named, and left out.

What people call the columns stands in columns.toml; a municipality's own question counts by its id and its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import msgspec

from forms.model import Definition, Field
from forms.paths import top_fields
from forms.problems import Problem
from forms.texts import text_in
from rygsaek.casework.folding import fold
from rygsaek.casework.importing import problems
from rygsaek.casework.importing.tables import MOST_ROWS, SAID_ABOVE, Cells, Line, Table

NAME: Final = "navn"
NOT_ASKED: Final = ("rows", "fixed", "signature")


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """columns.toml. names: by field; parts: by field, its columns in order, each under any of its names; split: by name, the
    fields for the number in front and for the rest; digits: how many a field's number has."""

    names: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[tuple[str, ...], ...]]
    split: dict[str, tuple[str, str]]
    digits: dict[str, int]


class Column(NamedTuple):
    """One column. fields: what it answers, none where it is left out, two where it is split; part: its place in the answer."""

    number: int
    heading: str
    fields: tuple[str, ...] = ()
    part: int = 0


class Mapped(NamedTuple):
    """heading: which line of the table holds the headings; below: the lines that tell of a citizen each."""

    columns: tuple[Column, ...]
    below: tuple[Line, ...]
    notes: tuple[Problem, ...]


def map_columns(table: Table, definition: Definition) -> Mapped:
    """The columns by what they answer. The headings are the first line that names a column for names.

    Raises InputError (`import.no_name_column`, `import.empty`, `import.too_many`).
    """
    known = _Known(definition)
    for place, line in enumerate(table.lines[:SAID_ABOVE]):
        columns, notes = known.columns(line.cells)
        if any(NAME in one.fields for one in columns):
            below = table.lines[place + 1 :]
            if not below:
                raise problems.is_empty(table.name)
            if len(below) > MOST_ROWS:
                raise problems.too_many(table.name, MOST_ROWS)
            return Mapped(columns, below, (*table.notes, *notes, *_unnamed(columns, below)))
    raise problems.no_name(table.name) if table.lines else problems.is_empty(table.name)


def asked(definition: Definition) -> Iterator[Field]:
    """The fields that a column can answer."""
    return (field for field in top_fields(definition) if field.kind not in NOT_ASKED and field.computed is None)


def _unnamed(columns: Sequence[Column], below: Sequence[Line]) -> Iterator[Problem]:
    """Columns with something in them and no heading."""
    for column in columns:
        if not column.heading and any(any(one.cells[column.number - 1 : column.number]) for one in below):
            yield problems.column_unknown(f"kolonne nr. {column.number}")


@cache
def said() -> Said:
    """What columns.toml says."""
    text = (files("rygsaek.casework.importing") / "columns.toml").read_text("utf-8")
    return msgspec.toml.decode(text, type=Said)


class _Known:
    """By plain heading: the fields that it answers, and its part of the answer (0 for the whole)."""

    def __init__(self, definition: Definition) -> None:
        own = {field.id: field for field in asked(definition)}
        listed = said()
        self._known: dict[str, tuple[tuple[str, ...], int]] = {}
        for field_id, field in own.items():
            for heading in (field_id, text_in(field.label)):
                self._known.setdefault(plain(heading), ((field_id,), 0))
        for field_id, names in listed.names.items():
            for heading in names if field_id in own else ():
                self._known.setdefault(plain(heading), ((field_id,), 0))
        for field_id, parts in listed.parts.items():
            for part, names in enumerate(parts if field_id in own else (), start=1):
                for heading in names:
                    self._known.setdefault(plain(heading), ((field_id,), part))
        for heading, fields in listed.split.items():
            if all(field_id in own for field_id in fields):
                self._known.setdefault(plain(heading), (fields, 0))

    def columns(self, headings: Cells) -> tuple[tuple[Column, ...], tuple[Problem, ...]]:
        """What each heading means. Of several that say the same, a whole answer goes before its parts, then the first."""
        found = [Column(n, one, *self._known.get(plain(one), ((), 0))) for n, one in enumerate(headings, start=1)]
        taken: dict[tuple[str, int], Column] = {}
        kept: dict[int, Column] = {}
        notes: dict[int, Problem] = {}
        for column in sorted(found, key=lambda one: (one.part, one.number)):
            places = [(field, column.part) for field in column.fields]
            other = next((taken[key] for field, part in places for key in ((field, part), (field, 0)) if key in taken), None)
            if other is not None:
                notes[column.number] = problems.column_twice(column.heading, other.heading)
            elif not column.fields and column.heading:
                notes[column.number] = problems.column_unknown(column.heading)
            else:
                taken.update(dict.fromkeys(places, column))
            kept[column.number] = column._replace(fields=()) if column.number in notes else column
        return tuple(kept[n] for n in sorted(kept)), tuple(notes[n] for n in sorted(notes))


def plain(heading: str) -> str:
    """A heading as it is compared: folded letters and digits alone."""
    return "".join(one for one in fold(heading) if one.isalnum())
