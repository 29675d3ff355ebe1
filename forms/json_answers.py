"""Answers from JSON: every value held against its field, everything wrong told at once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, time
from difflib import get_close_matches
from typing import Any

from forms import cpr, numbers, phones
from forms.following import complete
from forms.model import Definition, Field
from forms.paths import Answers, top_fields
from forms.problems import Problem, ProblemsError
from forms.strings import clean, clean_line

SIGNATURE_WAYS = ("papir", "skaerm", "ord", "vil_ikke")
_ROW_ID = re.compile(r"[A-Za-z0-9_]{1,40}\Z")

Refusal = tuple[str, str, str]
"""Code, sentence, remedy."""


class _WrongError(Exception):
    def __init__(self, code: str, text: str, remedy: str) -> None:
        self.refusal: Refusal = (code, text, remedy)
        super().__init__(text)


def shape_answers(definition: Definition, data: object) -> Answers:
    """See reading.read_answers."""
    problems: list[Problem] = []
    if not isinstance(data, dict):
        remedy = 'Skriv svarene i krøllede parenteser: {"felt": værdi}.'
        raise ProblemsError([Problem("answer.wrong_type", "", "Svarene er ikke en liste af felter med værdier.", remedy)])
    answers = _shape(data, {field.id: field for field in top_fields(definition)}, "", problems)
    if problems:
        raise ProblemsError(problems)
    return complete(definition, answers)


def _shape(data: dict[str, Any], fields: dict[str, Field], place: str, problems: list[Problem]) -> Answers:
    answers: Answers = {}
    for key, value in data.items():
        if place and key == "_id":
            continue
        field = fields.get(key)
        if field is None:
            problems.append(_unknown(place + key, key, fields))
        elif value is None:
            continue
        elif field.kind == "rows":
            rows = _rows(field, value, place + key, problems)
            if rows:
                answers[key] = rows
        else:
            try:
                shaped = _SHAPERS[field.kind](field, value)
            except _WrongError as wrong:
                code, text, remedy = wrong.refusal
                problems.append(Problem(code, place + key, text, remedy))
            else:
                if shaped not in ("", []):
                    answers[key] = shaped
    return answers


def _rows(field: Field, value: Any, place: str, problems: list[Problem]) -> list[Answers]:
    if not isinstance(value, list):
        problems.append(Problem("answer.wrong_type", place, "Her skal stå en liste af rækker.", 'Skriv [{"felt": værdi}, …].'))
        return []
    cells = {cell.id: cell for cell in field.fields}
    rows: list[Answers] = []
    given = {row["_id"] for row in value if isinstance(row, dict) and is_row_id(row.get("_id"))}
    fresh = (row_id for number in range(1, len(value) + len(given) + 1) if (row_id := f"r{number}") not in given)
    taken: set[str] = set()
    for number, row in enumerate(value, start=1):
        if not isinstance(row, dict):
            problems.append(
                Problem("answer.wrong_type", f"{place}/r{number}", "Rækken har ingen felter.", 'Skriv {"felt": værdi}.')
            )
            continue
        found: Any = row["_id"] if "_id" in row else next(fresh)
        if not is_row_id(found) or found in taken:
            text = "Rækkens _id kan ikke bruges, eller det står på to rækker."
            problems.append(Problem("answer.row_id", f"{place}/r{number}", text, "Slet _id: Rygsæk giver selv rækken et."))
            continue
        taken.add(found)
        rows.append({"_id": found, **_shape(row, cells, f"{place}/{found}/", problems)})
    return rows


def wrong_in(field: Field, value: Any) -> bool:
    """Whether a value is no answer to a field."""
    try:
        _SHAPERS[field.kind](field, value)
    except (_WrongError, KeyError):
        return True
    return False


def is_row_id(value: object) -> bool:
    """Whether a value can name a row."""
    return isinstance(value, str) and _ROW_ID.match(value) is not None


def _unknown(place: str, key: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(key, list(known), n=1)
    remedy = f"Mente du »{near[0]}«?" if near else "Se formularens felter med: rygsaek forms show ID"
    return Problem("answer.unknown_field", place, f"Formularen har ikke feltet »{key}«.", remedy)


def _wrong_type(wanted: str) -> _WrongError:
    return _WrongError("answer.wrong_type", "Svaret har en forkert type.", f"Skriv {wanted}.")


def _string(value: Any, wanted: str = 'tekst i anførselstegn: "…"') -> str:
    if not isinstance(value, str):
        raise _wrong_type(wanted)
    return value


def _day(field: Field, value: Any) -> str:
    text = _string(value, 'en dato som "2026-05-04"').strip()
    try:
        if text and len(text) != 10:
            raise ValueError
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise _WrongError(
            "answer.wrong_date", f"»{clip(text)}« er ikke en dato.", 'Skriv år, måned og dag: "2026-05-04".'
        ) from None


def _clock(field: Field, value: Any) -> str:
    text = _string(value, 'et klokkeslæt som "10:30"').strip()
    try:
        if text and len(text) != 5:
            raise ValueError
        return time.fromisoformat(text).strftime("%H:%M") if text else ""
    except ValueError:
        raise _WrongError(
            "answer.wrong_time", f"»{clip(text)}« er ikke et klokkeslæt.", 'Skriv time og minut: "10:30".'
        ) from None


def _number(field: Field, value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong_type("et tal uden anførselstegn")
    if (isinstance(value, float) and not math.isfinite(value)) or abs(value) >= numbers.LARGEST:
        raise _WrongError("answer.wrong_number", "Tallet er for stort.", "Skriv et tal med højst 15 cifre.")
    return numbers.sound(value)


def _truth(field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong_type("true eller false, uden anførselstegn")
    return value


def _choice(field: Field, value: Any) -> str:
    return _option(field, _string(value, "et af svarenes id"))


def _choices(field: Field, value: Any) -> list[str]:
    if not isinstance(value, list):
        raise _wrong_type('en liste af svar: ["a", "b"]')
    chosen = {_option(field, _string(item, 'en liste af svar: ["a", "b"]')) for item in value}
    return [option.id for option in field.options if option.id in chosen]


def _option(field: Field, value: str) -> str:
    ids = [option.id for option in field.options]
    if value not in ids:
        raise _WrongError("answer.unknown_option", f"»{clip(value)}« er ikke et af svarene.", f"Skriv et af: {', '.join(ids)}.")
    return value


def _cpr(field: Field, value: Any) -> str:
    text = _string(value, 'ti cifre i anførselstegn: "ddmmåå-nnnn"')
    digits = cpr.compact(text)
    if digits is None and text.strip():
        # The number itself is never repeated in a problem: problems end in logs and on screens.
        raise _WrongError("answer.wrong_cpr", "Det er ikke et CPR-nummer.", "Skriv ti cifre: fødselsdag, måned, år og fire til.")
    return digits or ""


def _phone(field: Field, value: Any) -> str:
    text = clean_line(_string(value, 'nummeret i anførselstegn: "12 34 56 78"'))
    return phones.read(text) or text


def _signature(field: Field, value: Any) -> dict[str, str]:
    wanted = '{"how": "papir", "name": "…", "date": "2026-05-04"}'
    if not isinstance(value, dict) or set(value) - {"how", "name", "date"} or value.get("how") not in SIGNATURE_WAYS:
        raise _wrong_type(f"{wanted}; how er {', '.join(SIGNATURE_WAYS)}")
    when = value.get("date")
    return {
        "how": value["how"],
        "name": clean_line(_string(value.get("name", ""), wanted)),
        "date": _day(field, when) if when not in (None, "") else "",
    }


def _fixed(field: Field, value: Any) -> str:
    raise _WrongError("answer.not_asked", "Feltet er en fast tekst og har intet svar.", "Slet det fra svarene.")


def clip(text: str) -> str:
    """At most forty characters of what was given, for a sentence about it."""
    line = clean_line(text)
    return line if len(line) <= 40 else line[:39] + "…"


_SHAPERS: dict[str, Callable[[Field, Any], Any]] = {
    "line": lambda field, value: clean_line(_string(value)),
    "text": lambda field, value: clean(_string(value)),
    "person": lambda field, value: clean_line(_string(value)),
    "mail": lambda field, value: clean_line(_string(value)),
    "date": _day,
    "time": _clock,
    "number": _number,
    "yes_no": _truth,
    "choice": _choice,
    "choices": _choices,
    "phone": _phone,
    "cpr": _cpr,
    "signature": _signature,
    "fixed": _fixed,
}
