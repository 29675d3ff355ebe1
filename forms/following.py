"""Rows that follow other rows: each goal has its card, and the goal is written once.

A rows field with `each = "maal_3_mdr"` has, for every row there, a row with the same id here, and a cell here with
`prefill = "maal_3_mdr.maal"` takes that cell's answer and goes on taking it until somebody writes something else in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms.model import Definition, Field
from forms.paths import Answers, get, put, top_fields

Writes = dict[str, Any]
"""Path to value, None for cleared; at `rows/ROWID` None removes the row."""


def followers(definition: Definition, answers: Answers, path: str, value: Any) -> Writes:
    """What is written along with `value` at `path`, in the same transaction. {} when nothing follows that field.

    answers: as they stand before. A follower that somebody wrote in is left alone, and so is the card of a goal that was
    taken away while the card says more than the goal.
    """
    led, _, rest = path.partition("/")
    row_id, _, cell_id = rest.partition("/")
    writes: Writes = {}
    for field in _followers_of(definition, led) if row_id else ():
        place = f"{field.id}/{row_id}"
        if not cell_id:
            if value is None and _says_no_more(field, answers, row_id):
                writes[place] = None
            continue
        before = get(answers, path)
        for cell in _taking(field, cell_id):
            now = get(answers, f"{place}/{cell.id}")
            if now != value and now in (None, "", before):
                writes[f"{place}/{cell.id}"] = value
    return writes


def complete(definition: Definition, answers: Answers) -> Answers:
    """The answers with every row that follows another, in the order of the rows that lead, before any rows of its own."""
    for field in top_fields(definition):
        leaders = (answers.get(field.each) or []) if field.each else []
        for leader in leaders:
            for cell_id, value in leader.items():
                for path, written in followers(definition, answers, f"{field.each}/{leader['_id']}/{cell_id}", value).items():
                    if path.startswith(field.id + "/") and get(answers, path) is None:
                        answers = put(answers, path, written)
        rows = answers.get(field.id)
        if leaders and rows:
            order = {leader["_id"]: n for n, leader in enumerate(leaders)}
            answers = {**answers, field.id: sorted(rows, key=lambda row: order.get(row["_id"], len(order)))}
    return answers


def leading_cell(field: Field, cell: Field) -> str | None:
    """The cell of the leading rows that a cell takes its answer from (`maal`), else None. It is not asked."""
    if field.each is None:
        return None
    before = field.each + "."
    return next((source.removeprefix(before) for source in cell.prefill if source.startswith(before)), None)


def _followers_of(definition: Definition, led: str) -> Iterator[Field]:
    return (field for field in top_fields(definition) if field.each == led)


def _taking(field: Field, cell_id: str) -> Iterator[Field]:
    return (cell for cell in field.fields if leading_cell(field, cell) == cell_id)


def _says_no_more(field: Field, answers: Answers, row_id: str) -> bool:
    """Whether a row has nothing but what it took from the row it follows."""
    row = get(answers, f"{field.id}/{row_id}")
    led = get(answers, f"{field.each}/{row_id}") or {}
    taken = {cell.id: led.get(leading_cell(field, cell) or "") for cell in field.fields if leading_cell(field, cell)}
    return row is not None and all(key == "_id" or taken.get(key) == value for key, value in row.items())
