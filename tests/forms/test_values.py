"""Text to value and back, for every kind."""

from __future__ import annotations

import string
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import numbers
from forms.model import Field, Option
from forms.problems import Problem
from forms.values import edit_text, read_value, show_value
from tests.support.inline import TODAY, field

TOPICS = """options = [
  { id = "kontakt", label = "Hvor du bor, og dit nummer" },
  { id = "medicin", label = "Den medicin, du får" },
  { id = "misbrug", label = "Øl, vin og stoffer" },
  { id = "bolig", label = "Dit hjem og din leje" },
]"""

TYPED: list[tuple[str, str, Any]] = [
    ("line", "  Sove \t bedre ", "Sove bedre"),
    ("line", "to\nlinjer", "to linjer"),
    ("text", "Et.\r\nTo.  \n", "Et.\nTo."),
    ("text", "nul\x00tegn", "nultegn"),
    ("line", "sam\u00adtyk\u200bke", "samtykke"),
    ("person", "\u202eAnna\u202c", "Anna"),
    ("text", "å", "å"),
    ("person", " Anna  Nordvang ", "Anna Nordvang"),
    ("date", "i morgen", "2026-05-05"),
    ("time", "kl 10", "10:00"),
    ("number", "3,5", 3.5),
    ("number", "1.234,5", 1234.5),
    ("number", "1.234", 1234),
    ("number", "12 kr.", 12),
    ("number", "kr. 12.000", 12000),
    ("number", "60 min", 60),
    ("number", "-2", -2),
    ("number", "1.5", 1.5),
    ("number", "3,0", 3),
    ("yes_no", "j", True),
    ("yes_no", "Ja.", True),
    ("yes_no", "n", False),
    ("yes_no", "NEJ", False),
    ("phone", "+45 12 34 56 78", "12345678"),
    ("mail", " anna@example.dk ", "anna@example.dk"),
    ("cpr", "670180-1234", "6701801234"),
    ("choice", "medicin", "medicin"),
    ("choice", "Den medicin, du får", "medicin"),
    ("choice", "den med", "medicin"),
    ("choice", "2", "medicin"),
    ("choice", "hvor", "kontakt"),
    ("choices", "1, 3", ["kontakt", "misbrug"]),
    ("choices", "medicin og bolig", ["medicin", "bolig"]),
    ("choices", "bolig; Hvor du bor, og dit nummer", ["kontakt", "bolig"]),
    ("choices", "Øl, vin og stoffer\n4", ["misbrug", "bolig"]),
    ("signature", "papir", {"how": "papir", "name": "", "date": ""}),
    ("signature", "Med ord; Anna Nordvang; i dag", {"how": "ord", "name": "Anna Nordvang", "date": "2026-05-04"}),
]  # fmt: skip


def asked(kind: str) -> Field:
    return field(kind, TOPICS if kind in ("choice", "choices") else "")


@pytest.mark.parametrize(("kind", "typed", "meant"), TYPED)
def test_what_is_typed_is_understood(kind: str, typed: str, meant: Any) -> None:
    assert read_value(asked(kind), typed, TODAY) == meant


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("date", "snart", "answer.wrong_date"),
        ("date", "mandag den 5. maj", "answer.weekday_differs"),
        ("time", "snart", "answer.wrong_time"),
        ("number", "mange", "answer.wrong_number"),
        ("number", "1" * 40, "answer.wrong_number"),
        ("yes_no", "måske", "answer.wrong_yes_no"),
        ("phone", "1234567", "answer.wrong_phone"),
        ("mail", "anna snabel example.dk", "answer.wrong_mail"),
        ("cpr", "0701", "answer.wrong_cpr"),
        ("choice", "noget andet", "answer.unknown_option"),
        ("choice", "d", "answer.unclear_option"),
        ("choice", "9", "answer.unknown_option"),
        ("choices", "1, noget", "answer.unknown_option"),
        ("signature", "måske", "answer.wrong_signature"),
    ],
)
def test_what_is_not_understood_is_a_problem_with_a_remedy(kind: str, typed: str, code: str) -> None:
    found = read_value(asked(kind), typed, TODAY)
    assert isinstance(found, Problem)
    assert (found.code, found.field) == (code, "felt")
    assert found.text.endswith(".")
    assert found.remedy


@pytest.mark.parametrize(
    "kind", ["line", "text", "date", "time", "number", "yes_no", "phone", "mail", "cpr", "choice", "choices"]
)
@pytest.mark.parametrize("blank", ["", "  ", "\n", "\x00"])
def test_nothing_typed_is_no_answer(kind: str, blank: str) -> None:
    assert read_value(asked(kind), blank, TODAY) is None


def test_a_problem_with_a_cpr_number_never_repeats_it() -> None:
    found = read_value(asked("cpr"), "670180-12345", TODAY)
    assert isinstance(found, Problem)
    assert "670180" not in found.text + found.remedy


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("date", "2026-05-04", "mandag den 4. maj 2026"),
        ("time", "10:30", "kl. 10.30"),
        ("time", "10:00", "kl. 10"),
        ("number", 3.5, "3,5"),
        ("number", 12000, "12.000"),
        ("number", 1961, "1961"),
        ("number", -12345.5, "-12.345,5"),
        ("yes_no", True, "Ja"),
        ("yes_no", False, "Nej"),
        ("phone", "12345678", "12 34 56 78"),
        ("cpr", "6701801234", "670180-••••"),
        ("choice", "medicin", "Den medicin, du får"),
        ("choices", ["kontakt", "bolig"], "Hvor du bor, og dit nummer, Dit hjem og din leje"),
        ("choice", "findes_ikke", "findes_ikke"),
        ("signature", {"how": "papir", "name": "Anna", "date": "2026-05-04"}, "Anna, på papir, mandag den 4. maj 2026"),
        ("line", None, ""),
    ],
)
def test_values_are_shown_as_people_read_them(kind: str, value: Any, shown: str) -> None:
    assert show_value(asked(kind), value) == shown


def test_a_date_of_this_year_is_shown_without_it() -> None:
    assert show_value(asked("date"), "2026-05-08", today=TODAY) == "fredag den 8. maj"
    assert show_value(asked("date"), "2027-05-08", today=TODAY) == "lørdag den 8. maj 2027"


def test_the_day_that_one_was_born_has_its_year_and_no_weekday() -> None:
    born = msgspec.structs.replace(asked("date"), weekday=False)
    assert show_value(born, "1981-01-07", today=TODAY) == "7. januar 1981"
    assert show_value(born, "2026-01-07", "en", today=TODAY) == "7 January 2026"


def test_days_and_times_are_said_in_the_papers_language_or_else_in_danish() -> None:
    assert show_value(asked("date"), "2026-05-04", "en") == "Monday 4 May 2026"
    assert show_value(asked("time"), "10:30", "en") == "10:30"
    assert show_value(asked("yes_no"), True, "en") == "Yes"
    assert show_value(asked("yes_no"), True, "xx") == "Ja"


def test_a_cpr_number_is_shown_whole_only_when_asked_for() -> None:
    assert show_value(asked("cpr"), "6701801234", show_cpr=True) == "670180-1234"


def test_a_yes_no_field_has_its_own_words_when_the_form_gives_them() -> None:
    named = field("yes_no", 'options = [{ id = "ja", label = "Ja tak" }, { id = "nej", label = "Nej, ingen nu" }]')
    assert show_value(named, False) == "Nej, ingen nu"


WORDS = st.text(alphabet=string.ascii_letters + "æøå ,;.", min_size=1, max_size=12)
OPTIONS = st.lists(WORDS, min_size=1, max_size=8).map(
    lambda words: tuple(Option(f"o{number}", {"da": word}) for number, word in enumerate(words))
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "date": st.dates(date(1850, 1, 1), date(2199, 12, 31)).map(date.isoformat),
    "time": st.times().map(lambda clock: str(clock)[:5]),
    "number": st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(-1e9, 1e9).map(numbers.sound),
    "yes_no": st.booleans(),
    "cpr": st.integers(0, 9999).map(lambda last: f"670180{last:04}"),
    "phone": st.integers(20_000_000, 99_999_999).map(str) | st.integers(10**8, 10**12).map(lambda n: f"+46{n}"),
}


@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_what_the_editor_shows_reads_as_the_same_value(kind: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    assert read_value(asked(kind), edit_text(asked(kind), value), TODAY) == value


@given(OPTIONS, st.data())
def test_any_choice_can_be_shown_and_read_again_whatever_its_words(options: tuple[Option, ...], data: st.DataObject) -> None:
    one = Field(id="felt", kind="choice", label={"da": "?"}, options=options)
    many = Field(id="felt", kind="choices", label={"da": "?"}, options=options)
    chosen = data.draw(st.sets(st.sampled_from([option.id for option in options]), min_size=1))
    in_order = [option.id for option in options if option.id in chosen]
    assert read_value(one, edit_text(one, in_order[0]), TODAY) == in_order[0]
    assert read_value(many, edit_text(many, in_order), TODAY) == in_order


KINDS = (
    "line",
    "text",
    "person",
    "date",
    "time",
    "number",
    "yes_no",
    "phone",
    "mail",
    "cpr",
    "choice",
    "choices",
    "signature",
    "fixed",
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(typed=st.text(max_size=60), today=st.dates())
def test_no_text_makes_reading_fail_and_what_is_read_can_be_edited(kind: str, typed: str, today: date) -> None:
    found = read_value(asked(kind), typed, today)
    if not isinstance(found, Problem):
        again = read_value(asked(kind), edit_text(asked(kind), found), today)
        assert again == found
        assert isinstance(show_value(asked(kind), found), str)


STORED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["how", "name", "date", "x"]), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("kind", [*KINDS, "rows"])
@settings(max_examples=60)
@given(value=STORED)
def test_whatever_another_program_stored_can_be_shown(kind: str, value: Any) -> None:
    shown = Field(id="felt", kind=kind, label={"da": "?"})  # type: ignore[arg-type]
    assert isinstance(show_value(shown, value), str)
    assert isinstance(edit_text(shown, value), str)
