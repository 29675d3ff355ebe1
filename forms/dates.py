"""Dates as people write and say them: `i morgen`, `på fredag`, `om 14 dage`, `3/4`, `den 3. april`, `030426`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from forms import clocks
from forms.calendar_words import MONTHS, WEEKDAYS
from forms.day_shift import shifted
from forms.problems import Problem

_FIXED = {
    "i dag": 0, "idag": 0, "nu": 0, "i morgen": 1, "imorgen": 1, "i overmorgen": 2, "overmorgen": 2,
    "i går": -1, "igår": -1, "i forgårs": -2, "forgårs": -2,
}  # fmt: skip
_COUNTS = {
    "en": 1, "et": 1, "ét": 1, "én": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10,
    "elleve": 11, "tolv": 12, "fjorten": 14,
}  # fmt: skip
_DAYS = {"dag": 1, "dage": 1, "uge": 7, "uger": 7}
_MONTHS = ("måned", "måneder", "md", "mdr", "år")
_WEEKDAY = {name: number for number, name in enumerate(WEEKDAYS["da"])} | {
    short: number for number, name in enumerate(WEEKDAYS["da"]) for short in (name[:3], name[:2])
}
_FAR = re.compile(r"om (\w+) (\w+)\Z")
_NEAR = re.compile(r"(?:(på|næste|kommende|førstkommende|nu på|sidste|i) )?(\w+?)(s)?( i næste uge)?\Z")
_NUMBERS = re.compile(r"(\d{1,2})[./\-\s]+(\d{1,2})(?:[./\-\s]+(\d{4}|\d{2}))?\.?\Z")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})\Z")
_NAMED = re.compile(r"(\d{1,2})\.?\s*([a-zæøå]{3,9})\.?(?:\s*(\d{4}|\d{2}))?\Z")
_DAY_ALONE = re.compile(r"(\d{1,2})\.\Z")
_CLOCK = re.compile(r"\s*,?\s*\b(?:klokken\b|kl\b\.?)\s*(.*)\Z")
_EARLIEST, _LATEST = 1850, 2200


def read(text: str, today: date) -> date | Problem:
    """The day meant, counted from `today`, or a Problem. A year that is not written is the one that brings the day nearest."""
    word, weekday, tail = split_time(text)
    if tail and clocks.read(tail) is None and tail.strip(" .…"):
        return _not_a_date()
    found = _in_words(word, today) if weekday is None else None
    if found is None:
        bare = re.sub(r"^(?:den|d)\b\.?\s*", "", word)
        found = _in_numbers(bare + "." if bare != word and bare.isdigit() and len(bare) < 3 else bare, today)
    if found is None and weekday is not None and not word:
        found = _coming(weekday, today)
    if found is None:
        return _not_a_date()
    if not _EARLIEST <= found.year <= _LATEST:
        return Problem("answer.wrong_date", "", f"Året {found.year} kan ikke passe.", "Skriv året med fire cifre, som 3/4-1961.")
    if weekday is not None and found.weekday() != weekday:
        text = f"Den {found.day}. {MONTHS['da'][found.month - 1]} {found.year} er en {WEEKDAYS['da'][found.weekday()]}."
        return Problem("answer.weekday_differs", "", text, "Ret dagen eller datoen.")
    return found


def split_time(text: str) -> tuple[str, int | None, str]:
    """What stands before the time of day, in small letters; the weekday before a date, or None; and what stands behind `kl`."""
    word = text.casefold().strip()
    clock = _CLOCK.search(word)
    tail = clock[1] if clock else ""
    word = (word[: clock.start()] if clock else word).strip(" ,")
    first, _, rest = word.partition(" ")
    weekday = _WEEKDAY.get(first.rstrip(".,"))
    if weekday is not None and re.match(r"(?:den |d\. ?)?\d", rest):
        return rest, weekday, tail
    return word, None, tail


def _in_words(word: str, today: date) -> date | None:
    if word in _FIXED:
        return today + timedelta(days=_FIXED[word])
    far = _FAR.match(word.rstrip("."))
    if far:
        return _far(far[1], far[2], today)
    near = _NEAR.match(word)
    if near is None:
        return None
    which, name, genitive, next_week = near.groups()
    weekday = _WEEKDAY.get(name)
    if weekday is None and genitive:
        weekday, genitive = _WEEKDAY.get(name + genitive), None
    if weekday is None or (which == "i") != bool(genitive):
        return None
    if which in ("sidste", "i"):
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if which == "næste" or next_week:
        return today + timedelta(days=7 - today.weekday() + weekday)
    return _coming(weekday, today)


def _coming(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _far(count_word: str, unit: str, today: date) -> date | None:
    digits = count_word.isascii() and count_word.isdigit() and len(count_word) <= 3
    count = int(count_word) if digits else _COUNTS.get(count_word)
    if count is None:
        return None
    if unit in _DAYS:
        return today + timedelta(days=count * _DAYS[unit])
    if unit in _MONTHS:
        return shifted(today, count, "y" if unit == "år" else "m")
    return None


def _in_numbers(word: str, today: date) -> date | None:
    iso = _ISO.match(word)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    alone = _DAY_ALONE.match(word)
    if alone:
        months = ((today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1) for n in range(12))
        days = (_day(year, month, int(alone[1])) for year, month in months)
        return next((found for found in days if found and found >= today), None)
    numbers = _NUMBERS.match(word) or _RUN.match(word)
    named = None if numbers else _NAMED.match(word)
    if numbers:
        day, month, year = int(numbers[1]), int(numbers[2]), numbers[3]
    elif named and (month := _month(named[2])):
        day, year = int(named[1]), named[3]
    else:
        return None
    return _day(_year(year, today), month, day) if year else _nearest(month, day, today)


def _month(word: str) -> int:
    return next((n for n, name in enumerate(MONTHS["da"], start=1) if len(word) >= 3 and name.startswith(word)), 0)


def _year(written: str, today: date) -> int:
    """Two digits mean a year up to ten years ahead, or else one before: in 2026, `36` is 2036 and `61` is 1961."""
    year = int(written)
    if len(written) == 4:
        return year
    century = today.year // 100 * 100
    return century + year if century + year <= today.year + 10 else century - 100 + year


def _nearest(month: int, day: int, today: date) -> date | None:
    days = [found for year in range(today.year - 4, today.year + 5) if (found := _day(year, month, day))]
    return min(days, key=lambda found: (abs(found - today), found < today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _not_a_date() -> Problem:
    return Problem("answer.wrong_date", "", "Det er ikke en dato.", "Skriv for eksempel 3/4, fredag eller om 14 dage.")
