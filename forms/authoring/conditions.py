"""Conditions as data, held against the fields that they ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.authoring.findings import Findings, meant, one_of
from forms.conditions import JOINERS, TESTS, TODAY
from forms.day_shift import split_shift
from forms.model import Field

_ORDERED = ("date", "time", "number", "rows", "choices")
_SUMS = ("number", "rows", "choices")
_WORDED = ("line", "text", "person", "mail", "phone")
_DEEPEST = 20


def check_condition(
    condition: object, tops: Mapping[str, Field], beside: Mapping[str, Field], place: str, findings: Findings, depth: int = 0
) -> None:
    """Tell what is wrong with a condition. tops: the document's fields; beside: those of the same row; None is no condition."""
    if condition is None:
        return
    if not isinstance(condition, Mapping) or depth > _DEEPEST:
        _unclear(place, findings)
        return
    joiners = [key for key in JOINERS if key in condition]
    if joiners:
        _check_joined(condition, joiners, tops, beside, place, findings, depth)
        return
    name = condition.get("field")
    tests = [key for key in TESTS if key in condition]
    if not isinstance(name, str) or len(tests) != 1 or set(condition) - {"field", *TESTS}:
        _unclear(place, findings)
        return
    field = beside.get(name) or tops.get(name)
    if field is None:
        remedy = meant(name, [*beside, *tops], "Skriv id på et felt i denne formular.")
        findings.tell("condition_field_unknown", place, f"Betingelsen spørger om feltet »{name}«, som ikke findes.", remedy)
    elif field.kind == "fixed":
        findings.tell(
            "condition_field_unknown", place, f"»{name}« er en fast tekst og har intet svar.", "Spørg om et andet felt."
        )
    else:
        _check_test(tests[0], condition[tests[0]], field, {**tops, **beside}, place, findings, depth)


def _check_joined(
    condition: Mapping[str, Any], joiners: list[str], tops: Mapping[str, Field], beside: Mapping[str, Field],
    place: str, findings: Findings, depth: int,
) -> None:  # fmt: skip
    parts = condition[joiners[0]]
    if joiners[0] == "not":
        parts = [parts]
    if len(condition) != 1 or not isinstance(parts, list) or not parts:
        _unclear(place, findings)
        return
    for part in parts:
        if part is None or not isinstance(part, Mapping):
            _unclear(place, findings)
        else:
            check_condition(part, tops, beside, place, findings, depth + 1)


def _check_test(
    test: str, wanted: Any, field: Field, known: Mapping[str, Field], place: str, findings: Findings, depth: int
) -> None:
    fits = True
    match test:
        case "filled":
            fits = isinstance(wanted, bool)
        case "is" | "is_not":
            fits = _is_answer(wanted, field, place, findings)
        case "one_of":
            fits = isinstance(wanted, list) and bool(wanted) and all(_is_answer(item, field, place, findings) for item in wanted)
        case "contains":
            words = wanted if isinstance(wanted, list) and wanted else [wanted]
            if field.kind == "choices":
                fits = all(_is_option(word, field, place, findings) for word in words)
            else:
                fits = field.kind in _WORDED and all(isinstance(word, str) and word for word in words)
        case "reached" | "passed":
            fits = field.kind == "date" and isinstance(wanted, bool)
        case "some" | "every":
            fits = field.kind == "rows" and isinstance(wanted, Mapping)
            if fits:
                check_condition(wanted, known, {cell.id: cell for cell in field.fields}, place, findings, depth + 1)
        case "at_least" | "at_most":
            is_number = isinstance(wanted, int | float) and not isinstance(wanted, bool)
            fits = field.kind in _ORDERED and (is_number if field.kind in _SUMS else isinstance(wanted, str))
        case "before" | "after":
            fits = isinstance(wanted, str) and _is_comparable(wanted, field, known, place, findings)
    if not fits:
        text = f"»{test}« i betingelsen passer ikke til feltet »{field.id}« ({field.kind})."
        findings.tell("condition_value", place, text, "Se i FORMAT.md, hvad der kan spørges om.")


def _is_comparable(wanted: str, field: Field, known: Mapping[str, Field], place: str, findings: Findings) -> bool:
    name, shift = split_shift(wanted)
    if name == TODAY:
        return field.kind == "date"
    other = known.get(name)
    if other is None:
        remedy = meant(name, known, "Skriv id på et felt i denne formular, eller i_dag.")
        findings.tell("condition_field_unknown", place, f"Betingelsen spørger om feltet »{name}«, som ikke findes.", remedy)
        return True
    return other.kind == field.kind and (field.kind == "date" or (shift is None and field.kind in ("time", "number")))


def _is_answer(wanted: Any, field: Field, place: str, findings: Findings) -> bool:
    match field.kind:
        case "yes_no":
            return isinstance(wanted, bool)
        case "number":
            return isinstance(wanted, int | float) and not isinstance(wanted, bool)
        case "choice":
            return _is_option(wanted, field, place, findings)
        case "rows" | "choices" | "signature":
            return False
    return isinstance(wanted, str)


def _is_option(wanted: Any, field: Field, place: str, findings: Findings) -> bool:
    ids = [option.id for option in field.options]
    if not isinstance(wanted, str):
        return False
    if ids and wanted not in ids:
        remedy = meant(wanted, ids, f"Skriv {one_of(ids)}.")
        findings.tell("condition_option_unknown", place, f"»{wanted}« er ikke et af svarene på »{field.id}«.", remedy)
    return True


def _unclear(place: str, findings: Findings) -> None:
    remedy = f'Skriv {{ field = "…", is = … }} med ét af {one_of(TESTS)}, eller all, any, not om flere.'
    findings.tell("condition_unclear", place, "Betingelsen kan ikke forstås.", remedy)
