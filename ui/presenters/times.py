"""Moments as people say them: `kl. 10.42`, `i dag kl. 9.05`, `i fredags kl. 14.10`, `den 3. april kl. 8.00`."""

from __future__ import annotations

from datetime import datetime

from forms.calendar_words import MONTHS, WEEKDAYS
from rygsaek.casework.desk import local


def clock_words(moment: datetime) -> str:
    """The time of day, `10.42`."""
    here = local(moment)
    return f"{here.hour}.{here.minute:02}"


def moment_words(moment: datetime, now: datetime) -> str:
    """A moment in the past, seen from now; both aware."""
    here, today = local(moment), local(now).date()
    days = (today - here.date()).days
    clock = f"kl. {clock_words(moment)}"
    if days == 0:
        return f"i dag {clock}"
    if days == 1:
        return f"i går {clock}"
    if 1 < days < 7:
        return f"i {WEEKDAYS['da'][here.weekday()]}s {clock}"
    year = "" if here.year == today.year else f" {here.year}"
    return f"den {here.day}. {MONTHS['da'][here.month - 1]}{year} {clock}"
