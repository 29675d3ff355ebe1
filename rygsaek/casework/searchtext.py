"""What can be found in a case: every answer that stands, as people read it, of known and unknown forms alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from forms.model import Definition, Field
from forms.values import show_value
from rygsaek.casework.documents import BORGER, Begun, content, documents, field_of, paths_of, row_order
from rygsaek.casework.folding import words
from rygsaek.casework.summary import DefinitionOf
from rygsaek.history.registers import CaseState

_SHOWN: Final = frozenset({"date", "choice", "choices", "phone", "cpr", "signature", "number"})
_WHO: Final = frozenset({"line", "person", "phone", "mail", "cpr", "date"})
_SILENT: Final = frozenset({"yes_no", "fixed", "rows", "time"})


class FoundText(msgspec.Struct, frozen=True, array_like=True):
    """One answer. text: as shown (a CPR number masked); words: the folded ones that find it; is_who: tells who it is.

    words: each once, a space before each, so that " hu" stands in them where one begins with "hu"; some may not be shown.
    """

    document: str
    form: str
    path: str
    text: str
    words: str
    is_who: bool


def texts_of(state: CaseState, definition_of: DefinitionOf) -> list[FoundText]:
    """Everything that can be found in a case, the case's own facts first. Of an answer in conflict every value."""
    begun = sorted(documents(state), key=lambda one: one.form != BORGER)
    return [text for one in begun for text in _of_document(state, one, definition_of(one))]


def _of_document(state: CaseState, begun: Begun, definition: Definition | None) -> Iterator[FoundText]:
    rows: dict[str, frozenset[str]] = {}
    for name, register in content(state, begun.document):
        top, _, rest = name.partition("/")
        if rest:
            row, _, cell = rest.partition("/")
            if cell in ("", "^"):
                continue
            if top not in rows:
                rows[top] = frozenset(one.id for one in row_order(state, begun.document, top))
            if row not in rows[top]:
                continue
        for standing in register.standings:
            for path, value in paths_of(name, standing.value):
                field = field_of(definition, path)
                text, unseen = _said(field, value)
                if text or unseen:
                    found = "".join(f" {word}" for word in dict.fromkeys((*words(text), *words(unseen))))
                    is_who = begun.form == BORGER and (field is None or field.kind in _WHO)
                    yield FoundText(begun.document, begun.form, path, text, found, is_who)


def _said(field: Field | None, value: Any) -> tuple[str, str]:
    if value is None or (field is not None and field.kind in _SILENT):
        return "", ""
    if field is None:
        return " ".join(_strings(value)), ""
    if field.kind in _SHOWN:
        try:
            shown = show_value(field, value)
        except (ValueError, TypeError, KeyError):
            return " ".join(_strings(value)), ""
        return shown, value if field.kind in ("cpr", "phone", "date") and isinstance(value, str) else ""
    return " ".join(_strings(value)), ""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
