"""A time that is typed with a day."""

from __future__ import annotations

import pytest

from forms.said_along import time_along
from tests.support.inline import form

FORM = form("""
    [[section.field]]
    id = "dag"
    kind = "date"
    label = "Hvilken dag?"
    [[section.field]]
    id = "tid"
    kind = "time"
    label = "Hvornår?"
    [[section.field]]
    id = "frist"
    kind = "date"
    label = "Frist"
    [[section.field]]
    id = "note"
    kind = "line"
    label = "Note"
    [[section.field]]
    id = "moeder"
    kind = "rows"
    label = "Møder"
    field = [
      { id = "dag", kind = "date", label = "Dag" },
      { id = "fra", kind = "time", label = "Fra" },
      { id = "slut", kind = "date", label = "Slut" },
    ]
""")


@pytest.mark.parametrize(
    ("path", "typed", "found"),
    [
        ("dag", "fredag den 8. maj kl. 10.30", ("tid", "10:30")),
        ("dag", "i morgen, klokken halv tre", ("tid", "14:30")),
        ("moeder/r1/dag", "mandag kl 10", ("moeder/r1/fra", "10:00")),
        ("dag", "fredag den 8. maj", None),
        ("dag", "mandag kl. noget", None),
        ("frist", "mandag kl. 10", None),
        ("moeder/r1/slut", "mandag kl. 10", None),
        ("note", "mandag kl. 10", None),
    ],
)
def test_a_time_said_with_a_day_is_for_the_time_field_right_behind_it(
    path: str, typed: str, found: tuple[str, str] | None
) -> None:
    assert time_along(FORM, path, typed) == found
