"""What a named paper shows, as answers: of the fields that its lines mention what counts, of rows those that it lists, and of the
rows that there is a paper for each of the one that it is about. What stands beside a paper for machines tells no more than it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from forms.answers import row_scope, shown
from forms.conditions import holds
from forms.model import Definition, Field, NamedPaper, PaperBlock, Texts
from forms.paths import Answers, top_fields
from forms.texts import PLACEHOLDER


def shown_by(definition: Definition, paper: NamedPaper, row_id: str, answers: Answers, today: date) -> Answers:
    """The answers on a named paper. row_id: the row that it is about, "" for none; answers: with computed values."""
    counted = shown(definition, answers, today)
    each = next((field for field in top_fields(definition) if field.id == paper.each), None)
    own = next((row for row in counted.get(paper.each or "") or () if row["_id"] == row_id), None)
    scope = row_scope(each, own) if each is not None and own is not None else None
    blocks = [block for block in paper.blocks if holds(block.show_if, counted, scope, today)]
    plain = _names((*(one for block in blocks if not block.rows for one in block.lines), *_headings(paper, blocks)))
    found: Answers = {}
    for field in top_fields(definition):
        if field.id not in counted or field.kind == "cpr":
            continue
        if field.kind == "rows":
            cells = plain if field.id == paper.each else frozenset()
            rows = [_row(field, row, row_id, cells, blocks, counted, today) for row in counted[field.id]]
            if told := [row for row in rows if len(row) > 1]:
                found[field.id] = told
            elif field.id in plain:
                found[field.id] = [{key: row[key] for key in ("_id", field.row_name) if key in row} for row in counted[field.id]]
        elif field.id in plain and field.id not in (scope or ()):
            found[field.id] = counted[field.id]
    return found


def _row(
    field: Field, row: Answers, own: str, cells: frozenset[str], blocks: list[PaperBlock], answers: Answers, today: date
) -> Answers:
    """What of a row is shown: by the blocks that list it, and by the lines of a paper that is about it."""
    lists = [block for block in blocks if block.rows == field.id and holds(block.row_if, answers, row_scope(field, row), today)]
    told = _names(line for block in lists for line in block.lines) | (cells if row["_id"] == own else frozenset())
    return {key: value for key, value in row.items() if key == "_id" or key in told}


def _headings(paper: NamedPaper, blocks: list[PaperBlock]) -> tuple[Texts, ...]:
    return tuple(one for one in (paper.heading, paper.title, *(block.heading for block in blocks)) if one is not None)


def _names(texts: Iterable[Texts]) -> frozenset[str]:
    return frozenset(name for one in texts for text in one.values() for name in PLACEHOLDER.findall(text))
