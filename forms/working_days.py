"""Days on which two people can plan to meet: Monday to Friday. Holidays are not known here: who sees the day may change it."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5


def working_day_from(day: date) -> date:
    """The day itself where it is a working day, else the Monday after it. Raises OverflowError at the end of the calendar."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
