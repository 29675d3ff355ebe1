"""While a question has two answers, whatever either of them would show stays in sight: in the form and on the internal paper.

Otherwise a yes and a no to "Er der nogen?" would hide what both wrote below, until somebody happened to choose the yes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from forms.answers import paths
from forms.conditions import asks
from forms.model import Definition, Field, Section
from forms.paths import Answers, put


def with_both_in_sight(
    definition: Definition, answers: Answers, disputed: Mapping[str, Sequence[Any]], today: date | None = None
) -> Definition:
    """The form in which nothing is hidden that one of the answers that stand would show.

    disputed: every value that stands at a path, None for nothing, of paths that have more than one.
    """
    asked = {name for section in definition.sections for field in section.fields for name in _asked(section, field)}
    deciding = {path: values for path, values in disputed.items() if path.rpartition("/")[2] in asked}
    while deciding:
        seen = {
            _place(found)
            for path, values in deciding.items()
            for value in values
            for found, _ in paths(definition, put(answers, path, value), today)
        }
        shown = replace(definition, sections=tuple(_open(section, seen) for section in definition.sections))
        if shown == definition:
            break
        definition = shown
    return definition


def _asked(section: Section, field: Field) -> set[str]:
    conditions = (section.show_if, field.show_if, *(cell.show_if for cell in field.fields))
    return {name for condition in conditions for pair in asks(condition) for name in pair if name}


def _place(path: str) -> str:
    """The same for every row: `rows/cell`."""
    top, _, rest = path.partition("/")
    return f"{top}/{rest.rpartition('/')[2]}" if rest else top


def _open(section: Section, seen: set[str]) -> Section:
    fields = tuple(
        replace(
            field,
            show_if=None if field.id in seen else field.show_if,
            fields=tuple(replace(cell, show_if=None) if f"{field.id}/{cell.id}" in seen else cell for cell in field.fields),
        )
        for field in section.fields
    )
    is_seen = any(field.id in seen for field in section.fields)
    return replace(section, show_if=None if is_seen else section.show_if, fields=fields)
