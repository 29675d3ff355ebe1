"""Secrets as people type them from paper: groups of five characters, the fifth checking its group."""

from __future__ import annotations

from rygsaek.errors import InputError

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
DATA = 4
SIZE = DATA + 1
BITS = 5 * DATA
"""Of a number in one group."""


def written(number: int, count: int) -> tuple[str, ...]:
    """A number below 2**(20 × count) as that many groups, in capitals. count: at most 31, each place being checked too."""
    groups = []
    for place in range(count):
        group = number >> BITS * (count - 1 - place)
        part = [group >> shift & 31 for shift in range(BITS - 5, -1, -5)]
        groups.append("".join(ALPHABET[one] for one in (*part, check(place, part))).upper())
    return tuple(groups)


def read(typed: str, count: int, paper: str) -> int:
    """The number that somebody typed: spaces, dashes, case and look-alikes (O, I, L) are forgiven.

    paper: what it stands on, in the definite form (`arket`). Raises InputError `input.groups_length`, or
    `input.groups_wrong` naming the groups that are wrong.
    """
    plain = "".join(typed.lower().translate(str.maketrans("oil", "011", " -.,\t\r\n")).split())
    if len(plain) != count * SIZE:
        raise InputError(
            f"Der mangler tegn, eller der er for mange: {paper} har {count} grupper med {SIZE} tegn.",
            f"Skriv dem, som de står på {paper}.",
            code="input.groups_length",
        )
    values = [ALPHABET.find(one) for one in plain]
    parts = [values[start : start + SIZE] for start in range(0, len(values), SIZE)]
    wrong = [place for place, part in enumerate(parts) if -1 in part or check(place, part[:-1]) != part[-1]]
    if wrong:
        raise InputError(
            f"Der er en slåfejl i gruppe {', '.join(str(place + 1) for place in wrong)}.",
            f"Sammenlign med {paper}, og ret den.",
            code="input.groups_wrong",
        )
    number = 0
    for part in parts:
        for value in part[:-1]:
            number = number << 5 | value
    return number


def check(place: int, part: list[int]) -> int:
    """The check character of a group: finds every single wrong character, every swap within, and groups that changed places.

    A weighted sum over GF(32), polynomial x^5 + x^2 + 1, weights the powers of x; the place is weighted too.
    """
    total = 0
    for value in (place, *part):
        total = times_x(total ^ value)
    return total


def times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled
