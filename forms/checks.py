"""Checks of one document's answers. They never stop saving; only finishing asks for what is required."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from forms import cpr, phones
from forms.answers import row_scope, walk
from forms.conditions import holds, is_filled
from forms.model import Advice, Definition, Field, Texts
from forms.paths import Answers, top_fields
from forms.problems import Problem
from forms.profile import fill
from forms.settling import settle
from forms.texts import text_in
from forms.values import fits, is_mail

_ANYONE = {"Navn": "sagsbehandleren", "fs": "sagsbehandleren", "borger": "borgeren", "enhed": "enheden", "kommune": "kommunen"}


def check(
    definition: Definition, answers: Answers, *, today: date, finishing: bool = False, names: Mapping[str, str] | None = None
) -> list[Problem]:
    """Every problem of the visible answers, in the form's order.

    answers: with computed values where the form's advice asks them (answers.with_computed).
    finishing: also what is required (`answer.required` blocks, `answer.recommended` is a note).
    names: words for the placeholders in labels (profile.names).
    """
    settled = settle(definition, answers, today)
    words = {**_ANYONE, **(names or {})}
    problems: list[Problem] = []
    for path, field, value, row in walk(definition, settled, today):
        if is_filled(value):
            problems += _unfit(path, field, value, today)
        if finishing:
            problems += _missing(path, field, value, settled, row, today, words)
    for advice in definition.advice:
        problems += _advised(advice, definition, settled, today, words)
    return problems


def _unfit(path: str, field: Field, value: Any, today: date) -> Iterator[Problem]:
    if not fits(field, value):
        yield Problem("answer.wrong_type", path, "Det, der står her, er ikke et svar på spørgsmålet.", "Svar igen.")
        return
    match field.kind:
        case "cpr":
            born = cpr.birth_date(value)
            if born is None or (born > today and not cpr.is_replacement(value)):
                yield Problem(
                    "answer.wrong_cpr", path, "CPR-nummerets fødselsdag kan ikke passe.", "Se efter, om cifrene er rigtige."
                )
            elif not cpr.is_replacement(value) and not cpr.passes_modulus_11(value):
                text = "CPR-nummeret går ikke op med kontrolcifferet."
                yield Problem("answer.cpr_modulus", path, text, "Se cifrene efter. Er de rigtige, så lad dem stå.", "note")
        case "phone" if phones.read(value) is None:
            text = "Det ligner ikke et telefonnummer."
            yield Problem("answer.unsure_phone", path, text, "Se efter, om der er otte cifre.", "note")
        case "mail" if not is_mail(value):
            yield Problem(
                "answer.unsure_mail", path, "Det ligner ikke en mailadresse.", "Se efter, om den er navn@sted.dk.", "note"
            )
        case "choice" | "choices":
            known = {option.id for option in field.options}
            if not known.issuperset(value if isinstance(value, list) else [value]):
                yield Problem("answer.unknown_option", path, "Svaret er ikke længere et af dem, der kan vælges.", "Vælg igen.")
        case "rows" if field.at_most is not None and len(value) > field.at_most:
            text = f"Her kan højst være {field.at_most}."
            yield Problem("answer.too_many_rows", path, text, "Tag dem væk, der ikke skal med.")


def _missing(
    path: str, field: Field, value: Any, answers: Answers, scope: Answers | None, today: date, words: Mapping[str, str]
) -> Iterator[Problem]:
    if field.computed is not None or field.kind == "fixed" or (scope is not None and _is_untouched(scope)):
        return
    required = field.required if holds(field.required_if, answers, scope, today) else "no"
    remedy = f"Svar på »{_say(field.label, words)}«."
    if not is_filled(value):
        if required == "hard":
            yield Problem("answer.required", path, "Her mangler et svar.", remedy)
        elif required == "soft":
            yield Problem("answer.recommended", path, "Her er ikke svaret endnu.", remedy, "note")
    if field.kind == "rows" and len(value or ()) < field.at_least and (is_filled(value) or required != "hard"):
        yield Problem("answer.too_few_rows", path, f"Her skal mindst være {field.at_least}.", remedy)


def _is_untouched(row: Answers) -> bool:
    """Whether nothing has been answered in a row: it waits, and nothing is required of it."""
    return not any(is_filled(value) for key, value in row.items() if key != "_id")


def _advised(
    advice: Advice, definition: Definition, answers: Answers, today: date, words: Mapping[str, str]
) -> Iterator[Problem]:
    top_id, _, cell_id = advice.field.partition("/")
    rows = next((field for field in top_fields(definition) if field.id == top_id and cell_id), None)
    places: list[tuple[str, Answers | None]] = [(advice.field, None)]
    if rows is not None:
        places = [(f"{top_id}/{row['_id']}/{cell_id}", row_scope(rows, row)) for row in answers.get(top_id) or ()]
    for path, scope in places:
        if holds(advice.show_if, answers, scope, today):
            text, remedy = _say(advice.text, words), _say(advice.remedy, words)
            yield Problem(f"advice.{advice.id}", path, text, remedy, advice.severity)


def _say(texts: Texts, words: Mapping[str, str]) -> str:
    return fill(text_in(texts), words)
