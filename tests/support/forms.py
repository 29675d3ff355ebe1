"""The built-in forms and their filled examples, for every test that needs a form with answers in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forms.library import Library
from forms.model import Definition, Field, Texts
from forms.paths import Answers
from forms.reading import read_answers
from forms.texts import text_in

BUILT_IN = Library.load()
FORMS = BUILT_IN.ids()
EXAMPLES = Path(__file__).parent / "answers"


def definition(form_id: str) -> Definition:
    """A built-in form, in its newest version."""
    return BUILT_IN.newest(form_id)


def example(name: str) -> tuple[Definition, Answers]:
    """A filled example (`samtykke_nej`) with the form it belongs to (`samtykke`)."""
    form = definition(form_of(name))
    return form, read_answers(form, raw_example(name))


def form_of(name: str) -> str:
    """The form that an example belongs to: its name begins with the form's id."""
    return max((form_id for form_id in FORMS if f"{name}_".startswith(f"{form_id}_")), key=len)


def raw_example(name: str) -> dict[str, Any]:
    """A filled example as its JSON stands."""
    data: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    return data


def outline(form: Definition) -> dict[str, str]:
    """Each field's path without row ids → "kind required who"; a field of an internal section is internal."""
    lines: dict[str, str] = {}
    for section in form.sections:
        for field in section.fields:
            lines[field.id] = _line(field, section.visible == "internal")
            for cell in field.fields:
                lines[f"{field.id}/{cell.id}"] = _line(cell, "internal" in (section.visible, field.visible))
    return lines


def table(text: str) -> dict[str, str]:
    """An expected outline from lines such as `maal_3_mdr/maal  text hard citizen`."""
    rows = (line.split() for line in text.strip().splitlines())
    return {row[0]: " ".join(row[1:]) for row in rows}


def citizen_words(form: Definition) -> Iterator[str]:
    """Every text that a citizen meets in a form, headings and single words too, as it stands in the file."""
    sections = [section for section in form.sections if section.visible == "citizen"]
    met: list[Texts | None] = [] if form.is_internal else [form.title]
    for section in sections:
        met += [section.title, section.intro]
        for field in section.fields:
            for one in (field, *field.fields) if field.visible == "citizen" else ():
                met += [one.label, one.help, *(option.label for option in one.options)] if one.visible == "citizen" else []
    given = [block for paper in form.papers if paper.copy == "citizen" for block in paper.blocks]
    met += [paper.heading or paper.title for paper in form.papers if paper.copy == "citizen"]
    for block in (*form.short_paper, *given):
        met += [block.heading, *block.lines]
    return (text_in(texts) for texts in met if texts)


def _line(field: Field, within_internal: bool) -> str:
    computed = "computed" if field.computed is not None else field.required
    return f"{field.kind} {computed} {'internal' if within_internal else field.visible}"
