"""Answers of one document: reaching them by path, what is visible, what is computed.

get, put, field_at, register_of and new_row_id are in paths.py; what counts now is worked out in settling.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from forms.conditions import holds
from forms.model import Definition, Field
from forms.paths import Answers as Answers
from forms.paths import field_at as field_at
from forms.paths import get as get
from forms.paths import new_row_id as new_row_id
from forms.paths import put as put
from forms.paths import register_of as register_of
from forms.paths import register_paths as register_paths
from forms.paths import top_fields as top_fields
from forms.rules import Sources
from forms.settling import settle


def shown(definition: Definition, answers: Answers, today: date | None = None) -> Answers:
    """The answers that count now: without those of hidden fields. Computed values that `answers` brings are kept."""
    return settle(definition, answers, today)


def computed(definition: Definition, answers: Answers, today: date, sources: Sources | None = None) -> dict[str, Any]:
    """Path to value of every visible computed field that can be told.

    sources: answers of the case's other documents by form id, for rules that ask them (`borger.foedselsdato`).
    A computed field that cannot be worked out keeps the value that `answers` brings.
    """
    settled = settle(definition, answers, today, sources or {})
    return {
        place.path: place.value
        for place in walk(definition, settled, today)
        if place.field.computed is not None and place.value is not None
    }


def with_computed(answers: Answers, values: dict[str, Any]) -> Answers:
    """The answers with computed values put in, so that conditions, flow and paper can ask them."""
    for path, value in values.items():
        answers = put(answers, path, value)
    return answers


def paths(definition: Definition, answers: Answers, today: date | None = None) -> Iterator[tuple[str, Field]]:
    """Every path that is visible now with its field, in the form's order.

    A rows field comes as `rows` first, then its rows' cells. Conditions on computed fields need them in `answers`
    (with_computed), conditions on the calendar need `today`.
    """
    return ((place.path, place.field) for place in walk(definition, settle(definition, answers, today), today))


def row_scope(field: Field, row: Answers) -> Answers:
    """A row as conditions want it: every cell of its rows field as a key."""
    return {**dict.fromkeys(cell.id for cell in field.fields), **row}


class Place(NamedTuple):
    """One visible field. row: the row that it stands in, as conditions want it; None outside rows."""

    path: str
    field: Field
    value: Any
    row: Answers | None


def walk(definition: Definition, settled: Answers, today: date | None = None) -> Iterator[Place]:
    """Every visible field of settled answers (shown(), settle()) with its value, in the form's order."""
    for section in definition.sections:
        if not holds(section.show_if, settled, None, today):
            continue
        for field in section.fields:
            if not holds(field.show_if, settled, None, today):
                continue
            yield Place(field.id, field, settled.get(field.id), None)
            for row in settled.get(field.id) or () if field.kind == "rows" else ():
                scope = row_scope(field, row)
                for cell in field.fields:
                    if holds(cell.show_if, settled, scope, today):
                        yield Place(f"{field.id}/{row['_id']}/{cell.id}", cell, row.get(cell.id), scope)
