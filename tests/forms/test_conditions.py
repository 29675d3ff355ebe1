"""Conditions as data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forms.conditions import asks, holds
from tests.support.inline import TODAY

ANSWERS: dict[str, Any] = {
    "tolk": True,
    "nej": False,
    "nul": 0,
    "alder": 45,
    "dato": "2026-05-04",
    "foer": "2026-05-03",
    "fra": "10:00",
    "til": "11:00",
    "navn": "Anna",
    "tekst": "Alle relevante oplysninger",
    "valg": "sms",
    "emner": ["medicin", "bolig"],
    "part": [{"_id": "r1", "navn": "Bo", "svar": True}, {"_id": "r2", "navn": "Eva", "svar": False}],
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"field": "tolk", "is": True}, True),
        ({"field": "tolk", "is": False}, False),
        ({"field": "nej", "is": False}, True),
        ({"field": "findes_ikke", "is": True}, False),
        ({"field": "tolk", "is_not": True}, False),
        ({"field": "findes_ikke", "is_not": True}, True),
        ({"field": "valg", "one_of": ["sms", "brev"]}, True),
        ({"field": "valg", "one_of": ["brev"]}, False),
        ({"field": "emner", "contains": "bolig"}, True),
        ({"field": "emner", "contains": ["penge", "bolig"]}, True),
        ({"field": "emner", "contains": "penge"}, False),
        ({"field": "tekst", "contains": "relevante OPLYSNINGER"}, True),
        ({"field": "tekst", "contains": ["alt om", "alle relevante"]}, True),
        ({"field": "nej", "filled": True}, True),
        ({"field": "nul", "filled": True}, True),
        ({"field": "findes_ikke", "filled": False}, True),
        ({"field": "alder", "at_least": 45}, True),
        ({"field": "alder", "at_most": 44}, False),
        ({"field": "dato", "at_least": "2026-05-04"}, True),
        ({"field": "part", "at_least": 2}, True),
        ({"field": "part", "at_most": 1}, False),
        ({"field": "emner", "at_least": 3}, False),
        ({"field": "findes_ikke", "at_most": 3}, False),
        ({"field": "fra", "before": "til"}, True),
        ({"field": "til", "before": "fra"}, False),
        ({"field": "fra", "before": "fra"}, False),
        ({"field": "til", "after": "fra"}, True),
        ({"field": "dato", "after": "foer"}, True),
        ({"field": "dato", "after": "foer+1d"}, False),
        ({"field": "dato", "before": "foer+1y"}, True),
        ({"field": "foer", "before": "i_dag"}, True),
        ({"field": "dato", "before": "i_dag-1d"}, False),
        ({"field": "dato", "before": "findes_ikke"}, False),
        ({"field": "dato", "reached": True}, True),
        ({"field": "dato", "passed": True}, False),
        ({"field": "foer", "passed": True}, True),
        ({"field": "dato", "passed": False}, True),
        ({"field": "part", "some": {"field": "svar", "is": False}}, True),
        ({"field": "part", "every": {"field": "svar", "is": True}}, False),
        ({"field": "part", "every": {"field": "svar", "filled": True}}, True),
        ({"field": "findes_ikke", "every": {"field": "svar", "is": True}}, False),
        ({"all": [{"field": "tolk", "is": True}, {"field": "alder", "at_least": 18}]}, True),
        ({"all": [{"field": "tolk", "is": True}, {"field": "alder", "at_least": 50}]}, False),
        ({"any": [{"field": "tolk", "is": False}, {"field": "alder", "at_least": 18}]}, True),
        ({"not": {"field": "tolk", "is": True}}, False),
        (None, True),
    ],
)
def test_a_condition_holds(condition: dict[str, Any] | None, expected: bool) -> None:
    assert holds(condition, ANSWERS, None, TODAY) is expected


def test_the_same_row_is_asked_before_the_document() -> None:
    condition = {"field": "navn", "is": "Bo"}
    assert holds(condition, ANSWERS, {"navn": "Bo"})
    assert not holds(condition, ANSWERS, {"navn": None})
    assert holds({"field": "tolk", "is": True}, ANSWERS, {"navn": "Bo"})


def test_what_asks_the_calendar_fails_without_today() -> None:
    for test in ({"reached": True}, {"reached": False}, {"passed": False}, {"before": "i_dag"}):
        assert not holds({"field": "dato", **test}, ANSWERS)


def test_a_shift_beyond_the_calendar_fulfils_nothing() -> None:
    assert not holds({"field": "foer", "before": "dato+9999y"}, ANSWERS, None, date(2026, 5, 4))


@pytest.mark.parametrize("nonsense", [{}, {"field": "tolk"}, {"field": 3, "is": 3}, {"either": []}])
def test_what_is_no_condition_is_refused_aloud(nonsense: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no condition"):
        holds(nonsense, ANSWERS)


def test_everything_that_a_condition_asks_is_known() -> None:
    condition = {"any": [
        {"not": {"field": "a", "is": True}},
        {"field": "b", "before": "c+14d"},
        {"field": "part", "some": {"all": [{"field": "svar", "is": True}]}},
    ]}  # fmt: skip
    assert list(asks(condition)) == [("a", ""), ("b", ""), ("c", ""), ("part", ""), ("part", "svar")]
