"""What counts now: hidden answers fall away and computed fields get their values, in the order that they depend on each other.

An answer whose field is hidden stays stored, but nothing counts it: no condition, no rule, no check, no paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from forms.conditions import asks, holds, is_filled
from forms.model import Definition, Field, Section
from forms.paths import Answers
from forms.rules import Sources, apply, asks_of

Node = tuple[str, str]
"""(field, "") for a field of the document, (rows field, cell) for a field of its rows."""


def settle(definition: Definition, answers: Answers, today: date | None = None, sources: Sources | None = None) -> Answers:
    """The answers that count: without what is hidden, and, when `sources` is given, with every computed field.

    today: for conditions and rules that ask it. sources: the case's other documents, {} for none; without it a computed field
    keeps the value that `answers` brings, and so it does where its rule cannot tell. Unknown keys fall away.
    """
    return _Settling(definition, answers, today, sources).settled()


def loops(definition: Definition) -> tuple[tuple[Node, ...], ...]:
    """Fields that wait for each other, each loop in its order; () for a sound form."""
    found: list[tuple[Node, ...]] = []
    _sort(_needs(definition), found)
    return tuple(found)


class _Settling:
    def __init__(self, definition: Definition, answers: Answers, today: date | None, sources: Sources | None) -> None:
        self.answers, self.today, self.sources = answers, today, sources
        self.homes, self.order = _order(_Same(definition))
        self.so_far: Answers = {}

    def settled(self) -> Answers:
        for top, cell in self.order:
            section, field = self.homes[top]
            if not cell:
                self._field(field, section)
            elif top in self.so_far:
                self._cells(next(found for found in field.fields if found.id == cell), self.so_far[top])
        return {top: _tidy(self.so_far[top]) for top in self.homes if is_filled(self.so_far.get(top))}

    def _field(self, field: Field, section: Section) -> None:
        given = self.answers.get(field.id)
        if given is None and (field.computed is None or self.sources is None):
            return  # whether it shows is all the same
        for condition in (section.show_if, field.show_if):
            if condition is not None and not holds(condition, self.so_far, None, self.today):
                return
        if field.kind == "rows":
            scope = dict.fromkeys(cell.id for cell in field.fields)
            rows = given if isinstance(given, list) else []
            self.so_far[field.id] = [{**scope, **_known(row, field)} for row in rows if isinstance(row, dict)]
        else:
            self.so_far[field.id] = self._value(field, given, None)

    def _cells(self, cell: Field, rows: list[Answers]) -> None:
        for row in rows:
            shows = cell.show_if is None or holds(cell.show_if, self.so_far, row, self.today)
            row[cell.id] = self._value(cell, row[cell.id], row) if shows else None

    def _value(self, field: Field, given: Any, row: Answers | None) -> Any:
        if field.computed is None or self.sources is None:
            return given
        ruled = apply(field.computed, self.so_far, row, self.today, self.sources)
        return given if ruled is None else ruled


class _Same:
    """A definition as a key: the very same one, since it is frozen and comparing two costs more than sorting one."""

    __slots__ = ("definition",)

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def __hash__(self) -> int:
        return id(self.definition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.definition is other.definition


@lru_cache(maxsize=64)
def _order(same: _Same) -> tuple[dict[str, tuple[Section, Field]], list[Node]]:
    """Where each field stands, and the order of all; kept, since a screen settles its form with every key (measured: half)."""
    homes = {field.id: (section, field) for section in same.definition.sections for field in section.fields}
    return homes, _sort(_needs(same.definition), [])


def _known(row: Answers, field: Field) -> Answers:
    cells = {cell.id for cell in field.fields}
    return {key: value for key, value in row.items() if key == "_id" or key in cells}


def _tidy(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [{key: cell for key, cell in row.items() if is_filled(cell)} for row in value]
    return value


def _needs(definition: Definition) -> dict[Node, list[Node]]:
    """What each field waits for. Counting rows waits for the rows alone, asking their cells for those cells."""
    tops = {field.id: field for section in definition.sections for field in section.fields}
    cells = {(top.id, cell.id) for top in tops.values() for cell in top.fields}

    def nodes(asked: Iterable[tuple[str, str]], beside: Field | None) -> Iterator[Node]:
        for name, inner in asked:
            if beside is not None and not inner and (beside.id, name) in cells:
                yield beside.id, name
            elif (name, inner) in cells:
                yield name, inner
            elif not inner and name in tops:
                yield name, ""
            elif inner in tops:
                yield inner, ""

    needs: dict[Node, list[Node]] = {}
    for section in definition.sections:
        for field in section.fields:
            asked = (*asks(section.show_if), *asks(field.show_if), *asks_of(field.computed))
            needs[field.id, ""] = list(nodes(asked, None))
            for cell in field.fields:
                needs[field.id, cell.id] = [(field.id, ""), *nodes((*asks(cell.show_if), *asks_of(cell.computed)), field)]
    return needs


def _sort(needs: dict[Node, list[Node]], found: list[tuple[Node, ...]]) -> list[Node]:
    done: dict[Node, None] = {}

    def visit(node: Node, way: tuple[Node, ...]) -> None:
        if node in way:
            found.append(way[way.index(node) :])
        elif node not in done:
            for needed in needs.get(node, ()):
                visit(needed, (*way, node))
            done[node] = None

    for node in needs:
        visit(node, ())
    return list(done)
