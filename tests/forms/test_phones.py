"""Phone numbers as people write them, and as they are shown."""

from __future__ import annotations

import pytest

from forms import phones


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("12 34 56 78", "12345678", "12 34 56 78"),
        ("12345678", "12345678", "12 34 56 78"),
        ("1234 5678", "12345678", "12 34 56 78"),
        ("+45 12 34 56 78", "12345678", "12 34 56 78"),
        ("0045 12345678", "12345678", "12 34 56 78"),
        ("(+45) 12-34-56-78", "12345678", "12 34 56 78"),
        ("tlf. 12 34 56 78", "12345678", "12 34 56 78"),
        ("+46 70 123 45 67", "+46701234567", "+46 70 12 34 567"),
        ("0049 30 123456", "+4930123456", "+49 30 12 34 56"),
        ("+298 123456", "+298123456", "+298 12 34 56"),
        ("+1 212 555 0100", "+12125550100", "+1 21 25 55 01 00"),
        ("112", "112", "112"),
        ("1813", "1813", "1813"),
        ("116 111", "116111", "116111"),
    ],
)
def test_a_number_is_understood_and_shown_in_pairs(typed: str, kept: str, shown: str) -> None:
    assert phones.read(typed) == kept
    assert phones.show(kept) == shown
    assert phones.read(shown) == kept


@pytest.mark.parametrize(
    "typed", ["", "ring til mig", "1234567", "123456789", "+45 1234567", "+0 123 456 789", "12 34 56 78 Bo", "١٢٣٤٥٦٧٨"]
)
def test_what_is_no_number_is_not_taken_for_one(typed: str) -> None:
    assert phones.read(typed) is None


@pytest.mark.parametrize("text", ["spørg Bo", "+", "+x", "+4"])
def test_what_is_no_number_is_shown_as_it_stands(text: str) -> None:
    assert phones.show(text) == text
