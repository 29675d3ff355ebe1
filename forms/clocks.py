"""Times of day as people write and say them. A spoken hour before seven is taken as afternoon: `halv tre` is 14.30."""

from __future__ import annotations

import re

_HOURS = ("et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")
_NUMBERS = {word: number for number, word in enumerate(_HOURS, start=1)} | {"ét": 1, "en": 1, "eet": 1}
_MINUTES = _NUMBERS | {"kvart": 15, "tyve": 20}
_FIXED = {"middag": "12:00", "midnat": "00:00"}
_DIGITS = re.compile(r"(\d{1,2})(?:[.:,\s]?(\d{2}))?\Z")
_SPOKEN = re.compile(r"(?:(\w+)\s+(over|i)\s+)?(halv\s+)?(\w+)\Z")
_PART_OF_DAY = re.compile(r"\s+om\s+(morgenen|formiddagen|eftermiddagen|aftenen|natten)\Z")


def read(text: str) -> str | None:
    """`10`, `10.30`, `1030`, `kl 10`, `halv elleve`, `kvart over ti` → `HH:MM`; None when it is no time."""
    word = re.sub(r"^(?:klokken|kl)\b\.?\s*", "", text.casefold().strip()).rstrip(" .")
    word = re.sub(r"^(?:ca|omkring|cirka)\b\.?\s*", "", word)
    part = _PART_OF_DAY.search(word)
    word = _PART_OF_DAY.sub("", word)
    found = _FIXED.get(word) or _digits(word) or _spoken(word)
    return _placed(found, part[1]) if found and part else found


def _digits(word: str) -> str | None:
    match = _DIGITS.match(word)
    if match is None or not word.isascii():
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _spoken(word: str) -> str | None:
    match = _SPOKEN.match(word)
    if match is None:
        return None
    shift, direction, half, hour_word = match.groups()
    hour = _number(hour_word, _NUMBERS)
    minutes = _number(shift, _MINUTES) if shift else 0
    if hour is None or minutes is None or not 1 <= hour <= 12 or not (half or shift or hour_word in _NUMBERS):
        return None
    at = hour * 60 - (30 if half else 0) + (minutes if direction == "over" else -minutes)
    if at < 7 * 60:
        at += 12 * 60
    return f"{at // 60 % 24:02}:{at % 60:02}"


def _number(word: str, words: dict[str, int]) -> int | None:
    if word.isascii() and word.isdigit() and len(word) <= 2:
        return int(word)
    return words.get(word)


def _placed(clock: str, part: str) -> str:
    hour = int(clock[:2])
    if part in ("eftermiddagen", "aftenen") and hour < 12:
        hour += 12
    if part in ("morgenen", "formiddagen", "natten") and hour > 12 and hour != 12:
        hour -= 12
    return f"{hour:02}{clock[2:]}"
