"""Numbers as Danes write them: comma for decimals, dot between thousands."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

LARGEST = 10**15
_DECORATION = re.compile(r"^(?:kr\.?|ca\.?)\s*|\s*(?:kr\.?|kroner|år|min\.?|minutter|timer|stk\.?|%|,-)$", re.IGNORECASE)
_GROUPED = re.compile(r"-?\d{1,3}(?:[. ]\d{3})+(?:,\d+)?\Z")
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?\Z")


def read(text: str) -> int | float | None:
    """`1.234,5` → 1234.5, `3,5` → 3.5, `12 kr.` → 12; None when it is no number of at most 15 digits before the comma."""
    bare = _DECORATION.sub("", text.strip()).strip().replace("−", "-")
    if len(bare) > 60 or not bare.isascii():
        return None
    if _GROUPED.match(bare):
        bare = bare.replace(".", "").replace(" ", "")
    elif not _PLAIN.match(bare):
        return None
    try:
        found = Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None
    if abs(found) >= LARGEST:
        return None
    return sound(found)


def sound(value: int | float | Decimal) -> int | float:
    """The number as it is kept: nine decimals at most, and whole numbers as int."""
    rounded = round(Decimal(value) if isinstance(value, int) else Decimal(str(value)), 9)
    return int(rounded) if float(rounded).is_integer() else float(rounded)


def show(value: int | float) -> str:
    """`1.234,5`: dots between thousands from 10.000 up, as years and house numbers have none."""
    whole, _, rest = f"{Decimal(repr(value)):f}".partition(".")
    if abs(value) >= 10_000:
        whole = f"{int(whole):,}".replace(",", ".")
    return f"{whole},{rest}" if rest else whole
