"""The cells of a row as answers, read as what is typed; what cannot be read is told by row and column, and left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from forms import cpr
from forms.checks import check
from forms.model import Definition, Field
from forms.paths import Answers
from forms.problems import Problem
from forms.settling import settle
from forms.values import read_value
from rygsaek.casework.importing import problems
from rygsaek.casework.importing.columns import NAME, Column, asked, said
from rygsaek.casework.importing.tables import Cells, Line

NUMBER: Final = "cpr"
BORN: Final = "foedselsdato"
NOTHING: Final = ("-", "–", "—")
"""What people write into a cell that is to stay empty."""
_GROUPS: Final = re.compile(r"\d+")
_SPLIT: Final = re.compile(r"(\d+)\s+(\S.*)\Z")


class Citizen(NamedTuple):
    """What a row says. number: as the spreadsheet counts; answers: what can be read; problems: what cannot, and notes."""

    number: int
    answers: Answers
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """The citizen's name, "" where the row tells none."""
        return str(self.answers.get(NAME, ""))

    @property
    def is_whole(self) -> bool:
        """Everything in the row can be used."""
        return all(one.severity == "note" for one in self.problems)


def read_row(line: Line, columns: Sequence[Column], definition: Definition, today: date) -> Citizen:
    """What one line says. today: what a date is counted from, and no birth date lies behind."""
    return _Reading(line, columns, definition, today).citizen()


class _Reading:
    def __init__(self, line: Line, columns: Sequence[Column], definition: Definition, today: date) -> None:
        self._line, self._columns, self._definition, self._today = line, columns, definition, today
        self._fields = {field.id: field for field in asked(definition)}
        self._problems: list[Problem] = []
        self._headings: dict[str, str] = {}
        self._answers: Answers = {}

    def citizen(self) -> Citizen:
        for field_id, text in self._texts().items():
            self._read(self._fields[field_id], text)
        for found in check(self._definition, self._answers, today=self._today):
            self._refuse(found.field, found)
        self._compare_birth()
        self._leave_out_hidden()
        if any(self._line.cells[len(self._columns) :]):
            self._problems.append(problems.loose_cell(self._place()))
        if not self._answers.get(NAME):
            self._problems.append(problems.nameless(self._place()))
        return Citizen(self._line.number, self._answers, tuple(self._problems))

    def _texts(self) -> dict[str, str]:
        """What is written for each field, the parts of an answer joined in their order."""
        found: dict[str, str] = {}
        for column in sorted((one for one in self._columns if one.fields), key=lambda one: one.part):
            text = _cell(self._line.cells, column.number)
            split = _SPLIT.match(text) if len(column.fields) == 2 else None
            parts = split.groups() if split else ("",) * (len(column.fields) - 1) + (text,)
            for field, part in zip(column.fields, parts, strict=True):
                if part:
                    found[field] = f"{found[field]} {part}" if field in found else part
                    self._headings.setdefault(field, column.heading)
        return found

    def _read(self, field: Field, text: str) -> None:
        text = self._with_zero(field, text)
        value: Any = read_value(field, text, self._today)
        if not isinstance(value, Problem) and field.kind == "date" and not _has_year(text):
            value = problems.no_year("")
        if isinstance(value, Problem):
            self._problems.append(self._placed(field.id, value))
        elif value not in (None, "", []):
            self._answers[field.id] = value

    def _with_zero(self, field: Field, text: str) -> str:
        digits = said().digits.get(field.id, 0)
        if len(text) != digits - 1 or not (text.isascii() and text.isdigit()):
            return text
        self._problems.append(self._placed(field.id, problems.zero_put_back("")))
        return "0" + text

    def _refuse(self, field_id: str, problem: Problem) -> None:
        """Tell what is wrong with an answer; it stands only where that is a mere note."""
        self._problems.append(self._placed(field_id, problem))
        if problem.severity == "block":
            self._answers.pop(field_id, None)

    def _compare_birth(self) -> None:
        told, number = self._answers.get(BORN), self._answers.get(NUMBER, "")
        if told and told > self._today.isoformat():
            self._refuse(BORN, problems.not_born(""))
        elif told and number and not cpr.is_replacement(number) and told != str(cpr.birth_date(number)):
            self._refuse(BORN, problems.born_differs(""))

    def _leave_out_hidden(self) -> None:
        counted = settle(self._definition, self._answers, self._today)
        for field_id in [one for one in self._answers if one not in counted]:
            self._problems.append(self._placed(field_id, problems.hidden("")))
            del self._answers[field_id]

    def _placed(self, field_id: str, problem: Problem) -> Problem:
        return Problem(problem.code, self._place(field_id), problem.text, problem.remedy, problem.severity)

    def _place(self, field_id: str = "") -> str:
        heading = self._headings.get(field_id)
        return f"række {self._line.number}, »{heading}«" if heading else f"række {self._line.number}"


def _cell(cells: Cells, number: int) -> str:
    text = cells[number - 1] if number <= len(cells) else ""
    return "" if text in NOTHING else text


def _has_year(text: str) -> bool:
    """Whether a date as written is of one year: three numbers, a month's name between two, or all digits in one."""
    groups = _GROUPS.findall(text)
    has_month = any(one.isalpha() for one in text)
    return len(groups) >= (2 if has_month else 3) or (len(groups) == 1 and len(groups[0]) in (6, 8))
