"""Who can see a case, and what was decided about it in vain, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sync.office.people import Colleague

WRITER: Final = "kan læse og skrive"
READER: Final = "kan læse"
OUT: Final = (
    "Du er ikke med i sagen mere. En kollega har taget den fra denne computer. "
    "Det, du har skrevet, er her stadig. Bed den, der har sagen, om at dele den med dig igen."
)
IN_VAIN: Final = "En kollega ændrede det samme imens. Derfor gælder det her ikke:"
SEEN: Final = "Så bliver det ikke nævnt mere."
_WISHED: Final = {"writer": "skulle kunne læse og skrive", "reader": "skulle kunne læse", "none": "skulle ikke se sagen mere"}


def in_vain(unmet: Iterable[tuple[Colleague, str]]) -> tuple[str, ...]:
    """Each of the laptops that were given something in vain, and what."""
    return tuple(f"{one.name}: {_WISHED[access]}." for one, access in unmet)
