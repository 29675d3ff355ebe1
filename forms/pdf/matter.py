"""What stands on a paper: the answers that count, for the eyes of this copy, with conflicts and what was left out told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from forms.answers import row_scope, shown, with_computed
from forms.conditions import asks, holds, is_filled
from forms.model import Copy, Definition, Field, Section, Texts
from forms.paths import Answers
from forms.pdf.letters import Speller
from forms.pdf.words import word
from forms.problems import Problem, ProblemsError
from forms.profile import Profile, fill
from forms.texts import NAME_WORDS, PLACEHOLDER, text_in
from forms.values import show_value

_ROOM = "_" * 14
_NUMBER_GAP = re.compile(r"(?<=\d\d) (?=\d\d\b)")

_DAY = re.compile(r"(?<=\bden) |(?<=\d\.) |(?<=\d) | (?=\d{4}\b)")

Standing = tuple[Any, str, str]
"""A value that stands beside another one: the value, who wrote it, when (in words)."""


class PaperRequest(msgspec.Struct, frozen=True, kw_only=True):
    """All that decides a paper; the same request is the same bytes.

    names: the words for placeholders (profile.names()). copy: whose eyes it is for. length: the short paper, or all of it.
    paper: the id of one of the form's named papers, "" for none; row: the row that it is about, where it has one for each.
    blank: unanswered questions get lines to write on. paper_id: printed with its QR code, None for a paper of no case.
    version: the document's number as shown ("4", "4a"), "" for none. fingerprint: worked out from what is shown when "".
    conflicts: path or register key to everything that stands there; compound registers give a dict of cells a standing.
    left_out: paths or register keys not shown, with a word that they wait. computed: path to computed value.
    news: what is new since the last paper, one sentence each. is_part: it shows only what a consent covers, and says so.
    copied_from: the day of the paper, filled in by hand, that this is a copy of: then nobody is to sign it, and what is not on
    it is not told.
    """

    definition: Definition
    answers: Answers
    profile: Profile
    made_on: date
    names: Mapping[str, str] = {}
    copy: Copy = "citizen"
    length: Literal["short", "whole"] = "whole"
    paper: str = ""
    row: str = ""
    blank: bool = False
    lang: str = "da"
    paper_id: str | None = None
    version: str = ""
    fingerprint: str = ""
    conflicts: Mapping[str, tuple[Standing, ...]] = {}
    left_out: tuple[str, ...] = ()
    computed: Mapping[str, Any] = {}
    news: tuple[str, ...] = ()
    is_part: bool = False
    copied_from: date | None = None


class Matter:
    """A request, worked out. Every text it gives is tidied and known to be printable, or a problem is noted in `speller`."""

    def __init__(self, request: PaperRequest, speller: Speller) -> None:
        self.request = request
        self.definition = request.definition
        self.speller = speller
        answers = with_computed(request.answers, dict(request.computed))
        self.answers = answers if request.blank else shown(request.definition, answers, request.made_on)
        self.is_internal = request.copy == "internal"
        known = {key: _NUMBER_GAP.sub("\u00a0", name) for key, name in request.names.items() if name}
        self.left_out, self._somebody = word("left_out", request.lang), word("somebody", request.lang)
        nobody = {"Navn": self._somebody, "fs": self._somebody}
        self.names = (dict.fromkeys(NAME_WORDS, _ROOM) if request.blank else {}) | nobody | known
        self.paper = None if request.blank else request.definition.paper(request.paper)
        self.has_short_paper = bool(request.definition.short_paper)
        all_fields = [field for section in request.definition.sections for field in section.fields]
        has_short = any(field.short for field in all_fields)
        self.copied_from = None if request.blank or self.paper is not None else request.copied_from
        self.only_short = request.length == "short" and has_short and (request.blank or not self.has_short_paper)
        self._left_out = self._spread(dict.fromkeys(request.left_out, True))
        self._standings = self._spread(request.conflicts)
        if not self.is_internal:
            self._refuse_conflicts()

    def text(self, texts: Texts | None, place: str = "formular") -> str:
        """A text of the form with its placeholders filled."""
        return self.spell(self.fill(text_in(texts, self.request.lang)), place)

    def fill(self, text: str) -> str:
        """A text with the names put in; a paper of nobody's says "din sagsbehandler", a blank one leaves room for the rest."""
        if "{" not in text:
            return text
        text = fill(text, self.names)
        return re.sub(rf"(^|[.!?] ){self._somebody}", lambda found: found[1] + self._somebody.capitalize(), text)

    def spell(self, text: str, place: str) -> str:
        """Any other text, tidied."""
        return self.speller.spell(text, place)

    def value(self, field: Field, value: Any, path: str) -> str:
        """An answer in words, "" when there is none. A day has its year: the paper may lie in a drawer for long."""
        if not is_filled(value):
            return ""
        text = show_value(field, value, self.request.lang)
        if field.options:
            text = self.fill(text)
        text = self.spell(text, path)
        if field.kind in ("phone", "cpr", "time"):
            return text.replace(" ", "\u00a0")
        return _DAY.sub("\u00a0", text) if field.kind == "date" else text

    def sections(self) -> Iterator[tuple[Section, tuple[Field, ...]]]:
        """Sections with the fields that this copy shows, in the form's order."""
        for section in self.definition.sections:
            if section.visible == "internal" and not self.is_internal:
                continue
            if not self.request.blank and not self.holds(section.show_if):
                continue
            fields = tuple(field for field in section.fields if self.shows(field))
            if self.only_short:
                fields = tuple(field for field in fields if field.short or field.kind == "signature")
            if fields:
                yield section, fields

    def holds(self, condition: dict[str, Any] | None, field: Field | None = None, row: Mapping[str, Any] | None = None) -> bool:
        """Whether a condition is fulfilled; with a rows field and one of its rows, in that row first."""
        scope = None if field is None or row is None else row_scope(field, dict(row))
        return holds(condition, self.answers, scope, self.request.made_on)

    def cells(self, field: Field, row: Mapping[str, Any] | None = None) -> list[Field]:
        """The cells that this copy shows of a rows field: in a given row, or in any. Blank paper asks only what is to ask now."""
        cells = [cell for cell in field.fields if self.shows_column(cell) and (cell.short or not self.only_short)]
        if self.request.blank:
            asked = {cell.id for cell in cells if cell.ask_if is None or self.holds(cell.ask_if, field, row or {"_id": ""})}
            unasked = {cell.id for cell in cells} - asked
            return [cell for cell in cells if cell.id in asked and not unasked & {name for name, _ in asks(cell.show_if)}]
        if row is None:
            return cells
        return [cell for cell in cells if self.holds(cell.show_if, field, row)]

    def shows(self, field: Field) -> bool:
        """Whether this copy shows a field of the document, whatever its answer."""
        return self.shows_column(field) and (self.request.blank or self.holds(field.show_if))

    def shows_column(self, field: Field) -> bool:
        """Whether this copy shows a field at all, or in any row. The citizen's agreement never shows a CPR number."""
        if not field.on_paper or (field.visible == "internal" and not self.is_internal):
            return False
        is_agreement = self.has_short_paper and self.definition.finished == "next"
        if field.kind == "cpr" and is_agreement and not self.is_internal:
            return False
        return not (self.request.blank and field.computed is not None)

    def field(self, field_id: str, rows_id: str = "") -> Field | None:
        """A field of the form by its id, within a rows field when that is named; None when there is none."""
        tops = [field for section in self.definition.sections for field in section.fields]
        fields = next((top.fields for top in tops if top.id == rows_id), ()) if rows_id else tops
        return next((field for field in fields if field.id == field_id), None)

    def own_row(self) -> tuple[str, dict[str, Any]] | None:
        """The rows field and the row that a paper for each row is about."""
        each = self.paper.each if self.paper is not None else None
        field = self.field(each) if each else None
        row = next((row for row in self.answers.get(each) or () if row["_id"] == self.request.row), None) if each else None
        return (each, row_scope(field, row)) if each and field is not None and row is not None else None

    def rows(self, field: Field) -> list[dict[str, Any]]:
        """The rows of a rows field; on blank paper those that are there from the beginning, as far as their names are known."""
        rows = self.answers.get(field.id) or ()
        if rows or not self.request.blank:
            return list(rows)
        return [{key: text for key, value in row.items() if (text := self._begun(value)) is not None} for row in field.start]

    def is_left_out(self, path: str) -> bool:
        """Whether an answer waits for the next time."""
        parts = path.split("/")
        return any("/".join(parts[:count]) in self._left_out for count in range(1, len(parts) + 1))

    def standings(self, path: str) -> tuple[Standing, ...]:
        """Everything that stands at a path, when it is more than one thing."""
        return () if self.is_left_out(path) else self._standings.get(path, ())

    def any_standings(self, field: Field) -> bool:
        """Whether any row of a rows field holds more than one thing somewhere."""
        return any(path.startswith(f"{field.id}/") and not self.is_left_out(path) for path in self._standings)

    def _begun(self, value: Any) -> Any:
        """A cell of a row that a form begins with, None while a name in it is not known."""
        if not isinstance(value, str):
            return value
        is_known = all(self.request.names.get(word) for word in PLACEHOLDER.findall(value))
        return self.fill(value) if is_known else None

    def _spread(self, by_key: Mapping[str, Any]) -> dict[str, Any]:
        """Register keys to paths: a compound's cells each to their own path, places in an order to nothing."""
        spread: dict[str, Any] = {}
        for key, value in by_key.items():
            head, _, last = key.rpartition("/")
            if last == "^":
                continue
            if not last.startswith("@"):
                spread[key] = value
                continue
            for field in self._compound(head.split("/")[0], last[1:]):
                path = f"{head}/{field.id}" if head else field.id
                spread[path] = value if value is True else _cells(value, field.id)
        return {path: value for path, value in spread.items() if value}

    def _compound(self, rows_id: str, name: str) -> list[Field]:
        tops = [field for section in self.definition.sections for field in section.fields]
        fields = next((field.fields for field in tops if field.id == rows_id), ()) if rows_id else tops
        return [field for field in fields if field.compound == name]

    def _refuse_conflicts(self) -> None:
        """The citizen's copy never carries an open conflict: a person chooses first, or leaves it out."""
        visible = set()
        for _, fields in self.sections():
            for field in fields:
                visible.add(field.id)
                visible |= {f"{field.id}/{cell.id}" for cell in field.fields if cell.on_paper and cell.visible == "citizen"}
        problems = []
        for path in self._standings:
            parts = path.split("/")
            place = parts[0] if len(parts) < 3 else f"{parts[0]}/{parts[2]}"
            if place in visible and not self.is_left_out(path):
                problems.append(
                    Problem(
                        code="paper.conflict_open",
                        field=path,
                        text="Her er skrevet to ting, og borgerens papir må kun vise en.",
                        remedy="Vælg en af dem, eller lad det stå til næste gang.",
                    )
                )
        if problems:
            raise ProblemsError(problems)


def _cells(standings: tuple[Standing, ...], field_id: str) -> tuple[Standing, ...]:
    """One cell of a compound's standings; none when all agree on it."""
    cells = tuple((value.get(field_id) if isinstance(value, Mapping) else value, who, when) for value, who, when in standings)
    return cells if any(cell[0] != cells[0][0] for cell in cells) else ()
