"""Paths: the one notation for a place in a document's answers.

`field` · `rows/ROWID` · `rows/ROWID/field`, and register keys beside them: `@compound`, `rows/ROWID/@compound`, `rows/ROWID/^`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from forms.model import Definition, Field

Answers = dict[str, Any]
"""Plain JSON-able values by field id; rows are lists of dicts that carry their own `_id`."""

_ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"


def new_row_id() -> str:
    """A fresh row id, ten characters (49 bits), so that two laptops never make the same."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def top_fields(definition: Definition) -> Iterator[Field]:
    """Every field outside rows, in order; the rows fields themselves among them."""
    for section in definition.sections:
        yield from section.fields


def field_at(definition: Definition, path: str) -> Field:
    """The field that a path leads to; `rows` and `rows/ROWID` lead to the rows field. Raises KeyError when there is none."""
    top, _, rest = path.partition("/")
    field = next((found for found in top_fields(definition) if found.id == top), None)
    if field is None:
        raise KeyError(path)
    cell_id = rest.partition("/")[2]
    if not rest or (field.kind == "rows" and not cell_id):
        return field
    cell = next((found for found in field.fields if found.id == cell_id), None)
    if cell is None:
        raise KeyError(path)
    return cell


def register_of(definition: Definition, path: str) -> str:
    """The register that keeps the answer at a path: the path itself, or its compound's."""
    field = field_at(definition, path)
    if field.compound is None:
        return path
    return path[: len(path) - len(field.id)] + "@" + field.compound


def register_paths(definition: Definition, register: str) -> tuple[str, ...]:
    """The paths whose answers a register keeps, in the form's order; () for a register of an unknown field."""
    before, _, name = register.rpartition("/")
    place = before + "/" if before else ""
    if not name.startswith("@"):
        try:
            field_at(definition, register)
        except KeyError:
            return ()
        return (register,)
    if before:
        rows = next((field for field in top_fields(definition) if field.id == before.partition("/")[0]), None)
        beside = rows.fields if rows else ()
    else:
        beside = tuple(top_fields(definition))
    return tuple(place + field.id for field in beside if field.compound == name[1:])


def get(answers: Answers, path: str) -> Any:
    """The value at a path, None for unanswered; for `rows` the list, for `rows/ROWID` the row."""
    top, _, rest = path.partition("/")
    value = answers.get(top)
    if not rest:
        return value
    row_id, _, cell = rest.partition("/")
    row = next((row for row in value or [] if row["_id"] == row_id), None)
    if row is None or not cell:
        return row
    return row.get(cell)


def put(answers: Answers, path: str, value: Any) -> Answers:
    """New answers with the value at a path; None clears it, and at `rows/ROWID` removes the row. A missing row is added last."""
    top, _, rest = path.partition("/")
    if not rest:
        return _with(answers, top, value)
    row_id, _, cell = rest.partition("/")
    rows = list(answers.get(top) or [])
    at = next((n for n, row in enumerate(rows) if row["_id"] == row_id), None)
    if not cell and value is None:
        return _with(answers, top, [row for row in rows if row["_id"] != row_id] or None)
    row = rows[at] if at is not None else {"_id": row_id}
    row = _with(row, cell, value) if cell else {**value, "_id": row_id}
    if at is None:
        rows.append(row)
    else:
        rows[at] = row
    return _with(answers, top, rows)


def _with(mapping: Answers, key: str, value: Any) -> Answers:
    changed = dict(mapping)
    if value is None:
        changed.pop(key, None)
    else:
        changed[key] = value
    return changed
