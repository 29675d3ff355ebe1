"""Answers by path, what counts now, and registers."""

from __future__ import annotations

from typing import Any

import pytest

from forms.answers import (
    computed,
    field_at,
    get,
    new_row_id,
    paths,
    put,
    register_of,
    register_paths,
    row_scope,
    shown,
    with_computed,
)
from tests.support.inline import TODAY, form

JA = '{ rule = "count", rows = "part", where = { field = "svar", is = true } }'
FORM = form(
    """
    [[section]]
    id = "om_dig"
    title = "Om dig"
    field = [
      { id = "navn", kind = "line", label = "Navn" },
      { id = "vej", kind = "line", label = "Vej", compound = "adresse" },
      { id = "by", kind = "line", label = "By", compound = "adresse" },
      { id = "tolk", kind = "yes_no", label = "Tolk" },
      { id = "sprog", kind = "line", label = "Sprog", show_if = { field = "tolk", is = true } },
      { id = "sprog_note", kind = "line", label = "Om sproget", show_if = { field = "sprog", filled = true } },
      { id = "part", kind = "rows", label = "Parter", field = [
        { id = "navn", kind = "line", label = "Navn" },
        { id = "svar", kind = "yes_no", label = "Svar", compound = "svar" },
        { id = "til", kind = "date", label = "Til", compound = "svar", show_if = { field = "svar", is = true } },
        { id = "note", kind = "line", label = "Note", show_if = { field = "part", at_least = 2 } },
      ] },
      { id = "ja_antal", kind = "number", label = "Ja", computed = {JA} },
    ]
    [[section]]
    id = "mere"
    title = "Mere"
    show_if = { field = "ja_antal", at_least = 1 }
    field = [{ id = "mere", kind = "line", label = "Mere" }]
""".replace("{JA}", JA)
)
ANSWERS: dict[str, Any] = {
    "navn": "Anna",
    "tolk": False,
    "sprog": "polsk",
    "sprog_note": "taler også lidt dansk",
    "mere": "ja",
    "part": [{"_id": "r1", "navn": "Bo", "svar": True, "til": "2026-12-31"}, {"_id": "r2", "svar": False, "til": "2026-12-31"}],
}


def test_a_hidden_answer_counts_nowhere_and_hides_what_hangs_on_it() -> None:
    assert shown(FORM, ANSWERS) == {
        "navn": "Anna",
        "tolk": False,
        "part": [{"_id": "r1", "navn": "Bo", "svar": True, "til": "2026-12-31"}, {"_id": "r2", "svar": False}],
    }
    assert "sprog_note" in shown(FORM, {**ANSWERS, "tolk": True})


def test_hidden_answers_stay_where_they_are_stored() -> None:
    before = {key: value for key, value in ANSWERS.items()}  # noqa: C416
    shown(FORM, ANSWERS)
    assert before == ANSWERS
    assert ANSWERS["part"][1]["til"] == "2026-12-31"


def test_only_visible_paths_are_walked_in_the_forms_order() -> None:
    assert [path for path, _ in paths(FORM, ANSWERS)] == [
        "navn", "vej", "by", "tolk", "part",
        "part/r1/navn", "part/r1/svar", "part/r1/til", "part/r1/note", "part/r2/navn", "part/r2/svar", "part/r2/note",
        "ja_antal",
    ]  # fmt: skip


def test_a_condition_can_ask_a_computed_field_once_it_is_put_in() -> None:
    values = computed(FORM, ANSWERS, TODAY)
    assert values == {"ja_antal": 1}
    assert "mere" in dict(paths(FORM, with_computed(ANSWERS, values)))
    assert "mere" not in dict(paths(FORM, with_computed(ANSWERS, {"ja_antal": 0})))


def test_a_row_that_counts_its_own_rows_waits_for_no_cell() -> None:
    one = {**ANSWERS, "part": ANSWERS["part"][:1]}
    assert "part/r1/note" not in dict(paths(FORM, one))


@pytest.mark.parametrize(
    ("path", "value"),
    [("navn", "Anna"), ("vej", None), ("part/r1/navn", "Bo"), ("part/r1/note", None), ("part/r9/navn", None), ("part/r9", None)],
)
def test_a_value_is_reached_by_its_path(path: str, value: Any) -> None:
    assert get(ANSWERS, path) == value


def test_putting_gives_new_answers_and_leaves_the_old() -> None:
    after = put(put(ANSWERS, "part/r2/navn", "Eva"), "navn", None)
    assert get(after, "part/r2/navn") == "Eva"
    assert "navn" not in after
    assert get(ANSWERS, "part/r2/navn") is None
    assert ANSWERS["navn"] == "Anna"


def test_rows_come_and_go_by_their_path() -> None:
    after = put(ANSWERS, "part/r3/navn", "Ib")
    assert [row["_id"] for row in after["part"]] == ["r1", "r2", "r3"]
    assert put({}, "part/r1", {})["part"] == [{"_id": "r1"}]
    assert "part" not in put(put(ANSWERS, "part/r1", None), "part/r2", None)


@pytest.mark.parametrize(
    ("path", "register"),
    [
        ("navn", "navn"),
        ("vej", "@adresse"),
        ("by", "@adresse"),
        ("part", "part"),
        ("part/r1", "part/r1"),
        ("part/r1/navn", "part/r1/navn"),
        ("part/r1/til", "part/r1/@svar"),
    ],
)
def test_a_path_has_its_register(path: str, register: str) -> None:
    assert register_of(FORM, path) == register


@pytest.mark.parametrize(
    ("register", "kept"),
    [
        ("navn", ("navn",)),
        ("@adresse", ("vej", "by")),
        ("part/r1/@svar", ("part/r1/svar", "part/r1/til")),
        ("part/r1/navn", ("part/r1/navn",)),
        ("findes_ikke", ()),
        ("@findes_ikke", ()),
        ("findes_ikke/r1/@svar", ()),
    ],
)
def test_a_register_keeps_its_paths(register: str, kept: tuple[str, ...]) -> None:
    assert register_paths(FORM, register) == kept


@pytest.mark.parametrize(("path", "kind"), [("navn", "line"), ("part", "rows"), ("part/r1", "rows"), ("part/r1/til", "date")])
def test_a_path_leads_to_its_field(path: str, kind: str) -> None:
    assert field_at(FORM, path).kind == kind


@pytest.mark.parametrize("path", ["findes_ikke", "part/r1/findes_ikke", "navn/r1/navn", ""])
def test_a_path_of_nothing_is_refused(path: str) -> None:
    with pytest.raises(KeyError):
        field_at(FORM, path)


def test_row_ids_are_short_words_that_do_not_come_twice() -> None:
    made = {new_row_id() for _ in range(2000)}
    assert len(made) == 2000
    assert all(row_id.isascii() and row_id.isalnum() and len(row_id) == 10 for row_id in made)


def test_a_row_is_given_to_conditions_with_every_cell() -> None:
    assert row_scope(field_at(FORM, "part"), {"_id": "r1", "navn": "Bo"}) == {
        "_id": "r1", "navn": "Bo", "svar": None, "til": None, "note": None,
    }  # fmt: skip
