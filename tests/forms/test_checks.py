"""Checks: what they tell, when, and what never blocks."""

from __future__ import annotations

from typing import Any

import pytest

from forms.answers import computed, with_computed
from forms.checks import check
from forms.model import Definition
from tests.support.inline import TODAY, form

FORM = form("""
    [[section]]
    id = "alt"
    title = "Alt"
    field = [
      { id = "navn", kind = "person", label = "Hvad er dit navn?", required = "hard" },
      { id = "cpr", kind = "cpr", label = "CPR", required = "soft" },
      { id = "telefon", kind = "phone", label = "Nummer" },
      { id = "mail", kind = "mail", label = "Mail" },
      { id = "tolk", kind = "yes_no", label = "Tolk?" },
      { id = "sprog", kind = "line", label = "Sprog", required = "hard", show_if = { field = "tolk", is = true } },
      { id = "note", kind = "line", label = "Hvad gør {Navn}?", required = "hard", required_if = { field = "tolk", is = false } },
      { id = "fast", kind = "fixed", label = "Læs dette." },
      { id = "antal", kind = "number", label = "Antal", required = "hard", computed = { rule = "age", of = "borger.foedt" } },
      { id = "part", kind = "rows", label = "Hvem må vi tale med?", required = "hard", at_least = 2, at_most = 3, field = [
        { id = "hvem", kind = "line", label = "Hvem?", required = "hard" },
        { id = "ja", kind = "yes_no", label = "Ja eller nej?", required = "soft" },
        { id = "fra", kind = "date", label = "Fra" },
        { id = "til", kind = "date", label = "Til" },
      ] },
    ]
    [[advice]]
    id = "for_lang"
    field = "part/til"
    show_if = { field = "til", after = "fra+1y" }
    text = "Det er længere end et år."
    remedy = "Lad {Navn} vælge en tidligere dag."
    [[advice]]
    id = "alle_oplysninger"
    field = "note"
    show_if = { field = "note", contains = ["alle relevante", "alt om"] }
    text = "Det er for bredt."
    remedy = "Skriv, hvad det er."
    severity = "block"
""")
FULL: dict[str, Any] = {
    "navn": "Anna",
    "cpr": "6701801234",
    "part": [{"_id": "r1", "hvem": "Bo", "ja": True}, {"_id": "r2", "hvem": "Eva", "ja": False}],
}


def told(answers: dict[str, Any], *, finishing: bool = False, definition: Definition = FORM) -> list[tuple[str, str, str]]:
    found = check(definition, answers, today=TODAY, finishing=finishing)
    return [(problem.code, problem.field, problem.severity) for problem in found]


def test_an_unfinished_form_is_normal() -> None:
    assert told({}) == []


def test_finishing_asks_for_what_is_required_and_blocks_only_for_what_must_be() -> None:
    assert told({"tolk": False}, finishing=True) == [
        ("answer.required", "navn", "block"),
        ("answer.recommended", "cpr", "note"),
        ("answer.required", "note", "block"),
        ("answer.required", "part", "block"),
    ]


def test_nothing_is_told_of_a_full_form() -> None:
    assert told({**FULL, "tolk": True, "sprog": "polsk"}, finishing=True) == []


def test_what_is_hidden_is_not_required_and_what_shows_is() -> None:
    assert ("answer.required", "sprog", "block") in told({**FULL, "tolk": True}, finishing=True)
    assert "sprog" not in {place for _, place, _ in told(FULL, finishing=True)}


def test_a_level_with_a_condition_of_its_own_holds_only_then() -> None:
    assert "note" not in {place for _, place, _ in told({**FULL, "tolk": True, "sprog": "x"}, finishing=True)}


def test_each_row_is_asked_for_its_own_cells() -> None:
    rows = [{"_id": "r1", "hvem": "Bo"}, {"_id": "r2", "ja": True}]
    assert told({**FULL, "tolk": True, "sprog": "x", "part": rows}, finishing=True) == [
        ("answer.recommended", "part/r1/ja", "note"),
        ("answer.required", "part/r2/hvem", "block"),
    ]


def test_a_row_that_only_waits_is_asked_for_nothing() -> None:
    rows = [*FULL["part"], {"_id": "r3"}]
    assert told({**FULL, "tolk": True, "sprog": "x", "part": rows}, finishing=True) == []


@pytest.mark.parametrize(("count", "code"), [(1, "answer.too_few_rows"), (4, "answer.too_many_rows")])
def test_rows_have_their_limits(count: int, code: str) -> None:
    rows = [{"_id": f"r{number}", "hvem": "Bo", "ja": True} for number in range(count)]
    assert (code, "part", "block") in told({**FULL, "part": rows}, finishing=True)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"cpr": "2512489996"}, [("answer.cpr_modulus", "cpr", "note")]),
        ({"cpr": "2110625629"}, []),
        ({"cpr": "6701801234"}, []),
        ({"cpr": "0101305678"}, [("answer.wrong_cpr", "cpr", "block")]),
        ({"cpr": "6101305678"}, []),
        ({"telefon": "spørg Bo"}, [("answer.unsure_phone", "telefon", "note")]),
        ({"telefon": "12345678"}, []),
        ({"mail": "anna@example.dk"}, []),
        ({"mail": "anna snabel a"}, [("answer.unsure_mail", "mail", "note")]),
        ({"note": "Alle relevante oplysninger"}, [("advice.alle_oplysninger", "note", "block")]),
        ({"part": [{"_id": "r1", "fra": "2026-05-04", "til": "2027-05-05"}]}, [("advice.for_lang", "part/r1/til", "note")]),
        ({"part": [{"_id": "r1", "fra": "2026-05-04", "til": "2027-05-04"}]}, []),
    ],
)
def test_an_answer_that_may_be_wrong_is_told_at_once(answers: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert told(answers) == expected


def test_an_option_that_is_no_longer_there_is_told() -> None:
    definition = form('[[section.field]]\nid = "valg"\nkind = "choice"\nlabel = "?"\noptions = [{ id = "a", label = "A" }]')
    assert told({"valg": "b"}, definition=definition) == [("answer.unknown_option", "valg", "block")]


def test_a_problem_says_what_to_answer_in_the_forms_words() -> None:
    found = {
        problem.field: problem for problem in check(FORM, {"tolk": False}, today=TODAY, finishing=True, names={"Navn": "Lise"})
    }
    assert found["navn"].remedy == "Svar på »Hvad er dit navn?«."
    assert found["note"].remedy == "Svar på »Hvad gør Lise?«."


def test_advice_can_ask_a_computed_field_that_was_put_in() -> None:
    definition = form("""
        [[section.field]]
        id = "minutter"
        kind = "rows"
        label = "Punkter"
        field = [{ id = "tid", kind = "number", label = "Minutter" }]
        [[section.field]]
        id = "i_alt"
        kind = "number"
        label = "I alt"
        computed = { rule = "sum", rows = "minutter", of = "tid" }
        [[advice]]
        id = "for_lang"
        field = "i_alt"
        show_if = { field = "i_alt", at_least = 61 }
        text = "Mødet er over en time."
        remedy = "Tag et punkt ud."
    """)
    answers = {"minutter": [{"_id": "r1", "tid": 40}, {"_id": "r2", "tid": 30}]}
    full = with_computed(answers, computed(definition, answers, TODAY))
    assert told(full, definition=definition) == [("advice.for_lang", "i_alt", "note")]
