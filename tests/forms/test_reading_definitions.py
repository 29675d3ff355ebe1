"""A form file is read whole, and its author is told well."""

from __future__ import annotations

import random
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.authoring.shape import FIELD_KEYS
from forms.problems import ProblemsError
from forms.reading import read_definition
from tests.support.inline import HEAD, codes, form, whole

LINE = '[[section.field]]\nid = "navn"\nkind = "line"\nlabel = "Navn"\n'
ROWS = """
[[section.field]]
id = "part"
kind = "rows"
label = "Parter"
field = [{ id = "hvem", kind = "line", label = "Hvem" }]
"""


def test_every_mistake_is_told_at_once() -> None:
    assert codes(
        """
        id = "Prøve"
        version = 0
        title = ""
        [[section]]
        id = "a"
        [[section.field]]
        id = "navn"
        kind = "tekst"
        label = "Navn"
        lenght = 3
        [[section.field]]
        id = "navn"
        kind = "line"
        label = "Navn"
        [[section.field]]
        id = "valg"
        kind = "choice"
        label = "{Nvan}"
        show_if = { field = "mere", is = true }
        """
    ) == [
        "form.condition_field_unknown",
        "form.danish_missing",
        "form.duplicate_id",
        "form.id_not_ascii",
        "form.kind_unknown",
        "form.missing_key",
        "form.missing_key",
        "form.options_missing",
        "form.placeholder_unknown",
        "form.unknown_key",
        "form.wrong_type",
    ]


def test_a_mistake_is_told_with_section_field_and_cell() -> None:
    with pytest.raises(ProblemsError) as error:
        read_definition(whole(ROWS.replace('label = "Hvem"', 'label = "Hvem", farve = "rød"')), "min.toml")
    assert error.value.problems[0].field == "min.toml: afsnit om_dig, felt part, felt hvem"


def test_a_syntax_error_is_told_with_its_line() -> None:
    with pytest.raises(ProblemsError) as error:
        read_definition('id = "proeve"\nversion = 1\ntitle = ja\n', "min.toml")
    problem = error.value.problems[0]
    assert problem.field == "min.toml: linje 3, tegn 9"
    assert "anførselstegn" in problem.remedy


def test_a_mistyped_key_is_met_with_the_one_meant() -> None:
    with pytest.raises(ProblemsError) as error:
        read_definition(whole(LINE + 'lable = "Navn"'), "min.toml")
    assert error.value.problems[0].remedy == "Mente du »label«?"


def test_an_id_is_met_with_one_that_can_be_used() -> None:
    with pytest.raises(ProblemsError) as error:
        read_definition(whole(LINE).replace('"navn"', '"Mål på tre måneder"'), "min.toml")
    assert error.value.problems[0].remedy == "Skriv »maal_paa_tre_maaneder«."


def test_a_byte_order_mark_and_windows_line_breaks_do_no_harm() -> None:
    assert read_definition("\ufeff" + whole(LINE).replace("\n", "\r\n"), "min.toml").id == "proeve"


def test_the_fingerprint_is_that_of_what_is_said_not_of_how_it_is_written() -> None:
    once = read_definition(whole(LINE), "a.toml")
    again = read_definition(whole(LINE).replace("[[section.field]]", "  [[section.field]]  # et felt") + "\n\n", "b.toml")
    other = read_definition(whole(LINE.replace("Navn", "Dit navn")), "a.toml")
    assert once.fingerprint == again.fingerprint
    assert other.fingerprint != once.fingerprint


def test_what_an_author_writes_is_what_the_form_has() -> None:
    definition = form("""
        [[section.field]]
        id = "dato"
        kind = "date"
        label = { da = "Hvilken dag?" }
        required = "soft"
        prefill = "i_dag+14d"
        offer = ["forrige.dato", "besoeg.dato"]
        together = "hvornaar"
        compound = "tid"
        short = true
        lines = 2
    """)
    field = definition.sections[0].fields[0]
    assert (field.id, field.kind, field.label, field.required) == ("dato", "date", {"da": "Hvilken dag?"}, "soft")
    assert (field.prefill, field.offer) == (("i_dag+14d",), ("forrige.dato", "besoeg.dato"))
    assert (field.together, field.compound, field.short, field.lines) == ("hvornaar", "tid", True, 2)


def assert_read_or_told(text: str) -> None:
    """A damaged file gives a form or coded problems, and nothing else."""
    found = codes(text)
    assert found or read_definition(text, "skadet.toml").fingerprint
    assert all(code.startswith("form.") for code in found)


BUILT_IN = [entry.read_text("utf-8") for entry in (files("forms") / "definitions").iterdir() if entry.name.endswith(".toml")]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_no_damage_to_a_file_makes_reading_fail_otherwise(seed: int) -> None:
    chance = random.Random(seed)
    text = chance.choice(BUILT_IN)
    for _ in range(chance.randint(1, 4)):
        at, upto = sorted(chance.randrange(len(text)) for _ in range(2))
        upto = min(upto, at + chance.choice((1, 1, 5, 40, 400)))
        text = text[:at] + chance.choice(("", "x", '"', "\n", "3", "[[", "true", "ø", text[upto : upto + 30])) + text[upto:]
    assert_read_or_told(text)


TOML_VALUES = st.sampled_from(
    ["3", "true", '"x"', '["x"]', "[[1]]", "{ a = 1 }", "1.5", "nan", "2026-05-04", "[{ a = 1 }]", "{ field = 3 }", '""']
)
KEYS = st.sampled_from(FIELD_KEYS)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, TOML_VALUES, max_size=5))
def test_no_value_under_any_key_makes_reading_fail_otherwise(keys: dict[str, str]) -> None:
    plain = {"id": '"felt"', "kind": '"rows"', "label": '"Felt"', **keys}
    text = (
        HEAD
        + '[[section]]\nid = "a"\ntitle = "A"\n[[section.field]]\n'
        + "\n".join(f"{key} = {value}" for key, value in plain.items())
    )
    assert_read_or_told(text)
