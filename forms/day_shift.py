"""Days counted from another: `i_dag+14d`, `gyldig_fra+1y`, `foedselsdato-3m`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

_SHIFT = re.compile(r"([^+\-]+?)([+-]\d{1,4})([dmy])\Z")
Shift = Callable[[date], date | None]


def split_shift(source: str) -> tuple[str, Shift | None]:
    """The name before a shift and what to do with its day: days (d), months (m) or years (y). None for no shift."""
    match = _SHIFT.match(source)
    if match is None:
        return source, None
    count, unit = int(match[2]), match[3]
    return match[1], lambda day: shifted(day, count, unit)


def counts_days(source: str) -> bool:
    """Whether a source is a day so many days on (`i_dag+14d`): a day to do something, not the end of months or years."""
    match = _SHIFT.match(source)
    return match is not None and match[3] == "d"


def shifted(day: date, count: int, unit: str) -> date | None:
    """The day `count` days (d), months (m) or years (y) on, or the month's last day; None beyond the calendar."""
    try:
        if unit == "d":
            return day + timedelta(days=count)
        month = day.month - 1 + count * (12 if unit == "y" else 1)
        year, month = day.year + month // 12, month % 12 + 1
        return next(found for less in range(4) if (found := _day(year, month, day.day - less)))
    except (OverflowError, StopIteration):
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
