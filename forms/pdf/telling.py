"""One line of the short paper from its template: fields in braces, what may be missing in square brackets.

A line all of whose fields are empty is no line. Names (`{Navn}`) never decide, but a bracket of unknown names alone goes too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from forms.conditions import is_filled
from forms.model import Field
from forms.pdf.lines import Rich, Run, plain
from forms.pdf.matter import Matter
from forms.pdf.words import word
from forms.texts import NAME_WORDS, PLACEHOLDER

_LONGEST_LEAD = 32
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_PLACE = "kort papir"


class Scope(NamedTuple):
    """Where a line looks for its fields: in a row first, then in the document. number: of the row, from 1."""

    rows_id: str = ""
    row: Mapping[str, Any] | None = None
    number: int = 0


class _Told(NamedTuple):
    """A piece of a line. asked, filled: how many fields it asked, how many were answered; names, known: the same of names."""

    text: str = ""
    asked: int = 0
    filled: int = 0
    names: int = 0
    known: int = 0

    def __add__(self, other: tuple[Any, ...]) -> _Told:
        return _Told(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def is_empty(self) -> bool:
        """True when everything that it asked for is missing."""
        return not self.filled if self.asked else bool(self.names) and not self.known


class Line:
    """A line's teller. `waits` becomes True when one of its answers was left out for the next time."""

    def __init__(self, matter: Matter, scope: Scope = Scope()) -> None:  # noqa: B008 - a tuple
        self._matter = matter
        self._scope = scope
        self.waits = False

    def rich(self, template: str) -> Rich:
        """The line, with fixed words before a colon set strong; () when all it asks for is missing."""
        lead = self._lead(template)
        told = self._bracketed(template)
        if told.is_empty and (told.asked or not re.search(r"\w", told.text)):
            return ()
        if self.waits:
            waits = self._matter.left_out
            return (Run(f"{lead} ", strong=True), Run(waits)) if lead else plain(waits)
        text = smooth(told.text)
        if lead and text.startswith(lead):
            return (Run(lead, strong=True), Run(text[len(lead) :]))
        return plain(text)

    def words(self, template: str) -> str:
        """The line's words, without any weight."""
        return smooth(self._bracketed(template).text)

    def _lead(self, template: str) -> str:
        """The fixed words before the first field when they end in a colon and are few."""
        fields = (found.start() for found in PLACEHOLDER.finditer(template) if not _is_name(found[1]))
        first = next(fields, None)
        if first is None:
            return ""
        lead = self._tell(template[:first].split("[")[0], at_start=True).text.strip()
        return lead if lead.endswith(":") and len(lead) <= _LONGEST_LEAD else ""

    def _bracketed(self, template: str) -> _Told:
        told = _Told()
        position = 0
        for found in _BRACKETS.finditer(template):
            told += self._tell(template[position : found.start()], at_start=not told.text)
            inner = self._tell(found[1], at_start=not told.text)
            told += inner._replace(text="") if inner.is_empty else inner
            position = found.end()
        return told + self._tell(template[position:], at_start=not told.text)

    def _tell(self, template: str, *, at_start: bool) -> _Told:
        told = _Told()
        position = 0
        for found in PLACEHOLDER.finditer(template):
            told += _Told(template[position : found.start()])
            position = found.end()
            if found[1] == "nr":
                told += _Told(str(self._scope.number))
            elif _is_name(found[1]):
                name = self._matter.names.get(found[1], "")
                if at_start and not told.text.strip():
                    name = name[:1].upper() + name[1:]
                told += _Told(name or "…", names=1, known=bool(name))
            else:
                text = self._answer(found[1], begins=at_start and not told.text.strip())
                told += _Told(text, asked=1, filled=bool(text))
        told += _Told(template[position:])
        return told._replace(text=self._matter.spell(told.text, _PLACE))

    def _answer(self, field_id: str, *, begins: bool) -> str:
        matter, scope = self._matter, self._scope
        field = matter.field(field_id, scope.rows_id) if scope.row is not None else None
        if field is not None and scope.row is not None:
            path, value = f"{scope.rows_id}/{scope.row['_id']}/{field_id}", scope.row.get(field_id)
        else:
            field, path, value = matter.field(field_id), field_id, matter.answers.get(field_id)
        if field is None or not matter.shows_column(field) or field.kind in ("cpr", "signature"):
            return ""
        if matter.is_left_out(path):
            self.waits = True
            return matter.left_out
        standings = matter.standings(path)
        if standings:
            both = [f"{matter.value(field, one, path) or '(slettet)'} ({who}, {when})" for one, who, when in standings]
            return matter.spell(" / ".join(both), path)
        return _in_sentence(matter, field, value, path, begins=begins)


def smooth(text: str) -> str:
    """Without doubled full stops, clocks and blanks where an answer was missing or ended by itself."""
    text = re.sub(r" {2,}", " ", text).strip()
    text = re.sub(r"\bkl\.[ \u00a0]kl\.", "kl.", text)
    text = re.sub(r"([.!?…])\.(?!\.)", r"\1", text)
    text = re.sub(r" +([.,;])", r"\1", text)
    return re.sub(r"^[·,;]\s*|\s*[·,;]$", "", text)


def _is_name(word: str) -> bool:
    return word in NAME_WORDS


def _in_sentence(matter: Matter, field: Field, value: Any, path: str, *, begins: bool) -> str:
    """An answer as it stands within a sentence."""
    if field.kind == "fixed":
        return matter.text(field.label, path) if matter.shows(field) else ""
    if not is_filled(value):
        return ""
    if field.kind == "rows":
        cell = next((cell for cell in field.fields if cell.id == field.row_name), None)
        named = [matter.value(cell, row.get(cell.id), f"{path}/{row['_id']}/{cell.id}") for row in value] if cell else []
        named = [_one_line(name) for name in named if name]
        return _sentences(named) if cell and cell.kind == "text" else _and(named, matter.request.lang)
    if field.kind == "choices" and isinstance(value, list):
        return _sentences([matter.value(field, [one], path) for one in value])
    text = _one_line(matter.value(field, value, path))
    if field.kind in ("choice", "yes_no") and not begins:
        return text[:1].lower() + text[1:]
    return text


def _one_line(text: str) -> str:
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return " ".join(part if part[-1] in ".,;:!?" or part is parts[-1] else f"{part}." for part in parts)


def _sentences(texts: list[str]) -> str:
    """Texts after each other, each with its full stop but for the last, which the template ends."""
    ended = [text if text[-1] in ".!?…" else f"{text}." for text in texts]
    return " ".join(ended).removesuffix(".") if texts and texts[-1][-1] not in ".!?…" else " ".join(ended)


def _and(words: list[str], lang: str) -> str:
    return f" {word('and', lang)} ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))
