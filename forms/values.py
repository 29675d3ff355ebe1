"""Text to value and back, for every kind: what people type, what people read, what the editor shows.

Wrong input is a Problem and never an exception; the caller keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from forms import choices, clocks, cpr, dates, numbers, phones
from forms.calendar_words import YES_NO, date_in_words, day_in_words, time_in_words
from forms.model import Field
from forms.problems import Problem
from forms.strings import clean, clean_line
from forms.texts import text_in

Value = Any
"""str, int, float, bool, list[str] or dict, as the field's kind says; None is unanswered."""

SIGNATURE_WORDS = {"papir": "På papir", "skaerm": "På skærm", "ord": "Med ord", "vil_ikke": "Vil ikke skrive under"}


def read_value(field: Field, typed: str, today: date) -> Value | Problem:
    """The value that a person meant, None for nothing typed, or a Problem that says how to write it. Never raises.

    today: what "i morgen" counts from. The Problem's field is the field's id: the caller knows the path.
    """
    text = clean(typed)
    if not text:
        return None
    if field.kind in ("fixed", "rows"):
        return Problem("answer.not_typed", field.id, "Her kan ikke skrives noget.", "Skriv i et af felterne ved siden af.")
    return _READERS[field.kind](field, text, today)


def show_value(field: Field, value: Value, lang: str = "da", *, today: date | None = None, show_cpr: bool = False) -> str:
    """The value as people read it, "" for unanswered.

    today: leaves out the year of dates in the same year, as on a screen. show_cpr: else its last four digits are hidden.
    """
    if value is None:
        return ""
    match field.kind, value:
        case "date", str() if day := _day(value):
            return day_in_words(day, lang, today=today) if field.weekday else date_in_words(day, lang)
        case "time", str() if clocks.read(value) == value:
            return time_in_words(value, lang)
        case "phone", str():
            return phones.show(value)
        case "cpr", str():
            return cpr.dashed(value, masked=not show_cpr)
        case "yes_no", bool():
            own = {option.id: text_in(option.label, lang) for option in field.options}
            yes, no = YES_NO.get(lang, YES_NO["da"])
            return own.get("ja", yes) if value else own.get("nej", no)
        case "number", int() | float() if not isinstance(value, bool):
            return numbers.show(value)
        case ("choice", str()) | ("choices", list()):
            wanted = value if isinstance(value, list) else [value]
            labels = {option.id: text_in(option.label, lang) for option in field.options}
            return ", ".join(labels.get(str(option), str(option)) for option in wanted)
        case "signature", {"how": how}:
            signed = _day(value.get("date"))
            when = day_in_words(signed, lang, today=today) if signed else ""
            parts = (str(value.get("name", "")), SIGNATURE_WORDS.get(str(how), str(how)).lower(), when)
            return ", ".join(part for part in parts if part)
        case "rows", list():
            return f"{len(value)}"
    return str(value)


def fits(field: Field, value: Value) -> bool:
    """Whether a value is of the kind that a field's answers are: another program, or another form, may have stored another."""
    match field.kind:
        case "yes_no":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "choices":
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case "rows":
            return isinstance(value, list)
        case "signature":
            return isinstance(value, dict)
    return isinstance(value, str)


def edit_text(field: Field, value: Value) -> str:
    """The value as it stands in an editor: read_value() of it gives the same value back."""
    if value is None:
        return ""
    match field.kind, value:
        case "date", str() if day := _day(value):
            return f"{day.day}/{day.month}-{day.year:04}"
        case "time", str():
            return value.replace(":", ".")
        case "phone", str():
            return phones.show(value)
        case "cpr", str():
            return cpr.dashed(value, masked=False)
        case "yes_no", bool():
            return "Ja" if value else "Nej"
        case "number", int() | float() if not isinstance(value, bool):
            return f"{Decimal(repr(value)):f}".replace(".", ",")
        case ("choice", str()) | ("choices", list()):
            return choices.edit_text(field, [str(one) for one in (value if isinstance(value, list) else [value])])
        case "signature", dict():
            return "; ".join(str(value.get(key, "")) for key in ("how", "name", "date"))
    return str(value)


def _day(value: object) -> date | None:
    """A stored day; None for what another program, or another kind of field, may have stored."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def is_mail(address: str) -> bool:
    """Whether a text looks like a mail address: one @, a dot behind it, no blanks."""
    name, _, host = address.partition("@")
    return bool(name) and "." in host[1:-1] and " " not in address and "@" not in host and ".." not in host


def _read_date(field: Field, text: str, today: date) -> Value | Problem:
    found = dates.read(clean_line(text), today)
    if isinstance(found, date):
        return found.isoformat()
    return Problem(found.code, field.id, found.text, found.remedy)


def _read_time(field: Field, text: str, today: date) -> Value | Problem:
    found = clocks.read(clean_line(text))
    return found or Problem("answer.wrong_time", field.id, "Det er ikke et klokkeslæt.", "Skriv for eksempel 10.30.")


def _read_number(field: Field, text: str, today: date) -> Value | Problem:
    found = numbers.read(clean_line(text))
    return (
        found
        if found is not None
        else Problem("answer.wrong_number", field.id, "Det er ikke et tal.", "Skriv kun tallet, som 12 eller 3,5.")
    )


def _read_yes_no(field: Field, text: str, today: date) -> Value | Problem:
    word = clean_line(text).casefold().rstrip(".!,")
    if word in ("j", "ja", "jo", "y", "yes", "x", "1", "ja tak", "sand", "true"):
        return True
    if word in ("n", "nej", "no", "0", "nej tak", "falsk", "false"):
        return False
    return Problem("answer.wrong_yes_no", field.id, "Her kan stå ja eller nej.", "Skriv j eller n.")


def _read_phone(field: Field, text: str, today: date) -> Value | Problem:
    found = phones.read(clean_line(text))
    remedy = "Skriv otte cifre, eller + og landets nummer først."
    return found or Problem("answer.wrong_phone", field.id, "Det er ikke et telefonnummer.", remedy)


def _read_mail(field: Field, text: str, today: date) -> Value | Problem:
    address = clean_line(text).removeprefix("mailto:").strip("<> ")
    if is_mail(address):
        return address
    return Problem("answer.wrong_mail", field.id, "Det er ikke en mailadresse.", "Skriv den som navn@sted.dk.")


def _read_cpr(field: Field, text: str, today: date) -> Value | Problem:
    found = cpr.compact(text)
    if found is None:
        return Problem("answer.wrong_cpr", field.id, "Det er ikke et CPR-nummer.", "Skriv ti cifre: dag, måned, år og fire til.")
    return found


def _read_choice(field: Field, text: str, today: date) -> Value | Problem:
    found = choices.read_one(field, clean_line(text))
    return found if isinstance(found, str) else Problem(found.code, field.id, found.text, found.remedy)


def _read_choices(field: Field, text: str, today: date) -> Value | Problem:
    found = choices.read_many(field, text)
    return found if isinstance(found, list) else Problem(found.code, field.id, found.text, found.remedy)


def _read_signature(field: Field, text: str, today: date) -> Value | Problem:
    parts = [clean_line(part) for part in text.split(";")]
    how = next((way for way, words in SIGNATURE_WORDS.items() if parts[0].casefold() in (way, words.casefold())), None)
    when = dates.read(parts[2], today) if len(parts) > 2 and parts[2] else None
    if how is None or len(parts) > 3 or isinstance(when, Problem):
        remedy = "Skriv papir, skaerm, ord eller vil_ikke; og så navn og dato efter semikolon."
        return Problem("answer.wrong_signature", field.id, "Det er ikke en underskrift.", remedy)
    name = parts[1] if len(parts) > 1 else ""
    return {"how": how, "name": name, "date": when.isoformat() if when else ""}


_READERS: dict[str, Callable[[Field, str, date], Value | Problem]] = {
    "line": lambda field, text, today: clean_line(text),
    "text": lambda field, text, today: text,
    "person": lambda field, text, today: clean_line(text),
    "date": _read_date,
    "time": _read_time,
    "number": _read_number,
    "yes_no": _read_yes_no,
    "phone": _read_phone,
    "mail": _read_mail,
    "cpr": _read_cpr,
    "choice": _read_choice,
    "choices": _read_choices,
    "signature": _read_signature,
}
