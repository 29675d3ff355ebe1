"""The Danish calendar as an office keeps it: which days are working days, why a day is not, and counting them.

The start day is day 0, and a limit ends at the close of its last day. A month later is the same day of that month, or the month's
last day; it does not move on over a weekend.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final, Literal, NamedTuple

import msgspec

from forms.authoring.table import Table
from forms.calendar_words import WEEKDAYS
from forms.day_shift import shifted

DayOff = Literal["arbejdsdag", "fra_kl_12", "heldag"]
Unit = Literal["arbejdsdage", "hverdage", "dage", "maaneder", "aar"]

SATURDAY, SUNDAY = 5, 6
KINDS: Final = ("arbejdsdag", "fra_kl_12", "heldag")
CUSTOMARY: Final = {"foerste_maj": "05-01", "grundlovsdag": "06-05", "juleaftensdag": "12-24", "nytaarsaftensdag": "12-31"}
"""Days that are no public holidays, and that agreements settle: working days until the municipality says otherwise."""
_NAMES: Final = {"05-01": "1. maj", "06-05": "grundlovsdag", "12-24": "juleaftensdag", "12-31": "nytårsaftensdag"}
_LONGEST: Final = 4_000
"""Days looked through for a working day: more than any limit that the profile may set."""


class Counted(NamedTuple):
    """Where counting came to. skipped: the holidays and days off on the way, in order; weekends go without saying."""

    day: date
    skipped: tuple[str, ...]


class Calendar(msgspec.Struct, frozen=True):
    """saturdays: whether a Saturday counts as a *hverdag*, as in the older sense. own: days off by MM-DD or YYYY-MM-DD."""

    saturdays: bool = False
    own: dict[str, DayOff] = {}

    def closed(self, day: date) -> str:
        """Why nobody works that day, in words; "" for a working day."""
        kind = self.own.get(day.isoformat()) or self.own.get(day.isoformat()[5:])
        if kind == "heldag":
            return _NAMES.get(day.isoformat()[5:]) or holidays_of(day.year).get(day) or f"den {day.day}.{day.month}."
        if day in holidays_of(day.year):
            return holidays_of(day.year)[day]
        return WEEKDAYS["da"][day.weekday()] if day.weekday() >= SATURDAY else ""

    def closes_at_noon(self, day: date) -> bool:
        """Whether it is a working day that ends at 12."""
        return "fra_kl_12" in (self.own.get(day.isoformat()), self.own.get(day.isoformat()[5:])) and not self.closed(day)

    def is_working(self, day: date) -> bool:
        """Monday to Friday, no holiday, no day off."""
        return not self.closed(day)

    def working_day_from(self, day: date) -> date:
        """The day itself where it is a working day, else the next one. Raises OverflowError at the end of the calendar."""
        return next(found for n in range(_LONGEST) if self.is_working(found := day + timedelta(days=n)))

    def working_day_until(self, day: date) -> date:
        """The day itself where it is a working day, else the last one before it."""
        return next(found for n in range(_LONGEST) if self.is_working(found := day - timedelta(days=n)))

    def counted(self, start: date, length: int, unit: Unit) -> Counted:
        """The day that lies so many units after the start, before it where length is below 0.

        Raises OverflowError beyond the end of the calendar.
        """
        if unit in ("arbejdsdage", "hverdage"):
            return self._working(start, length, saturdays=unit == "hverdage" and self.saturdays)
        found = shifted(start, length, {"dage": "d", "maaneder": "m", "aar": "y"}[unit])
        if found is None:
            raise OverflowError(length)
        return Counted(found, ())

    def _working(self, start: date, length: int, *, saturdays: bool) -> Counted:
        day, left, step, skipped = start, abs(length), timedelta(days=1 if length >= 0 else -1), []
        while left:
            day += step
            why = self.closed(day)
            if why in WEEKDAYS["da"]:
                left -= saturdays and day.weekday() == SATURDAY
            elif why:
                if day.weekday() < SATURDAY or (saturdays and day.weekday() == SATURDAY):
                    skipped.append(why)
            else:
                left -= 1
        return Counted(day, tuple(skipped))


@cache
def holidays_of(year: int) -> dict[date, str]:
    """The public holidays of a year by day, in Danish. Store bededag is none since 2024 (lov 214 of 6 March 2023)."""
    import holidays  # late: the first screen counts no days

    found = holidays.country_holidays("DK", years=year, language="da", categories="public")
    return {day: name[:1].lower() + name[1:] if not name.startswith("Kristi") else name for day, name in found.items()}


def read_calendar(table: Table) -> Calendar:
    """`[fridage]` in kommune.toml: the customary days by name, `hverdage`, and days of the municipality's own by date."""
    table.know((*CUSTOMARY, "hverdage", "egne"))
    own = {CUSTOMARY[name]: table.word(name, KINDS, "arbejdsdag") for name in CUSTOMARY if table.has(name)}
    dates = Table(table.table_or_none("egne") or {}, f"{table.place}.egne", table.findings)
    for written in dates.raw:
        if _is_day(written):
            own[written] = dates.word(written, KINDS, "heldag")
        else:
            dates.tell("not_a_day", f"»{written}« er ikke en dag.", 'Skriv den som "2026-05-15", eller som "05-15" for hvert år.')
    return Calendar(saturdays=table.word("hverdage", ("man_fre", "man_loer"), "man_fre") == "man_loer", own=own)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written if len(written) > 5 else f"2024-{written}")
    except ValueError:
        return False
    return True
