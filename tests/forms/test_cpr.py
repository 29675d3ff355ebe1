"""CPR numbers. Replacement numbers (day + 60) are nobody's; the others are well-known examples."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import cpr


@pytest.mark.parametrize("typed", ["670180-1234", "6701801234", "670180 1234", " 670180-1234 ", "670180–1234"])
def test_a_number_is_understood_with_and_without_its_dash(typed: str) -> None:
    assert cpr.compact(typed) == "6701801234"


@pytest.mark.parametrize("typed", ["", "670180-123", "670180-12345", "320180-1234", "671380-1234", "abcdef-1234", "٦٧٠١٨٠١٢٣٤"])
def test_what_is_no_number_is_not_taken_for_one(typed: str) -> None:
    assert cpr.compact(typed) is None


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("0701611234", date(1961, 1, 7)),
        ("0101654321", date(1965, 1, 1)),
        ("6701801234", date(1980, 1, 7)),
        ("0101365678", date(2036, 1, 1)),
        ("0101585678", date(1858, 1, 1)),
        ("0101374321", date(1937, 1, 1)),
        ("0101364321", date(2036, 1, 1)),
        ("9112991234", date(1999, 12, 31)),
    ],
)
def test_the_seventh_digit_tells_the_century(number: str, born: date) -> None:
    assert cpr.birth_date(number) == born


def test_a_replacement_number_has_its_day_raised_by_sixty() -> None:
    assert cpr.is_replacement("6701801234")
    assert not cpr.is_replacement("0701801234")


def test_modulus_11_is_told_and_refuses_nothing() -> None:
    assert cpr.passes_modulus_11("2110625629")
    assert not cpr.passes_modulus_11("2512489996")
    assert cpr.compact("251248-9996") == "2512489996"


def test_a_number_is_shown_without_its_last_four_digits() -> None:
    assert cpr.dashed("6701801234") == "670180-••••"
    assert cpr.dashed("6701801234", masked=False) == "670180-1234"


@given(st.text(max_size=14))
def test_no_text_makes_reading_a_number_fail(typed: str) -> None:
    found = cpr.compact(typed)
    assert found is None or cpr.birth_date(found) is not None
