"""Random ids, and the secret on the recovery sheet."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from rygsaek.errors import InputError

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
GROUPS = 8
GROUP_DATA = 4


def new_id() -> str:
    """A random id: ten characters that are not mistaken for each other, 50 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


class RecoverySecret(NamedTuple):
    """What stands on the recovery sheet: 160 random bits. Eight groups of five characters, the fifth checking its group."""

    data: bytes

    @classmethod
    def generate(cls) -> RecoverySecret:
        return cls(secrets.token_bytes(GROUPS * GROUP_DATA * 5 // 8))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups as they are printed, in capitals."""
        number = int.from_bytes(self.data, "big")
        characters = [number >> shift & 31 for shift in range(5 * GROUPS * GROUP_DATA - 5, -1, -5)]
        parts = [characters[start : start + GROUP_DATA] for start in range(0, len(characters), GROUP_DATA)]
        return tuple("".join(ALPHABET[one] for one in (*part, check(place, part))).upper() for place, part in enumerate(parts))

    def __str__(self) -> str:
        return " ".join(self.groups)

    @classmethod
    def read(cls, typed: str) -> RecoverySecret:
        """What somebody typed from the sheet: spaces, dashes, case and look-alikes (O, I, L) are forgiven.

        Raises InputError naming the groups that are wrong.
        """
        plain = "".join(typed.lower().translate(str.maketrans("oil", "011", " -.,\t\r\n")).split())
        size = GROUP_DATA + 1
        if len(plain) != GROUPS * size:
            raise InputError(
                f"Der mangler tegn: nøglearket har {GROUPS} grupper med {size} tegn.",
                "Skriv dem, som de står på arket.",
                code="input.sheet_length",
            )
        values = [ALPHABET.find(one) for one in plain]
        parts = [values[start : start + size] for start in range(0, len(values), size)]
        wrong = [place for place, part in enumerate(parts) if -1 in part or check(place, part[:-1]) != part[-1]]
        if wrong:
            raise InputError(
                f"Der er en slåfejl i gruppe {', '.join(str(place + 1) for place in wrong)}.",
                "Sammenlign med arket, og ret den.",
                code="input.sheet_group",
            )
        number = 0
        for part in parts:
            for value in part[:-1]:
                number = number << 5 | value
        return cls(number.to_bytes(GROUPS * GROUP_DATA * 5 // 8, "big"))


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
