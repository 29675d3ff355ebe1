"""Where two things are written, in words and as JSON, for `rygsaek case …`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from forms.model import Field
from forms.paths import register_paths, top_fields
from forms.profile import fill, names
from forms.rules import asks_of
from forms.texts import text_in
from forms.values import show_value
from rygsaek.casework.desk import Desk, local
from rygsaek.casework.documents import Standing, field_of, paths_of
from rygsaek.casework.papers import DocumentView

Names = Mapping[str, str]
"""What stands in for a text's placeholders: `forms.profile.names`."""
AWAY, STANDS, NOTHING = "Taget væk", "Skal stå", "(ingenting)"
OVERRULED: Final = "Her har {who} taget en række væk, mens en anden skrev i den. Rækken står her stadig."
BETWEEN: Final = " · "


def names_in(desk: Desk, citizen_name: str) -> Names:
    """The words that questions ask for in braces."""
    return names(desk.profile, desk.worker, citizen_name)


def conflicts_json(shown: DocumentView) -> list[dict[str, Any]]:
    """Where two things stand in a paper."""
    return [
        {
            "document": shown.document,
            "form": shown.form,
            "register": register,
            "values": [{"value": one.value, "who": list(one.who), "at": iso(one.at)} for one in standing],
        }
        for register, standing in shown.conflicts.items()
    ]


def conflict_lines(shown: DocumentView, words: Names) -> Iterator[str]:
    """The same as a person reads it: the question, and beneath it each answer with who and when."""
    for register, standing in shown.conflicts.items():
        yield f"{title_of(shown)}: {_question(shown, register, words)}"
        for one in standing:
            yield f"    {_said(shown, register, one)}  ({', '.join(one.who)}, {_when(one.at)})"
    for row, who in shown.overruled.items():
        yield f"{title_of(shown)}: {_question(shown, row, words)}"
        yield f"    {OVERRULED.format(who=' og '.join(who))}"


def conflicts_in_one(shown: DocumentView, words: Names) -> Iterator[str]:
    """The same among the answers of the paper: a line each."""
    for register, standing in shown.conflicts.items():
        values = " / ".join(f"{_said(shown, register, one)} ({', '.join(one.who)})" for one in standing)
        yield f"Her er skrevet to ting. {_question(shown, register, words)} {values}"
    for row, who in shown.overruled.items():
        yield f"{_question(shown, row, words)}: {OVERRULED.format(who=' og '.join(who))}"


def disputed_paths(shown: DocumentView) -> frozenset[str]:
    """The paths of which a person must choose the answer, and what is worked out from them: none of the two is shown as if it
    stood alone."""
    twice = {
        path for register, standing in shown.conflicts.items() for one in standing for path, _ in paths_of(register, one.value)
    }
    fields = top_fields(shown.definition) if shown.definition is not None else ()
    follow = (one.id for one in fields if any(name in twice for asked in asks_of(one.computed) for name in asked))
    return frozenset((*twice, *follow))


def title_of(shown: DocumentView) -> str:
    """What a paper is called."""
    return text_in(shown.definition.standard_name, "da") if shown.definition is not None else shown.form


def label_of(field: Field, words: Names) -> str:
    """A field's question with the names put in."""
    return fill(text_in(field.label, "da"), words)


def plain(value: Any) -> str:
    """A value of which no form is known."""
    if isinstance(value, dict):
        return BETWEEN.join(plain(one) for one in value.values() if one is not None)
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def iso(ms: int) -> str:
    """When, for machines; a moment that no calendar has as its number."""
    try:
        return utc(datetime.fromtimestamp(ms / 1000, UTC))
    except (OverflowError, ValueError, OSError):
        return str(ms)


def utc(at: datetime) -> str:
    """A moment in UTC, for machines."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds") if 1 < at.year < 9999 else at.isoformat()


def _question(shown: DocumentView, register: str, words: Names) -> str:
    """What is asked; of what means something only together, each part."""
    paths = register_paths(shown.definition, register) if shown.definition is not None else ()
    fields = [field for path in paths if (field := field_of(shown.definition, path)) is not None]
    return BETWEEN.join(label_of(field, words) for field in fields) or register


def _said(shown: DocumentView, register: str, one: Standing) -> str:
    field = field_of(shown.definition, register)
    if field is not None and field.kind == "rows":
        return AWAY if one.value is None else STANDS
    parts = [_value(shown, path, value) for path, value in _in_order(shown, register, one.value) if value is not None]
    return BETWEEN.join(part for part in parts if part) or NOTHING


def _in_order(shown: DocumentView, register: str, value: Any) -> list[tuple[str, Any]]:
    given = dict(paths_of(register, value))
    asked = register_paths(shown.definition, register) if shown.definition is not None else ()
    return [(path, given[path]) for path in (*asked, *(one for one in given if one not in asked)) if path in given]


def _value(shown: DocumentView, path: str, value: Any) -> str:
    field = field_of(shown.definition, path)
    return show_value(field, value) if field is not None else plain(value)


def _when(ms: int) -> str:
    try:
        return f"{local(datetime.fromtimestamp(ms / 1000, UTC)):%d-%m-%Y %H.%M}"
    except (OverflowError, ValueError, OSError):
        return str(ms)
