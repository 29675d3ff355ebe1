"""One line of a list of cases: what is painted, and what is read aloud."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forms.calendar_words import MONTHS, WEEKDAYS, time_in_words

if TYPE_CHECKING:
    from rygsaek.casework.caselist import CaseRow

ON_ITS_WAY = "på vej hertil, ikke efterprøvet"
"""Of a case of which only the line and the first lines are here."""
ARRIVED = "er kommet, bliver lagt på plads"
"""Of one that is here whole and checked, and was not read yet: that is done behind all else, or when somebody opens it."""
NOT_COME = "er ikke kommet, ikke efterprøvet"
"""The same of one whose rest was asked for and did not come."""
REST_IS_NOT_COME = "Resten af sagen er ikke kommet. Måske er sagen ikke delt med dig mere. Spørg den, der delte den."
REST_COMES = "Resten af sagen er på vej hertil. Du kan læse og skrive i den, når den er her."


def way_words(row: CaseRow, arrived: Container[str]) -> str:
    """Where a case is of which the line and the first lines are all that is read; "" for one that is here. arrived: those
    that are here whole and were not read yet."""
    if not row.is_preview:
        return ""
    return ARRIVED if row.case in arrived else NOT_COME if row.has_stopped else ON_ITS_WAY


@dataclass(frozen=True)
class Line:
    """title: whom it is about; when: to the right of it; detail: under it; owed: what is due, as words, beside a shape."""

    case: str
    title: str
    when: str = ""
    detail: str = ""
    owed: str = ""
    document: str = ""
    path: str = ""

    @property
    def spoken(self) -> str:
        """The line as one sentence for a screen reader."""
        return ", ".join(part for part in (self.title, self.when, self.detail, self.owed) if part)


def day_words(day: str, today: date, clock: str = "") -> str:
    """A day as people say it, seen from today: `i dag kl. 10`, `i morgen`, `onsdag 6. maj`, `4. maj 2027`. day: YYYY-MM-DD."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return day
    at = f" {time_in_words(clock)}" if clock else ""
    near = {today: "i dag", today + timedelta(1): "i morgen", today - timedelta(1): "i går"}
    if on in near:
        return near[on] + at
    year = "" if on.year == today.year else f" {on.year}"
    if abs((on - today).days) < 300 and not year:
        return f"{WEEKDAYS['da'][on.weekday()]} {on.day}. {MONTHS['da'][on.month - 1]}{at}"
    return f"{on.day}. {MONTHS['da'][on.month - 1]}{year}{at}"


def today_words(today: date) -> str:
    """The home page's heading: `I dag, mandag 4. maj`."""
    return f"I dag, {WEEKDAYS['da'][today.weekday()]} {today.day}. {MONTHS['da'][today.month - 1]}"


def owed_words(unprinted: int, unsigned: int, conflicts: int) -> str:
    """What a case owes, in few words; "" where nothing."""
    parts = [
        "står to gange" if conflicts else "",
        "ikke printet" if unprinted else "",
        "ikke skrevet under" if unsigned else "",
    ]
    return ", ".join(part for part in parts if part)
