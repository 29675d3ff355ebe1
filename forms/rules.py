"""Computed rules as data: what a computed field's value is, worked out from other answers.

    age      of, at?                  whole years from a date (or a CPR number), of several the first there is, to today or `at`
    count    of | rows, where?        how many are ticked or answered | how many rows
    any all  of | rows, where?        whether some, whether every one (unanswered without any row)
    summary  rows, where              `alle`, `nogle` or `ingen` of the rows (unanswered without any row)
    sum      of | rows + of           numbers added
    day      of, shift                a date, so many days, months or years on or back (`-4d`, `+3m`)
    minutes  of = [from, to]          minutes from one time to a later one of the same day
    text     of | rows + of, between  answers joined
    groups   groups = { a = […], … }  in how many groups at least one is ticked or answered
    result   cases = [{ if, then }], otherwise   the first case whose condition holds
    copy     of                       the answer itself, of this form or another (`borger.navn`)
    found    of, in, by, where?, give?   the row of another form's rows `in` (`samtykke.part`) whose cell `by` equals this
                                      form's `of`: its cell `give`, or without `give` whether there is one
    range    of, in                   which of the profile's ranges (`profil.maalgrupper`) the number lies in
    outside  of, in                   whether the number lies in none of them (unanswered while none are set)
    replacement_cpr  of               whether a CPR number is a replacement number

`of` names fields of the document, or of the rows; with a dot another form's: `borger.foedselsdato`. `rows` may be a list.
`when` may stand in every rule: unless it holds, the value is `otherwise`, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from forms import cpr
from forms.conditions import Condition, asks, holds, is_filled
from forms.day_shift import split_shift

Rule = Mapping[str, Any]
Sources = Mapping[str, Mapping[str, Any]]
"""Answers of the case's other documents by form id (`borger`), with `profil` and `medarbejder` beside them."""


def apply(rule: Rule, answers: Mapping[str, Any], row: Mapping[str, Any] | None, today: date | None, sources: Sources) -> Any:
    """The value of a rule, None when it cannot be told yet. row: the row that the computed field stands in."""
    if not holds(rule.get("when"), answers, row, today):
        return rule.get("otherwise")
    return _RULES[rule["rule"]](_Scope(rule, answers, row, today, sources))


def asks_of(rule: Rule | None) -> Iterator[tuple[str, str]]:
    """What a rule asks of its own form, as conditions.asks() tells it."""
    if rule is None:
        return
    yield from asks(rule.get("when"))
    rows = listed(rule.get("rows"))
    yield from ((name, "") for name in rows)
    inner = [*listed(rule.get("of")), *(name for name, _ in asks(rule.get("where")) if "in" not in rule)]
    for name in (name for name in inner if "." not in name):
        yield from ((group, name) for group in rows) if rows else ((name, ""),)
    yield from ((name, "") for name in listed(rule.get("at")) if "." not in name)
    for group in (rule.get("groups") or {}).values():
        yield from ((name, "") for name in group)
    for case in rule.get("cases") or ():
        yield from asks(case.get("if"))


def listed(value: Any) -> tuple[str, ...]:
    """One name or a list of names, as a tuple."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def look_up(source: str, sources: Sources) -> list[Any]:
    """The answers that a source names: `borger.navn`, or of every row `netvaerkskort.bolig.navn` (`*`: all rows fields)."""
    form, _, rest = source.partition(".")
    answers = sources.get(form, {})
    top, _, cell = rest.partition(".")
    if not cell:
        return [answers[top]] if is_filled(answers.get(top)) else []
    groups = [value for key, value in answers.items() if top in ("*", key) and isinstance(value, list)]
    rows = [row for group in groups for row in group if isinstance(row, Mapping)]
    return [row[cell] for row in rows if is_filled(row.get(cell))]


class _Scope:
    """A rule with all that it may ask."""

    def __init__(
        self, rule: Rule, answers: Mapping[str, Any], row: Mapping[str, Any] | None, today: date | None, sources: Sources
    ) -> None:
        self.rule, self.answers, self.row, self.today, self.sources = rule, answers, row, today, sources

    def value(self, name: str, row: Mapping[str, Any] | None = None) -> Any:
        if "." in name:
            return next(iter(look_up(name, self.sources)), None)
        place = row if row is not None else self.row
        return place[name] if place is not None and name in place else self.answers.get(name)

    def rows(self) -> list[Mapping[str, Any]]:
        return [row for name in listed(self.rule.get("rows")) for row in self.answers.get(name) or []]

    def verdicts(self) -> list[bool]:
        """For each row whether `where` holds, or for each field of `of` whether it is ticked or answered."""
        where: Condition | None = self.rule.get("where")
        if "rows" in self.rule:
            return [holds(where, self.answers, row, self.today) for row in self.rows()]
        return [_is_ticked(self.value(name)) for name in listed(self.rule.get("of"))]

    def values(self) -> list[Any]:
        names = listed(self.rule.get("of"))
        if "rows" in self.rule:
            where: Condition | None = self.rule.get("where")
            found = [
                self.value(name, row) for row in self.rows() if holds(where, self.answers, row, self.today) for name in names
            ]
        else:
            found = [self.value(name) for name in names]
        return [value for value in found if is_filled(value)]


def _is_ticked(value: Any) -> bool:
    return is_filled(value) and value is not False


def _age(scope: _Scope) -> int | None:
    born = next((day for name in listed(scope.rule["of"]) if (day := _day(scope.value(name)))), None)
    at = _day(scope.value(scope.rule["at"])) if "at" in scope.rule else scope.today
    if born is None or at is None or born > at:
        return None
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))


def _day(value: Any) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return cpr.birth_date(value)


def _any(scope: _Scope) -> bool | None:
    verdicts = scope.verdicts()
    return any(verdicts) if verdicts else None


def _all(scope: _Scope) -> bool | None:
    verdicts = scope.verdicts()
    return all(verdicts) if verdicts else None


def _summary(scope: _Scope) -> str | None:
    verdicts = scope.verdicts()
    if not verdicts:
        return None
    return "alle" if all(verdicts) else "nogle" if any(verdicts) else "ingen"


def _sum(scope: _Scope) -> int | float | None:
    numbers = [value for value in scope.values() if isinstance(value, int | float) and not isinstance(value, bool)]
    return round(sum(numbers), 9) if numbers else None


def _shifted(scope: _Scope) -> str | None:
    day, (_, shift) = _day(scope.value(scope.rule["of"])), split_shift(f"dag{scope.rule['shift']}")
    moved = shift(day) if day is not None and shift is not None else None
    return moved.isoformat() if moved else None


def _minutes(scope: _Scope) -> int | None:
    start, end = (_minute(scope.value(name)) for name in scope.rule["of"])
    return end - start if start is not None and end is not None and end >= start else None


def _minute(value: Any) -> int | None:
    hour, colon, minute = value.partition(":") if isinstance(value, str) else ("", "", "")
    return int(hour) * 60 + int(minute) if colon and hour.isdigit() and minute.isdigit() else None


def _text(scope: _Scope) -> str | None:
    return str(scope.rule.get("between", " ")).join(str(value) for value in scope.values()) or None


def _groups(scope: _Scope) -> int:
    groups: Mapping[str, list[str]] = scope.rule["groups"]
    return sum(any(_is_ticked(scope.value(name)) for name in names) for names in groups.values())


def _result(scope: _Scope) -> Any:
    for case in scope.rule["cases"]:
        if holds(case["if"], scope.answers, scope.row, scope.today):
            return case["then"]
    return scope.rule.get("otherwise")


def _found(scope: _Scope) -> Any:
    form, _, rows_id = scope.rule["in"].partition(".")
    rows = scope.sources.get(form, {}).get(rows_id) or []
    wanted = _plain(scope.value(scope.rule["of"]))
    by, where, give = scope.rule["by"], scope.rule.get("where"), scope.rule.get("give")
    if not wanted:
        return None
    hits = [row for row in rows if _plain(row.get(by)) == wanted and holds(where, {}, row, scope.today)]
    if give is None:
        return bool(hits)
    return next((row[give] for row in hits if is_filled(row.get(give))), None)


def _plain(value: Any) -> str:
    return " ".join(str(value if value is not None else "").casefold().split())


def _ranges(scope: _Scope) -> Mapping[str, tuple[int, int]]:
    found = next(iter(look_up(scope.rule["in"], scope.sources)), None)
    return found if isinstance(found, Mapping) else {}


def _range(scope: _Scope) -> str | None:
    number = scope.value(scope.rule["of"])
    if not isinstance(number, int | float):
        return None
    return next((name for name, (first, last) in _ranges(scope).items() if first <= number <= last), None)


def _outside(scope: _Scope) -> bool | None:
    if not _ranges(scope) or not is_filled(scope.value(scope.rule["of"])):
        return None
    return _range(scope) is None


def _replacement_cpr(scope: _Scope) -> bool | None:
    value = scope.value(scope.rule["of"])
    return cpr.is_replacement(value) if isinstance(value, str) and value else None


_RULES: Mapping[str, Callable[[_Scope], Any]] = {
    "age": _age,
    "count": lambda scope: sum(scope.verdicts()),
    "any": _any,
    "all": _all,
    "summary": _summary,
    "sum": _sum,
    "day": _shifted,
    "minutes": _minutes,
    "text": _text,
    "groups": _groups,
    "result": _result,
    "found": _found,
    "range": _range,
    "outside": _outside,
    "replacement_cpr": _replacement_cpr,
    "copy": lambda scope: scope.value(scope.rule["of"]),
}
