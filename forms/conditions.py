"""Conditions as data: when a field, a section or a line of paper is shown, and when a form's own advice is given.

A condition is a table with one of

    { field = "tolk", is = true }           also is_not, one_of = […], contains = "…" or […], filled = true, at_least, at_most
    { field = "slut", before = "start" }    also after: compared with another field, or `i_dag`; dates may be shifted: "fra+1y"
    { field = "dato", reached = true }      the date has come; passed = true: it lies behind
    { field = "part", some = CONDITION }    some row fulfils it; every: there are rows, and all do
    { all = [ … ] }   { any = [ … ] }   { not = { … } }

`field` is looked for in the same row first, then in the document. An unanswered field fulfils nothing but `is_not` and
`filled = false`; rows, choices are counted by at_least and at_most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from forms.day_shift import split_shift

Condition = Mapping[str, Any]
TESTS = (
    "is", "is_not", "one_of", "contains", "filled", "at_least", "at_most",
    "before", "after", "reached", "passed", "some", "every",
)  # fmt: skip
JOINERS = ("all", "any", "not")
TODAY = "i_dag"


def holds(
    condition: Condition | None, answers: Mapping[str, Any], row: Mapping[str, Any] | None = None, today: date | None = None
) -> bool:
    """Whether a condition is fulfilled. None always holds; what asks `today` fails without it.

    row: the answers of the row that the condition stands in, each of its cells as a key (None for unanswered).
    Raises ValueError for what is no condition; a definition that was read has none such.
    """
    if condition is None:
        return True
    match condition:
        case {"all": parts}:
            return all(holds(part, answers, row, today) for part in parts)
        case {"any": parts}:
            return any(holds(part, answers, row, today) for part in parts)
        case {"not": part}:
            return not holds(part, answers, row, today)
        case {"field": str(name)}:
            return _Asked(answers, row, today).fulfils(condition, name)
    raise ValueError(f"no condition: {condition!r}")


def asks(condition: Condition | None) -> Iterator[tuple[str, str]]:
    """What a condition asks: (field, ""), and (rows field, name) for each name in a condition over rows."""
    if condition is None:
        return
    for joiner in ("all", "any"):
        for part in condition.get(joiner, ()):
            yield from asks(part)
    if "not" in condition:
        yield from asks(condition["not"])
    if "field" not in condition:
        return
    yield condition["field"], ""
    for key in ("before", "after"):
        if isinstance(condition.get(key), str):
            yield split_shift(condition[key])[0], ""
    for key in ("some", "every"):
        yield from ((condition["field"], inner or name) for name, inner in asks(condition.get(key)))


def is_filled(value: Any) -> bool:
    """Whether anything was answered; `false` and 0 are answers, empty texts and lists are not."""
    return value is not None and value != "" and value != [] and value != {}


class _Asked:
    """Answers as one condition sees them."""

    def __init__(self, answers: Mapping[str, Any], row: Mapping[str, Any] | None, today: date | None) -> None:
        self.answers, self.row, self.today = answers, row, today

    def answer(self, name: str) -> Any:
        if self.row is not None and name in self.row:
            return self.row[name]
        if name == TODAY and name not in self.answers:
            return self.today.isoformat() if self.today else None
        return self.answers.get(name)

    def fulfils(self, test: Condition, name: str) -> bool:
        value = self.answer(name)
        match test:
            case {"filled": wanted}:
                return is_filled(value) is bool(wanted)
            case {"is_not": wanted}:
                return not (is_filled(value) and bool(value == wanted))
        if not is_filled(value):
            return False
        match test:
            case {"is": wanted}:
                return bool(value == wanted)
            case {"one_of": wanted}:
                return value in wanted
            case {"contains": wanted}:
                return any(_contains(value, word) for word in (wanted if isinstance(wanted, list) else [wanted]))
            case {"at_least": least}:
                return _in_order(least, _measure(value))
            case {"at_most": most}:
                return _in_order(_measure(value), most)
            case {"before": other}:
                return self._strictly(value, self._shifted(other))
            case {"after": other}:
                return self._strictly(self._shifted(other), value)
            case {"reached": wanted}:
                return self.today is not None and (str(value) <= self.today.isoformat()) is bool(wanted)
            case {"passed": wanted}:
                return self.today is not None and (str(value) < self.today.isoformat()) is bool(wanted)
            case {"some": part}:
                return any(self._in_row(part, row) for row in value)
            case {"every": part}:
                return all(self._in_row(part, row) for row in value)
        raise ValueError(f"no condition: {test!r}")

    def _in_row(self, part: Condition, row: Mapping[str, Any]) -> bool:
        return holds(part, self.answers, row, self.today)

    def _shifted(self, other: str) -> Any:
        name, shift = split_shift(other)
        value = self.answer(name)
        if shift is None or not isinstance(value, str):
            return value
        day = shift(date.fromisoformat(value))
        return day.isoformat() if day else None

    @staticmethod
    def _strictly(low: Any, high: Any) -> bool:
        return _in_order(low, high) and bool(low != high)


def _contains(value: Any, wanted: Any) -> bool:
    if isinstance(value, str):
        return str(wanted).casefold() in value.casefold()
    return isinstance(value, list | dict) and wanted in value


def _measure(value: Any) -> Any:
    return len(value) if isinstance(value, list) else value


def _in_order(low: Any, high: Any) -> bool:
    numbers = isinstance(low, int | float) and isinstance(high, int | float)
    words = isinstance(low, str) and isinstance(high, str)  # dates and times order as text
    return (numbers or words) and bool(low <= high)
