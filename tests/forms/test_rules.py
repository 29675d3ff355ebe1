"""Computed rules as data, through whole forms."""

from __future__ import annotations

from typing import Any

import pytest

from forms.answers import computed
from forms.rules import look_up
from tests.support.inline import TODAY, field, form

FIELDS = """
[[section.field]]
id = "foedt"
kind = "date"
label = "Født"
[[section.field]]
id = "cpr"
kind = "cpr"
label = "CPR"
[[section.field]]
id = "dato"
kind = "date"
label = "Dag"
[[section.field]]
id = "fra"
kind = "time"
label = "Fra"
[[section.field]]
id = "til"
kind = "time"
label = "Til"
[[section.field]]
id = "a"
kind = "yes_no"
label = "A"
[[section.field]]
id = "b"
kind = "yes_no"
label = "B"
[[section.field]]
id = "c"
kind = "yes_no"
label = "C"
[[section.field]]
id = "navn"
kind = "line"
label = "Navn"
[[section.field]]
id = "efter"
kind = "line"
label = "Efternavn"
[[section.field]]
id = "part"
kind = "rows"
label = "Parter"
  [[section.field.field]]
  id = "hvem"
  kind = "line"
  label = "Hvem"
  [[section.field.field]]
  id = "svar"
  kind = "yes_no"
  label = "Svar"
  [[section.field.field]]
  id = "minutter"
  kind = "number"
  label = "Minutter"
[[section.field]]
id = "andre"
kind = "rows"
label = "Andre"
  [[section.field.field]]
  id = "hvem"
  kind = "line"
  label = "Hvem"
  [[section.field.field]]
  id = "svar"
  kind = "yes_no"
  label = "Svar"
[[section.field]]
id = "felt"
kind = "{kind}"
label = "Regnet ud"
{more}
computed = {rule}
"""
SUMMARY = 'options = [{ id = "alle", label = "Alle" }, { id = "nogle", label = "Nogle" }, { id = "ingen", label = "Ingen" }]'
RESULT = 'options = [{ id = "ja", label = "Ja" }, { id = "nej", label = "Nej" }]'
SOURCES = {
    "borger": {"foedselsdato": "1961-01-07", "navn": "Anna"},
    "samtykke": {"part": [
        {"_id": "x", "part_navn": "Bo  Dam", "svar": True, "gyldig_til": "2026-12-31"},
        {"_id": "y", "part_navn": "Eva", "svar": True, "gyldig_til": "2026-05-03"},
    ]},
}  # fmt: skip


def ruled(rule: str, kind: str, answers: dict[str, Any], more: str = "") -> Any:
    definition = form(FIELDS.replace("{rule}", rule).replace("{kind}", kind).replace("{more}", more))
    return computed(definition, answers, TODAY, SOURCES).get("felt")


def row(number: int, **cells: Any) -> dict[str, Any]:
    return {"_id": f"r{number}", **cells}


TWO = [row(1, hvem="Bo", svar=True, minutter=10), row(2, hvem="Eva", svar=False, minutter=2.5)]


@pytest.mark.parametrize(
    ("rule", "kind", "answers", "expected"),
    [
        ('{ rule = "age", of = "foedt" }', "number", {"foedt": "1961-05-04"}, 65),
        ('{ rule = "age", of = "foedt" }', "number", {"foedt": "1961-05-05"}, 64),
        ('{ rule = "age", of = "foedt" }', "number", {"foedt": "2027-01-01"}, None),
        ('{ rule = "age", of = "foedt" }', "number", {}, None),
        ('{ rule = "age", of = "foedt", at = "dato" }', "number", {"foedt": "2000-02-29", "dato": "2018-02-28"}, 17),
        ('{ rule = "age", of = "cpr" }', "number", {"cpr": "6701801234"}, 46),
        ('{ rule = "age", of = "borger.foedselsdato" }', "number", {}, 65),
        ('{ rule = "count", of = ["a", "b", "navn"] }', "number", {"a": True, "b": False, "navn": "x"}, 2),
        ('{ rule = "count", of = ["a", "b"] }', "number", {}, 0),
        ('{ rule = "count", rows = "part" }', "number", {"part": TWO}, 2),
        ('{ rule = "count", rows = "part", where = { field = "svar", is = true } }', "number", {"part": TWO}, 1),
        ('{ rule = "count", rows = ["part", "andre"] }', "number", {"part": TWO, "andre": [row(3)]}, 3),
        ('{ rule = "any", of = ["a", "b"] }', "yes_no", {"b": True}, True),
        ('{ rule = "all", of = ["a", "b"] }', "yes_no", {"b": True}, False),
        ('{ rule = "any", rows = "part", where = { field = "svar", is = false } }', "yes_no", {"part": TWO}, True),
        ('{ rule = "all", rows = "part", where = { field = "svar", is = true } }', "yes_no", {"part": TWO}, False),
        ('{ rule = "any", rows = "part", where = { field = "svar", is = true } }', "yes_no", {}, None),
        ('{ rule = "sum", rows = "part", of = "minutter" }', "number", {"part": TWO}, 12.5),
        ('{ rule = "sum", rows = "part", of = "minutter" }', "number", {}, None),
        ('{ rule = "day", of = "dato", shift = "-4d" }', "date", {"dato": "2026-03-02"}, "2026-02-26"),
        ('{ rule = "day", of = "dato", shift = "+3m" }', "date", {"dato": "2026-11-30"}, "2027-02-28"),
        ('{ rule = "day", of = "dato", shift = "+6m" }', "date", {}, None),
        ('{ rule = "minutes", of = ["fra", "til"] }', "number", {"fra": "09:45", "til": "11:00"}, 75),
        ('{ rule = "minutes", of = ["fra", "til"] }', "number", {"fra": "11:00", "til": "09:45"}, None),
        ('{ rule = "minutes", of = ["fra", "til"] }', "number", {"fra": "11:00"}, None),
        ('{ rule = "text", of = ["navn", "efter"], between = ", " }', "line", {"navn": "Bo", "efter": "x"}, "Bo, x"),
        ('{ rule = "text", of = ["navn", "efter"], between = ", " }', "line", {"navn": "Bo"}, "Bo"),
        ('{ rule = "text", rows = "part", of = "hvem", between = " og " }', "line", {"part": TWO}, "Bo og Eva"),
        ('{ rule = "text", of = "navn" }', "line", {}, None),
        ('{ rule = "copy", of = "borger.navn" }', "line", {}, "Anna"),
        ('{ rule = "copy", of = "navn" }', "line", {"navn": "Bo"}, "Bo"),
        ('{ rule = "replacement_cpr", of = "cpr" }', "yes_no", {"cpr": "6701801234"}, True),
        ('{ rule = "replacement_cpr", of = "cpr" }', "yes_no", {"cpr": "0701801234"}, False),
        ('{ rule = "replacement_cpr", of = "cpr" }', "yes_no", {}, None),
        ('{ rule = "count", of = "a", when = { field = "b", is = true }, otherwise = 0 }', "number", {"a": True}, 0),
        ('{ rule = "count", of = "a", when = { field = "b", is = true }, otherwise = 0 }', "number", {"a": True, "b": True}, 1),
        ('{ rule = "found", of = "navn", in = "samtykke.part", by = "part_navn" }', "yes_no", {"navn": "bo dam"}, True),
        ('{ rule = "found", of = "navn", in = "samtykke.part", by = "part_navn" }', "yes_no", {"navn": "Ib"}, False),
        ('{ rule = "found", of = "navn", in = "samtykke.part", by = "part_navn" }', "yes_no", {}, None),
        (
            '{ rule = "found", of = "navn", in = "samtykke.part", by = "part_navn", give = "gyldig_til" }',
            "date", {"navn": "Eva"}, "2026-05-03",
        ),
        (
            '{ rule = "found", of = "navn", in = "samtykke.part", by = "part_navn", give = "gyldig_til",'
            ' where = { not = { field = "gyldig_til", passed = true } } }',
            "date", {"navn": "Eva"}, None,
        ),
    ],
)  # fmt: skip
def test_a_rule_is_worked_out(rule: str, kind: str, answers: dict[str, Any], expected: Any) -> None:
    assert ruled(rule, kind, answers) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"part": [row(1, svar=True), row(2, svar=True)]}, "alle"),
        ({"part": TWO}, "nogle"),
        ({"part": [row(1, svar=False), row(2)]}, "ingen"),
        ({"part": [row(1, svar=True)], "andre": [row(1, svar=False)]}, "nogle"),
        ({}, None),
    ],
)
def test_rows_are_summed_up_as_all_some_or_none(answers: dict[str, Any], expected: str | None) -> None:
    rule = '{ rule = "summary", rows = ["part", "andre"], where = { field = "svar", is = true } }'
    assert ruled(rule, "choice", answers, SUMMARY) == expected


def test_a_result_is_the_first_case_that_holds() -> None:
    rule = """{ rule = "result", otherwise = "nej", cases = [
      { if = { field = "a", is = true }, then = "ja" }, { if = { field = "b", is = true }, then = "nej" } ] }"""
    assert ruled(rule, "choice", {"a": True, "b": True}, RESULT) == "ja"
    assert ruled(rule, "choice", {}, RESULT) == "nej"


SCREENING = form("""
[[section]]
id = "kriterier"
title = "Kriterier"
field = [
  { id = "maalgruppe", kind = "choice", label = "Målgruppe", options = [{ id = "1", label = "En" }, { id = "2", label = "To" }] },
  { id = "psykiske_vanskeligheder", kind = "yes_no", label = "Psykiske vanskeligheder" },
  { id = "k1_udebliver", kind = "yes_no", label = "Udebliver" },
  { id = "k2b_huslejerestance", kind = "yes_no", label = "Skylder husleje" },
  { id = "k2b_opsigelse_lejemaal", kind = "yes_no", label = "Er sagt op" },
  { id = "k2b_fogedret", kind = "yes_no", label = "Fogedret" },
  { id = "k2c_ensom", kind = "yes_no", label = "Ensom" },
]
[[section]]
id = "regnet_ud"
title = "Regnet ud"
[[section.field]]
id = "antal_emner2"
kind = "number"
label = "Emner"
[section.field.computed]
rule = "groups"
groups = { b = ["k2b_huslejerestance", "k2b_opsigelse_lejemaal", "k2b_fogedret"], c = ["k2c_ensom"] }
when = { field = "psykiske_vanskeligheder", is = true }
otherwise = 0
[[section.field]]
id = "resultat"
kind = "choice"
label = "Resultat"
options = [
  { id = "opfylder", label = "Opfylder" },
  { id = "opfylder_ikke", label = "Opfylder ikke" },
  { id = "mangler_oplysning", label = "Mangler oplysning" },
]
[section.field.computed]
rule = "result"
otherwise = "opfylder_ikke"
  [[section.field.computed.cases]]
  if = { any = [{ field = "maalgruppe", filled = false }, { field = "psykiske_vanskeligheder", filled = false }] }
  then = "mangler_oplysning"
  [[section.field.computed.cases]]
  if = { all = [{ field = "maalgruppe", is = "1" }, { field = "antal_emner2", at_least = 2 }] }
  then = "opfylder"
  [[section.field.computed.cases]]
  if = { all = [
    { field = "maalgruppe", is = "2" },
    { field = "antal_emner2", at_least = 2 },
    { field = "k1_udebliver", is = true },
  ] }
  then = "opfylder"
""")
B3 = {"k2b_huslejerestance": True, "k2b_opsigelse_lejemaal": True, "k2b_fogedret": True}


@pytest.mark.parametrize(
    ("ticks", "topics", "result"),
    [
        ({"maalgruppe": "1", **B3}, 1, "opfylder_ikke"),
        ({"maalgruppe": "1", "k2b_fogedret": True, "k2c_ensom": True}, 2, "opfylder"),
        ({"maalgruppe": "2", "k2b_fogedret": True, "k2c_ensom": True}, 2, "opfylder_ikke"),
        ({"maalgruppe": "2", "k2b_fogedret": True, "k2c_ensom": True, "k1_udebliver": True}, 2, "opfylder"),
        ({"maalgruppe": "1", **B3, "k2c_ensom": True, "psykiske_vanskeligheder": False}, 0, "opfylder_ikke"),
        (B3, 1, "mangler_oplysning"),
        ({"maalgruppe": "1", "psykiske_vanskeligheder": None}, 0, "mangler_oplysning"),
    ],
)
def test_a_screening_sheet_is_data_alone(ticks: dict[str, Any], topics: int, result: str) -> None:
    answers = {key: value for key, value in {"psykiske_vanskeligheder": True, **ticks}.items() if value is not None}
    assert computed(SCREENING, answers, TODAY) == {"antal_emner2": topics, "resultat": result}


def test_a_computed_cell_is_worked_out_in_each_row() -> None:
    definition = form("""
        [[section.field]]
        id = "part"
        kind = "rows"
        label = "Parter"
        field = [
          { id = "fornavn", kind = "line", label = "Fornavn" },
          { id = "efternavn", kind = "line", label = "Efternavn" },
          { id = "navn", kind = "line", label = "Navn", computed = { rule = "text", of = ["fornavn", "efternavn"] } },
        ]
    """)
    rows = [row(1, fornavn="Bo", efternavn="Dam"), row(2, fornavn="Eva"), row(3)]
    assert computed(definition, {"part": rows}, TODAY) == {"part/r1/navn": "Bo Dam", "part/r2/navn": "Eva"}


def test_an_answer_given_for_a_computed_field_stands_only_where_the_rule_cannot_tell() -> None:
    rule = '{ rule = "age", of = "foedt" }'
    assert ruled(rule, "number", {"felt": 30}) == 30
    assert ruled(rule, "number", {"felt": 30, "foedt": "1961-05-04"}) == 65


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("borger.navn", ["Anna"]),
        ("borger.findes_ikke", []),
        ("findes_ikke.navn", []),
        ("samtykke.part.part_navn", ["Bo  Dam", "Eva"]),
        ("samtykke.*.part_navn", ["Bo  Dam", "Eva"]),
        ("samtykke.andre.part_navn", []),
    ],
)
def test_a_source_names_answers_of_another_form(source: str, expected: list[str]) -> None:
    assert look_up(source, SOURCES) == expected


def test_a_rule_is_left_in_the_field_as_data() -> None:
    assert field("number", 'computed = { rule = "age", of = "borger.foedselsdato" }').computed == {
        "rule": "age",
        "of": "borger.foedselsdato",
    }


def test_a_number_in_the_profiles_ranges_tells_which_and_one_in_none_is_outside() -> None:
    text = """
    [[section.field]]
    id = "aar"
    kind = "number"
    label = "Alder"
    [[section.field]]
    id = "gruppe"
    kind = "choice"
    label = "Gruppe"
    options = [{ id = "1", label = "Et" }, { id = "2", label = "To" }]
    computed = { rule = "range", of = "aar", in = "profil.maalgrupper" }
    [[section.field]]
    id = "udenfor"
    kind = "yes_no"
    label = "Udenfor"
    computed = { rule = "outside", of = "aar", in = "profil.maalgrupper" }
    """
    asked = form(text)
    profile = {"profil": {"maalgrupper": {"1": (18, 29), "2": (40, 64)}}}
    assert computed(asked, {"aar": 18}, TODAY, profile) == {"gruppe": "1", "udenfor": False}
    assert computed(asked, {"aar": 64}, TODAY, profile) == {"gruppe": "2", "udenfor": False}
    assert computed(asked, {"aar": 35}, TODAY, profile) == {"udenfor": True}
    assert computed(asked, {"aar": 18}, TODAY, {"profil": {"maalgrupper": {}}}) == {}
    assert computed(asked, {}, TODAY, profile) == {}
