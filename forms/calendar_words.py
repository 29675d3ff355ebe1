"""Days and months in words, by language. A language that is not here is written in Danish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: Mapping[str, tuple[str, ...]] = {
    "da": (
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
YES_NO: Mapping[str, tuple[str, str]] = {"da": ("Ja", "Nej"), "en": ("Yes", "No")}


def day_in_words(day: date, lang: str = "da", *, today: date | None = None) -> str:
    """`mandag den 4. maj 2026`, `Monday 4 May 2026`; without the year when it is that of `today`."""
    known = lang if lang in MONTHS else "da"
    weekday, month = WEEKDAYS[known][day.weekday()], MONTHS[known][day.month - 1]
    year = "" if today is not None and today.year == day.year else f" {day.year}"
    return f"{weekday} den {day.day}. {month}{year}" if known == "da" else f"{weekday} {day.day} {month}{year}"


def date_in_words(day: date, lang: str = "da") -> str:
    """`4. maj 2026`, `4 May 2026`: a day without its weekday, as one is born on."""
    known = lang if lang in MONTHS else "da"
    return f"{day.day}{'.' if known == 'da' else ''} {MONTHS[known][day.month - 1]} {day.year}"


def time_in_words(clock: str, lang: str = "da") -> str:
    """`kl. 10.30`, and `10:30` outside Danish. clock: `HH:MM`."""
    hour, _, minute = clock.partition(":")
    if lang in MONTHS and lang != "da":
        return clock
    return f"kl. {int(hour)}" if minute == "00" else f"kl. {int(hour)}.{minute}"
