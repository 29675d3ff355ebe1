"""The way through a form, page by page: a pure state machine over definition and answers.

By section, a page is a section. By question, as in a visit, a page is one question, or neighbours with the same `together`
word; each row of a rows field has its card, and one empty card always waits behind them. Left out by question: computed fields
and signatures (these are asked after the print), questions whose `ask_if` does not hold, `once` questions answered before, and,
in a card that follows another row (`each`), the cell that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from forms.answers import paths as visible_paths
from forms.answers import row_scope
from forms.conditions import holds
from forms.following import leading_cell
from forms.model import Definition, Field, Section, Texts
from forms.paths import Answers, new_row_id, top_fields
from forms.settling import settle

By = Literal["section", "question"]
Length = Literal["short", "whole"]
Audience = Literal["citizen", "internal"]
WAITING = "+"
"""Stands for the id of a row that is not there yet, where the caller gave none."""


class FlowPage(msgspec.Struct, frozen=True):
    """One page.

    id: stable while answers change: the section's id, a field's path, `section:together`, or `rows/ROWID` (`:together`).
    paths: what is asked here, in order; a rows field that stands whole as a list is named by its own id.
    rows_id, row_id: of a card. is_empty_card: the row is not there yet; its first answer makes it, with this row_id.
    """

    id: str
    section: Section
    title: Texts
    paths: tuple[str, ...]
    rows_id: str | None = None
    row_id: str | None = None
    is_empty_card: bool = False


def pages(
    definition: Definition,
    answers: Answers,
    *,
    by: By = "section",
    length: Length = "whole",
    audience: Audience = "internal",
    settled: Collection[str] = (),
    waiting: Mapping[str, str] | None = None,
    today: date | None = None,
) -> tuple[FlowPage, ...]:
    """Every page that is there now.

    length: `short` keeps fields marked short (and of marked rows the marked cells), if the form marks any.
    settled: paths answered before the visit, whose `once` questions are left out.
    waiting: rows field to the id of its empty card's row. today: for conditions on the calendar.
    """
    return tuple(_Pager(definition, answers, by, length, audience, settled, waiting or {}, today).pages())


class Flow(msgspec.Struct, frozen=True):
    """Where one is on the way. Every step gives a new Flow, worked out from the answers of that moment."""

    definition: Definition
    by: By
    length: Length
    audience: Audience
    settled: frozenset[str]
    today: date | None
    fresh: Callable[[], str]
    pages: tuple[FlowPage, ...] = ()
    index: int = 0
    waiting: dict[str, str] = {}
    skipped: frozenset[str] = frozenset()
    is_done: bool = False

    @classmethod
    def begin(
        cls,
        definition: Definition,
        answers: Answers,
        *,
        by: By = "question",
        length: Length = "whole",
        audience: Audience = "citizen",
        settled: Collection[str] = (),
        today: date | None = None,
        at: str | None = None,
        fresh: Callable[[], str] = new_row_id,
    ) -> Flow:
        """The first page, or the one where path `at` is. fresh: makes ids for rows that are not there yet."""
        flow = cls(definition, by, length, audience, frozenset(settled), today, fresh)
        flow = flow._at(answers, 0)
        return flow.goto(at, answers) if at else flow

    @property
    def page(self) -> FlowPage | None:
        """The page one is on; None when the form has none to ask."""
        return self.pages[self.index] if self.pages else None

    @property
    def count(self) -> int:
        """How many pages there are now."""
        return len(self.pages)

    @property
    def is_first(self) -> bool:
        """Whether nothing lies before."""
        return self.index == 0

    @property
    def is_last(self) -> bool:
        """Whether nothing lies behind."""
        return self.index >= len(self.pages) - 1

    def refresh(self, answers: Answers) -> Flow:
        """The same page, with what the answers have changed; the next one there is when it is gone."""
        after = self._at(answers, 0)
        place, is_there = self._place_in(after.pages)
        return after._moved(place if is_there else place + 1)

    def next(self, answers: Answers) -> Flow:
        """One page on. From the last page: the same, and done."""
        after = self._at(answers, 0)
        place, _ = self._place_in(after.pages)
        if place + 1 >= len(after.pages):
            return msgspec.structs.replace(after._moved(place), is_done=True)
        return after._moved(place + 1)

    def back(self, answers: Answers) -> Flow:
        """One page back; from the first page: the same."""
        after = self._at(answers, 0)
        place, is_there = self._place_in(after.pages)
        return after._moved(place if self.is_done or not is_there else place - 1)

    def skip(self, answers: Answers) -> Flow:
        """One page on, and this one kept as skipped ("Ikke nu")."""
        here = {self.page.id} if self.page else set()
        return msgspec.structs.replace(self, skipped=self.skipped | here).next(answers)

    def goto(self, path: str, answers: Answers) -> Flow:
        """The page that asks `path` (a section, a field, a rows field, a row); the same page when no page does."""
        after = self._at(answers, 0)
        for fits in (_is_asked, _is_near):
            for number, page in enumerate(after.pages):
                if fits(page, path):
                    return after._moved(number)
        return self.refresh(answers)

    def _at(self, answers: Answers, index: int) -> Flow:
        waiting = dict(self.waiting)
        for field in top_fields(self.definition):
            if field.kind == "rows":
                taken = {row["_id"] for row in answers.get(field.id) or ()}
                if waiting.get(field.id) is None or waiting[field.id] in taken:
                    waiting[field.id] = self.fresh()
        found = pages(
            self.definition, answers, by=self.by, length=self.length, audience=self.audience,
            settled=self.settled, waiting=waiting, today=self.today,
        )  # fmt: skip
        return msgspec.structs.replace(self, pages=found, index=index, waiting=waiting, is_done=False)

    def _moved(self, index: int) -> Flow:
        return msgspec.structs.replace(self, index=max(0, min(index, len(self.pages) - 1)))

    def _place_in(self, after: tuple[FlowPage, ...]) -> tuple[int, bool]:
        """Where this page is now, or else the nearest page before it that is still there (-1 for none)."""
        places = {page.id: number for number, page in enumerate(after)}
        for number in range(self.index, -1, -1):
            if number < len(self.pages) and self.pages[number].id in places:
                return places[self.pages[number].id], number == self.index
        return -1, False


def _is_asked(page: FlowPage, path: str) -> bool:
    return path in page.paths or path in (page.id, f"{page.rows_id}/{page.row_id}")


def _is_near(page: FlowPage, path: str) -> bool:
    """A row that is gone, or a cell asked elsewhere: any page of the same rows; a section: its first page."""
    top = path.partition("/")[0]
    return top in page.paths or top in (page.rows_id, page.section.id)


class _Pager:
    def __init__(
        self,
        definition: Definition,
        answers: Answers,
        by: By,
        length: Length,
        audience: Audience,
        settled: Collection[str],
        waiting: Mapping[str, str],
        today: date | None,
    ) -> None:
        self.definition, self.by, self.audience, self.settled, self.waiting = definition, by, audience, settled, waiting
        self.today = today
        self.answers = settle(definition, answers, today)
        self.visible = [path for path, field in visible_paths(definition, self.answers, today) if self._may_see(field)]
        self.is_short = length == "short" and any(field.short for field in top_fields(definition))

    def pages(self) -> Iterator[FlowPage]:
        for section in self.definition.sections:
            if section.visible == "internal" and self.audience == "citizen":
                continue
            fields = [field for field in section.fields if field.id in self.visible and (field.short or not self.is_short)]
            if fields:
                yield from self._by_section(section, fields) if self.by == "section" else self._by_question(section, fields)

    def _may_see(self, field: Field) -> bool:
        return self.audience == "internal" or field.visible == "citizen"

    def _by_section(self, section: Section, fields: list[Field]) -> Iterator[FlowPage]:
        found: list[str] = []
        for field in fields:
            found.append(field.id)
            cells = {cell.id for cell in self._cells(field)}
            found += (path for path in self.visible if path.startswith(field.id + "/") and path.rpartition("/")[2] in cells)
        yield FlowPage(section.id, section, section.title, tuple(found))

    def _by_question(self, section: Section, fields: list[Field]) -> Iterator[FlowPage]:
        groups: dict[str, list[Field]] = {}
        for field in fields:
            if self._is_question(field, None):
                groups.setdefault(f"{section.id}:{field.together}" if field.together else field.id, []).append(field)
        for page_id, group in groups.items():
            cards = [field for field in group if field.kind == "rows" and not field.is_list]
            rest = [field for field in group if field not in cards]
            if rest and not self._is_settled(rest):
                yield FlowPage(page_id, section, section.title, tuple(field.id for field in rest))
            for field in cards:
                yield from self._cards(section, field)

    def _is_question(self, field: Field, row: Answers | None) -> bool:
        typed = field.computed is None and field.kind != "signature"
        return typed and holds(field.ask_if, self.answers, row, self.today)

    def _is_settled(self, fields: list[Field]) -> bool:
        asked = [field for field in fields if field.kind != "fixed"] or fields
        return all(field.once and field.id in self.settled for field in asked)

    def _cards(self, section: Section, field: Field) -> Iterator[FlowPage]:
        rows = {row["_id"]: row for row in self.answers.get(field.id) or ()}
        leaders = [row["_id"] for row in self.answers.get(field.each) or ()] if field.each else []
        for row_id in (*leaders, *(row_id for row_id in rows if row_id not in leaders)):
            yield from self._card(section, field, row_id, rows.get(row_id), is_empty=False)
        if field.each is None and (field.at_most is None or len(rows) < field.at_most):
            row_id = self.waiting.get(field.id, WAITING)
            yield from list(self._card(section, field, row_id, None, is_empty=True))[:1]

    def _card(self, section: Section, field: Field, row_id: str, row: Answers | None, *, is_empty: bool) -> Iterator[FlowPage]:
        """A row's pages: its cells in one, or in several where they have different `together` words."""
        scope = row_scope(field, row or {"_id": row_id})
        place = f"{field.id}/{row_id}"
        groups: dict[str, list[str]] = {}
        word = ""
        for cell in self._cells(field):
            asked = self._is_question(cell, scope) and holds(cell.show_if, self.answers, scope, self.today)
            if asked and leading_cell(field, cell) is None and not (cell.once and f"{place}/{cell.id}" in self.settled):
                word = cell.together or word
                groups.setdefault(word, []).append(f"{place}/{cell.id}")
        for number, (word, found) in enumerate(groups.items()):
            page_id = place if number == 0 else f"{place}:{word}"
            yield FlowPage(page_id, section, section.title, tuple(found), field.id, row_id, is_empty)

    def _cells(self, field: Field) -> list[Field]:
        seen = [cell for cell in field.fields if self._may_see(cell)]
        return [cell for cell in seen if cell.short] if self.is_short and any(cell.short for cell in seen) else seen
