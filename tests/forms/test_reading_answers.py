"""Answers from JSON: values held against their fields, everything wrong told at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.problems import Problem, ProblemsError
from forms.reading import read_answers
from tests.support.inline import form

FORM = form("""
    [[section]]
    id = "alt"
    title = "Alt"
    field = [
      { id = "linje", kind = "line", label = "?" },
      { id = "tekst", kind = "text", label = "?" },
      { id = "dato", kind = "date", label = "?" },
      { id = "tid", kind = "time", label = "?" },
      { id = "tal", kind = "number", label = "?" },
      { id = "ja", kind = "yes_no", label = "?" },
      { id = "valg", kind = "choice", label = "?", options = [{ id = "a", label = "A" }, { id = "b", label = "B" }] },
      { id = "flere", kind = "choices", label = "?", options = [{ id = "a", label = "A" }, { id = "b", label = "B" }] },
      { id = "telefon", kind = "phone", label = "?" },
      { id = "mail", kind = "mail", label = "?" },
      { id = "cpr", kind = "cpr", label = "?" },
      { id = "person", kind = "person", label = "?" },
      { id = "navn", kind = "signature", label = "?" },
      { id = "fast", kind = "fixed", label = "?" },
      { id = "part", kind = "rows", label = "?", field = [
        { id = "navn", kind = "line", label = "?" }, { id = "tal", kind = "number", label = "?" },
      ] },
    ]
""")


@pytest.mark.parametrize(
    ("given_value", "kept"),
    [
        ({"linje": " Sove\n bedre "}, {"linje": "Sove bedre"}),
        ({"tekst": "a\r\nb\x00"}, {"tekst": "a\nb"}),
        ({"linje": ""}, {}),
        ({"linje": None}, {}),
        ({"dato": "2026-05-04"}, {"dato": "2026-05-04"}),
        ({"tid": "10:30"}, {"tid": "10:30"}),
        ({"tal": 3.0}, {"tal": 3}),
        ({"tal": -2.5}, {"tal": -2.5}),
        ({"ja": False}, {"ja": False}),
        ({"valg": "b"}, {"valg": "b"}),
        ({"flere": ["b", "a", "b"]}, {"flere": ["a", "b"]}),
        ({"flere": []}, {}),
        ({"telefon": "+45 12 34 56 78"}, {"telefon": "12345678"}),
        ({"telefon": "spørg Bo"}, {"telefon": "spørg Bo"}),
        ({"cpr": "670180-1234"}, {"cpr": "6701801234"}),
        ({"cpr": ""}, {}),
        ({"dato": ""}, {}),
        ({"navn": {"how": "ord"}}, {"navn": {"how": "ord", "name": "", "date": ""}}),
        ({"part": []}, {}),
        ({"part": None}, {}),
        ({"part": [{"navn": "Bo"}, {}]}, {"part": [{"_id": "r1", "navn": "Bo"}, {"_id": "r2"}]}),
        ({"part": [{"_id": "x9", "navn": "Bo"}, {"tal": 1}]}, {"part": [{"_id": "x9", "navn": "Bo"}, {"_id": "r1", "tal": 1}]}),
        ({"part": [{"navn": "Bo"}, {"_id": "r1"}]}, {"part": [{"_id": "r2", "navn": "Bo"}, {"_id": "r1"}]}),
        ({"linje": "\ud800"}, {"linje": "?"}),
    ],
)
def test_json_becomes_answers(given_value: dict[str, Any], kept: dict[str, Any]) -> None:
    assert read_answers(FORM, given_value) == kept


@pytest.mark.parametrize(
    ("given_value", "code", "place"),
    [
        ([], "answer.wrong_type", ""),
        ("x", "answer.wrong_type", ""),
        (None, "answer.wrong_type", ""),
        ({"linjer": "x"}, "answer.unknown_field", "linjer"),
        ({"_id": "r1"}, "answer.unknown_field", "_id"),
        ({"linje": 3}, "answer.wrong_type", "linje"),
        ({"linje": ["x"]}, "answer.wrong_type", "linje"),
        ({"linje": {"da": "x"}}, "answer.wrong_type", "linje"),
        ({"dato": "4/5 2026"}, "answer.wrong_date", "dato"),
        ({"dato": "2026-02-30"}, "answer.wrong_date", "dato"),
        ({"dato": 20260504}, "answer.wrong_type", "dato"),
        ({"dato": "20260504"}, "answer.wrong_date", "dato"),
        ({"tid": "10"}, "answer.wrong_time", "tid"),
        ({"tid": "25:00"}, "answer.wrong_time", "tid"),
        ({"tal": "3"}, "answer.wrong_type", "tal"),
        ({"tal": True}, "answer.wrong_type", "tal"),
        ({"tal": float("nan")}, "answer.wrong_number", "tal"),
        ({"tal": float("inf")}, "answer.wrong_number", "tal"),
        ({"tal": 10**400}, "answer.wrong_number", "tal"),
        ({"ja": "ja"}, "answer.wrong_type", "ja"),
        ({"ja": 1}, "answer.wrong_type", "ja"),
        ({"valg": "c"}, "answer.unknown_option", "valg"),
        ({"valg": ["a"]}, "answer.wrong_type", "valg"),
        ({"flere": "a"}, "answer.wrong_type", "flere"),
        ({"flere": ["c"]}, "answer.unknown_option", "flere"),
        ({"flere": [["a"]]}, "answer.wrong_type", "flere"),
        ({"telefon": 12345678}, "answer.wrong_type", "telefon"),
        ({"cpr": "0701"}, "answer.wrong_cpr", "cpr"),
        ({"cpr": 701801234}, "answer.wrong_type", "cpr"),
        ({"navn": "Anna"}, "answer.wrong_type", "navn"),
        ({"navn": {"how": "kryds"}}, "answer.wrong_type", "navn"),
        ({"navn": {"how": ["ord"]}}, "answer.wrong_type", "navn"),
        ({"navn": {"how": "ord", "mere": 1}}, "answer.wrong_type", "navn"),
        ({"navn": {"how": "ord", "date": "i dag"}}, "answer.wrong_date", "navn"),
        ({"fast": "x"}, "answer.not_asked", "fast"),
        ({"part": {}}, "answer.wrong_type", "part"),
        ({"part": ["Bo"]}, "answer.wrong_type", "part/r1"),
        ({"part": [{"mavn": "Bo"}]}, "answer.unknown_field", "part/r1/mavn"),
        ({"part": [{"tal": "1"}]}, "answer.wrong_type", "part/r1/tal"),
        ({"part": [{"_id": "../x"}]}, "answer.row_id", "part/r1"),
        ({"part": [{"_id": 7}]}, "answer.row_id", "part/r1"),
        ({"part": [{"_id": "a"}, {"_id": "a"}]}, "answer.row_id", "part/r2"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(given_value: Any, code: str, place: str) -> None:
    with pytest.raises(ProblemsError) as error:
        read_answers(FORM, given_value)
    assert [(problem.code, problem.field) for problem in error.value.problems] == [(code, place)]
    assert all(problem.text and problem.remedy for problem in error.value.problems)


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(ProblemsError) as error:
        read_answers(FORM, {"linje": 1, "tall": 2, "part": [{"tal": "x"}, {"navn": False}]})
    assert [problem.field for problem in error.value.problems] == ["linje", "tall", "part/r1/tal", "part/r2/navn"]


def test_a_mistyped_field_is_met_with_the_one_meant() -> None:
    with pytest.raises(ProblemsError) as error:
        read_answers(FORM, {"telfon": "12345678"})
    assert error.value.problems[0].remedy == "Mente du »telefon«?"


def test_a_wrong_cpr_number_is_never_repeated() -> None:
    with pytest.raises(ProblemsError) as error:
        read_answers(FORM, {"cpr": "670180-12345"})
    assert "670180" not in str(error.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from([field.id for field in FORM.sections[0].fields])


@given(st.dictionaries(FIELDS | st.text(max_size=6), JSON, max_size=6) | JSON)
def test_no_json_makes_reading_fail_otherwise_and_what_is_read_reads_again(data: Any) -> None:
    told, answers = told_or_read(data)
    assert told or read_answers(FORM, answers) == answers


def told_or_read(data: Any) -> tuple[tuple[Problem, ...], dict[str, Any]]:
    try:
        return (), read_answers(FORM, data)
    except ProblemsError as error:
        return error.problems, {}
