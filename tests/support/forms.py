"""The built-in forms and their filled examples, for every test that needs a form with answers in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from forms.model import Definition, Field, Texts
from forms.paths import Answers
from forms.reading import read_answers, read_definition
from forms.texts import text_in

FORMS = ("borger", "samarbejdsaftale", "netvaerkskort", "samtykke", "besoeg")
EXAMPLES = Path(__file__).parent / "answers"


@cache
def definition(form_id: str) -> Definition:
    """A built-in form."""
    name = f"{form_id}.toml"
    return read_definition((files("forms") / "definitions" / name).read_text("utf-8"), name)


def example(name: str) -> tuple[Definition, Answers]:
    """A filled example (`samtykke_nej`) with the form it belongs to (`samtykke`)."""
    form = definition(name.partition("_")[0])
    return form, read_answers(form, raw_example(name))


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
    met: list[Texts | None] = [form.title]
    for section in sections:
        met += [section.title, section.intro]
        for field in section.fields:
            for one in (field, *field.fields) if field.visible == "citizen" else ():
                met += [one.label, one.help, *(option.label for option in one.options)] if one.visible == "citizen" else []
    for block in form.short_paper:
        met += [block.heading, *block.lines]
    return (text_in(texts) for texts in met if texts)


def _line(field: Field, within_internal: bool) -> str:
    computed = "computed" if field.computed is not None else field.required
    return f"{field.kind} {computed} {'internal' if within_internal else field.visible}"
