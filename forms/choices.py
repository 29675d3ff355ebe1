"""Choosing by typing: an option's id, its words, its number, or the beginning of its words."""

from __future__ import annotations

import re

from forms.model import Field, Option
from forms.problems import Problem
from forms.texts import text_in

_BETWEEN = re.compile(r"\s*[;\n]\s*")
_COMMAS = re.compile(r"\s*(?:,|\bog\b)\s*")


def read_one(field: Field, text: str) -> str | Problem:
    """The id of the option meant, or a Problem that names those that could be."""
    found = _candidates(field.options, text)
    if len(found) == 1:
        return found[0].id
    listed = _listed(found or field.options)
    if found:
        return Problem("answer.unclear_option", field.id, "Det kan være flere af svarene.", f"Skriv mere: {listed}.")
    return Problem("answer.unknown_option", field.id, "Det er ikke et af svarene.", f"Vælg: {listed}.")


def read_many(field: Field, text: str) -> list[str] | Problem:
    """The ids of the options meant, in the form's order. Between them stands a semicolon, a line break, a comma or "og"."""
    chosen: set[str] = set()
    for part in filter(None, _BETWEEN.split(text)):
        whole = read_one(field, part)
        for word in [part] if isinstance(whole, str) else filter(None, _COMMAS.split(part)):
            found = read_one(field, word)
            if isinstance(found, Problem):
                return found
            chosen.add(found)
    if not chosen:
        return Problem("answer.unknown_option", field.id, "Det er ikke et af svarene.", f"Vælg: {_listed(field.options)}.")
    return [option.id for option in field.options if option.id in chosen]


def edit_text(field: Field, chosen: list[str]) -> str:
    """The options' words with semicolons between, or an option's id where its words alone would be read as something else."""
    return "; ".join(_surest(field, option_id) for option_id in chosen)


def _surest(field: Field, option_id: str) -> str:
    label = next((text_in(option.label) for option in field.options if option.id == option_id), option_id)
    safe = label == label.strip() and not _BETWEEN.search(label) and read_one(field, label) == option_id
    return label if safe else option_id


def _candidates(options: tuple[Option, ...], text: str) -> list[Option]:
    word = _plain(text)
    for matches in (
        [option for option in options if option.id == text],
        [option for option in options if word in _labels(option)],
        [options[int(word) - 1]]
        if word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= len(options)
        else [],
        [option for option in options if word and any(label.startswith(word) for label in _labels(option))],
        [option for option in options if word and option.id.startswith(word)],
    ):
        if matches:
            return matches
    return []


def _labels(option: Option) -> list[str]:
    return [_plain(label) for label in option.label.values()]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _listed(options: tuple[Option, ...] | list[Option]) -> str:
    return ", ".join(text_in(option.label).rstrip(".") for option in options[:8]) + (" …" if len(options) > 8 else "")
