"""Phone numbers as people write them. Danish ones are eight digits, foreign ones start with +, short ones (112, 1813) with 1."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[\s.\-–/()]+")
# ITU's one- and three-digit country codes; every other code has two.
_ONE_DIGIT_COUNTRIES = ("1", "7")
_THREE_DIGIT_COUNTRIES = (
    "21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59", "67", "68", "69", "80", "85", "87", "88",
    "96", "97", "99",
)  # fmt: skip


def read(text: str) -> str | None:
    """`12345678`, `+46701234567` or `112`; None when it is no phone number."""
    digits = _SEPARATORS.sub("", text)
    digits = re.sub(r"^(?:tlf|mobil|mob)\.?:?", "", digits, flags=re.IGNORECASE)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if not (digits.isascii() and digits.removeprefix("+").isdigit()):
        return None
    if digits.startswith("+45"):
        digits = digits[3:]
        return digits if _is_danish(digits) else None
    if digits.startswith("+"):
        return digits if 8 <= len(digits) <= 16 and digits[1] != "0" else None
    return digits if _is_danish(digits) or _is_short(digits) else None


def show(number: str) -> str:
    """`12 34 56 78`, `+46 70 12 34 567`; what is no number as it stands."""
    if _is_danish(number):
        return _pairs(number)
    if number.startswith("+") and len(number) > 4 and number[1:].isdigit():
        length = 1 if number[1] in _ONE_DIGIT_COUNTRIES else 3 if number[1:3] in _THREE_DIGIT_COUNTRIES else 2
        return f"{number[: length + 1]} {_pairs(number[length + 1 :])}"
    return number


def _is_danish(digits: str) -> bool:
    return len(digits) == 8 and digits.isascii() and digits.isdigit()


def _is_short(digits: str) -> bool:
    return 3 <= len(digits) <= 6 and digits.isdigit() and digits[0] == "1"


def _pairs(digits: str) -> str:
    parts = [digits[at : at + 2] for at in range(0, len(digits), 2)]
    if len(parts) > 1 and len(parts[-1]) == 1:
        parts[-2:] = ["".join(parts[-2:])]
    return " ".join(parts)
