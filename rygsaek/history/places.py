"""Where a row goes: texts that sort, with room between any two of them, so that moving one row rewrites no other.

Digits 0–9, a–z; the text is a fraction ("v" is about a half) and never ends in the lowest digit.
"""

from __future__ import annotations

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)


def between(before: str = "", after: str = "") -> str:
    """A place after `before` and before `after`; "" for the start and the end. Raises ValueError unless before < after."""
    if after and before >= after:
        raise ValueError("no place between these")
    made = ""
    position = 0
    while True:
        low = DIGITS.index(before[position]) if position < len(before) else 0
        high = DIGITS.index(after[position]) if after and position < len(after) else BASE
        if high - low > 1:
            return made + DIGITS[(low + high) // 2]
        made += DIGITS[low]
        if high - low == 1:
            after = ""
        position += 1


def spread(count: int) -> tuple[str, ...]:
    """Places for that many rows at once, in order."""
    width = 1
    while BASE**width <= count + 1:
        width += 1
    step = BASE**width // (count + 1)
    return tuple(digits(step * number, width) for number in range(1, count + 1))


def digits(number: int, width: int) -> str:
    made = ""
    for _ in range(width):
        number, rest = divmod(number, BASE)
        made = DIGITS[rest] + made
    return made.rstrip("0")
