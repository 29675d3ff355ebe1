"""A form laid open: every field with what a person or a program needs to answer it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms.model import Definition, Field, Section
from forms.texts import text_in

_KINDS = {
    "line": "linje", "text": "tekst", "date": "dato", "time": "klokkeslæt", "number": "tal", "yes_no": "ja/nej",
    "choice": "ét svar", "choices": "flere svar", "phone": "telefon", "mail": "mail", "cpr": "CPR-nummer", "person": "navn",
    "signature": "underskrift", "fixed": "fast tekst", "rows": "rækker",
}  # fmt: skip
_REQUIRED = {"hard": "skal svares", "soft": "bør svares", "no": ""}


def outline(definition: Definition) -> dict[str, Any]:
    """The form as JSON. `fields` are in the form's order; of kind rows, `rows` holds the fields of each row."""
    return {
        "id": definition.id,
        "version": definition.version,
        "standard_name": definition.standard_name,
        "title": definition.title,
        "languages": list(definition.languages),
        "finished": definition.finished,
        "given": definition.given,
        "fingerprint": definition.fingerprint,
        "sections": [
            {"id": section.id, "title": section.title, "visibility": section.visible, "show_if": section.show_if}
            for section in definition.sections
        ],
        "fields": [_field(field, section) for section in definition.sections for field in section.fields],
    }


def lines(definition: Definition) -> Iterator[str]:
    """The form for a person to read: sections, and under each its fields."""
    yield f"{definition.id}, udgave {definition.version}: {text_in(definition.standard_name)} ({text_in(definition.title)})"
    for section in definition.sections:
        internal = "  [internt]" if section.visible == "internal" else ""
        yield ""
        yield f"{text_in(section.title)}  ({section.id}){internal}"
        for field in section.fields:
            yield from _field_lines(field, "  ")


def _field(field: Field, section: Section) -> dict[str, Any]:
    internal = "internal" in (field.visible, section.visible)
    return {
        "id": field.id,
        "kind": field.kind,
        "label": field.label,
        "required": field.required,
        "visibility": "internal" if internal else "citizen",
        "section": section.id,
        "options": [{"id": option.id, "label": option.label} for option in field.options],
        "rows": [_field(cell, section) for cell in field.fields],
        "computed": field.computed is not None,
        "short": field.short,
        "show_if": field.show_if,
        "required_if": field.required_if,
        "prefill": list(field.prefill),
        "compound": field.compound,
        "ffb": field.ffb,
    }


def _field_lines(field: Field, indent: str) -> Iterator[str]:
    marks = (
        _KINDS[field.kind],
        "regnes ud" if field.computed is not None else _REQUIRED[field.required],
        "internt" if field.visible == "internal" else "",
        "vises kun sommetider" if field.show_if is not None else "",
    )
    yield f"{indent}{field.id}: {text_in(field.label)}  [{', '.join(filter(None, marks))}]"
    for option in field.options:
        yield f"{indent}    {option.id} = {text_in(option.label)}"
    for cell in field.fields:
        yield from _field_lines(cell, indent + "    ")
