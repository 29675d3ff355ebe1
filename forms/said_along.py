"""What a person says along with a day: »mandag kl. 10« answers the time field that follows the date field too."""

from __future__ import annotations

from forms import clocks, dates
from forms.model import Definition, Field
from forms.paths import field_at, top_fields
from forms.strings import clean_line


def time_along(definition: Definition, path: str, typed: str) -> tuple[str, str] | None:
    """The path of the time field that stands right behind a date field, and the time (`HH:MM`) that was typed with the day.

    None where the field is no date, nothing of a time was said, or no time is asked for there. Raises KeyError for no field.
    """
    field = field_at(definition, path)
    if field.kind != "date":
        return None
    _, _, tail = dates.split_time(clean_line(typed))
    clock = clocks.read(tail) if tail else None
    follower = _after(definition, path, field)
    if clock is None or follower is None or follower.kind != "time":
        return None
    return path[: len(path) - len(field.id)] + follower.id, clock


def _after(definition: Definition, path: str, field: Field) -> Field | None:
    rows = field_at(definition, path.partition("/")[0])
    beside = list(rows.fields) if "/" in path else list(top_fields(definition))
    place = beside.index(field)
    return beside[place + 1] if place + 1 < len(beside) else None
