"""CPR numbers: python-stdnum's rules, with replacement numbers let in and modulus 11 as no more than a hint.

python-stdnum refuses replacement numbers (the day raised by 60) and asks the clock; both are handled here.
Sources: cpr.dk on modulus 11 (numbers without it are issued since 1 October 2007, and are fully valid), and on
erstatningspersonnumre.
"""

from __future__ import annotations

from datetime import date
from typing import Any

MASK = "••••"


def compact(text: str) -> str | None:
    """The ten digits of a number as people write it (`070161-1234`, `070161 1234`, `0701611234`), None when it is none."""
    digits = _stdnum().compact(text).replace("–", "")
    return digits if len(digits) == 10 and digits.isascii() and digits.isdigit() and birth_date(digits) else None


def is_replacement(number: str) -> bool:
    """Whether the day is raised by 60: an erstatningspersonnummer, for people without a CPR number, and for invented ones."""
    return number[:1] in ("6", "7", "8", "9")


def birth_date(number: str) -> date | None:
    """The birth date that ten digits tell, None when it is no date."""
    if not (len(number) == 10 and number.isascii() and number.isdigit()):
        return None
    if is_replacement(number):
        number = f"{int(number[0]) - 6}{number[1:]}"
    try:
        found: date = _stdnum().get_birth_date(number)
    except ValueError:  # stdnum's own errors are ValueErrors
        return None
    return found


def passes_modulus_11(number: str) -> bool:
    """Whether modulus 11 holds. A number that fails it may be valid: never a reason to refuse."""
    return bool(_stdnum().checksum(number) == 0)


def dashed(number: str, *, masked: bool = True) -> str:
    """`070161-••••`, or `070161-1234` when it is not masked."""
    return f"{number[:6]}-{MASK if masked else number[6:]}"


def _stdnum() -> Any:
    from stdnum.dk import cpr  # brings TLS along (10 ms), which the first screen does not need

    return cpr
