"""The method's time limits: what each counts from, how long it is, and the day it comes to, with the reason in words.

limits.toml has them as the method says; a municipality changes length, unit and start in kommune.toml (`[frister.ID]`).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, cast

import msgspec

from forms.authoring.findings import Findings, meant
from forms.authoring.syntax import read_toml
from forms.authoring.table import Table
from forms.calendar import Calendar, Unit
from forms.calendar_words import day_in_words

LimitUnit = Literal["arbejdsdage", "hverdage", "dage", "maaneder", "aar", "minutter"]
UNITS: Final[dict[str, tuple[str, str]]] = {
    "arbejdsdage": ("arbejdsdag", "arbejdsdage"),
    "hverdage": ("hverdag", "hverdage"),
    "dage": ("dag", "dage"),
    "maaneder": ("måned", "måneder"),
    "aar": ("år", "år"),
    "minutter": ("minut", "minutter"),
}
MOST: Final = {"arbejdsdage": 260, "hverdage": 260, "dage": 400, "maaneder": 60, "aar": 5, "minutter": 480}
"""Longer than this is a slip of the finger in every unit."""
AFTER: Final[dict[str, str]] = {
    "tildelt": "efter at sagen blev tildelt",
    "henvendelse": "efter henvendelsen",
    "foerste_kontakt": "efter den første kontakt",
    "foerste_moede": "efter det første møde",
    "koordinerende_moede": "efter mødet",
    "aftale_indgaaet": "efter at I blev enige",
    "afslutning": "efter afslutningen",
    "samtykke_givet": "efter at der blev sagt ja",
    "moede_planlagt": "før mødet",
    "opfoelgning_aftalt": "den dag, I har aftalt",
}

_KEYS: Final = (
    "title", "start", "starts", "met", "length", "unit", "soft", "opens", "remind", "next", "runs_on", "told_only",
    "start_of", "open", "during", "instead",
)  # fmt: skip


class PaperDay(msgspec.Struct, frozen=True):
    """A day in the documents of a form, in each of its rows where `rows` names them. It counts while `when` holds there."""

    form: str
    day: str = ""
    rows: str = ""
    when: dict[str, Any] | None = None


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """start, met: events of the course. length: in `unit`, below 0 for a day before the start. soft: an aim, no demand.

    opens: the window opens so many units after the start, 0 for none. remind_days: so long before its end it is told of.
    next: the one thing to do, in words. runs_on: after the course has ended, too. told_only: it is never missed.
    start_of: the milestone that it lies before, "" for none.
    open: days that each give a limit of their own; during: it runs only while one of these holds, where there are any;
    instead: days that stand in its place; one without a day stops it.
    """

    id: str
    title: str
    start: str
    starts: tuple[str, ...]
    met: str
    length: int
    unit: LimitUnit
    soft: bool = False
    opens: int = 0
    remind_days: int = 0
    next: str = ""
    runs_on: bool = False
    told_only: bool = False
    start_of: str = ""
    open: tuple[PaperDay, ...] = ()
    during: tuple[PaperDay, ...] = ()
    instead: tuple[PaperDay, ...] = ()

    @property
    def is_day(self) -> bool:
        """Whether it ends on a day; a meeting's length does not."""
        return self.unit != "minutter"


class DueDay(msgspec.Struct, frozen=True):
    """The day a limit comes to. remind_on: the last working day on or before it; opens_on: where it is a window, else None.

    skipped: holidays that were passed over; reason: all of it in words.
    """

    day: date
    remind_on: date
    opens_on: date | None
    skipped: tuple[str, ...]
    reason: str


class Changed(msgspec.Struct, frozen=True):
    """What a municipality has set of a limit; None for what it left alone."""

    length: int | None = None
    unit: LimitUnit | None = None
    start: str | None = None


@cache
def method_limits() -> dict[str, Limit]:
    """The limits as limits.toml has them."""
    findings = Findings("limits.toml", area="limits")
    raw = read_toml((files("forms") / "limits.toml").read_text("utf-8"), findings)
    found = {name: _limit(name, Table(table, name, findings)) for name, table in raw.items()}
    findings.raise_any()
    return found


def limits_with(changed: dict[str, Changed]) -> dict[str, Limit]:
    """The limits as a municipality has them."""
    known = dict(method_limits())
    for name, change in changed.items():
        if name in known:
            own = {key: value for key, value in msgspec.structs.asdict(change).items() if value is not None}
            known[name] = msgspec.structs.replace(known[name], **own)
    return known


def due_day(limit: Limit, start: date, calendar: Calendar) -> DueDay:
    """When a limit that starts on a day is reached. Raises ValueError for one that ends on no day, OverflowError far out."""
    if not limit.is_day:
        raise ValueError(limit.id)
    unit = cast(Unit, limit.unit)
    found = calendar.counted(start, limit.length, unit)
    opens = calendar.counted(start, limit.opens, unit).day if limit.opens else None
    remind = calendar.working_day_until(found.day - timedelta(days=limit.remind_days))
    return DueDay(found.day, remind, opens, found.skipped, _reason(limit, start, found.day, opens, found.skipped, calendar))


def read_limits(table: Table) -> dict[str, Changed]:
    """`[frister]` in kommune.toml: by limit `laengde`, `enhed`, `fra`."""
    known = method_limits()
    found: dict[str, Changed] = {}
    for name in table.raw:
        if name not in known:
            table.tell("limit_unknown", f"Der er ingen frist, der hedder »{name}«.", meant(name, tuple(known), "Slet den."))
            continue
        found[name] = _changed(known[name], Table(table.table_or_none(name) or {}, f"{table.place}.{name}", table.findings))
    return found


def _changed(limit: Limit, table: Table) -> Changed:
    table.know(("laengde", "enhed", "fra"))
    units = tuple(UNITS)[:-1] if limit.is_day else ("minutter",)
    unit = table.word("enhed", units, limit.unit) if table.has("enhed") else limit.unit
    length: int | None = None
    if table.has("laengde"):
        least = 0 if limit.length == 0 else 1
        length = table.whole("laengde", least=least, otherwise=abs(limit.length), most=MOST[unit])
        length = -length if limit.length < 0 else length
    elif unit != limit.unit:
        table.tell("unit_alone", "Enheden er rettet, men ikke længden.", "Skriv også laengde = …, så begge dele passer sammen.")
    start = table.word("fra", limit.starts, limit.start) if table.has("fra") else None
    return Changed(length, unit if table.has("enhed") else None, start)


def _limit(name: str, table: Table) -> Limit:
    table.know(_KEYS)
    start = table.string("start")
    return Limit(
        id=name,
        title=table.string("title"),
        start=start,
        starts=table.strings("starts") or (start,),
        met=table.string_or_none("met") or "",
        length=table.whole("length", least=-400, needed=True),
        unit=table.word("unit", tuple(UNITS), "dage", needed=True),
        soft=table.truth("soft"),
        opens=table.whole("opens", least=0),
        remind_days=table.whole("remind", least=0),
        next=table.string_or_none("next") or "",
        runs_on=table.truth("runs_on"),
        told_only=table.truth("told_only"),
        start_of=table.string_or_none("start_of") or "",
        open=_days(table, "open"),
        during=_days(table, "during"),
        instead=_days(table, "instead"),
    )


def _days(table: Table, key: str) -> tuple[PaperDay, ...]:
    return tuple(
        PaperDay(one.string("form"), one.string_or_none("day") or "", one.string_or_none("rows") or "", one.table_or_none("when"))
        for one in table.tables(key, key)
    )


def _reason(limit: Limit, start: date, day: date, opens: date | None, skipped: tuple[str, ...], calendar: Calendar) -> str:
    count = abs(limit.length)
    after = AFTER.get(limit.start, "efter")
    length = f"{count} {UNITS[limit.unit][count != 1]} " if count else ""
    window = f"{limit.opens} til " if limit.opens else ""
    told = [f"{window}{length}{after}, {day_in_words(start)}"]
    if skipped:
        told.append(f"{_listed(skipped)} er sprunget over")
    if opens is not None:
        told.append(f"kan holdes fra {day_in_words(opens, today=day)}")
    closed = calendar.closed(day)
    if closed:
        told.append(f"det er {closed}, så gør det senest {day_in_words(calendar.working_day_until(day), today=day)}")
    elif calendar.closes_at_noon(day):
        told.append("kontoret lukker kl. 12 den dag")
    return "; ".join(told) + "."


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"


def as_json(limit: Limit, start: date, due: DueDay) -> dict[str, Any]:
    """For machines; keys are stable."""
    return {
        "limit": limit.id,
        "title": limit.title,
        "start": start.isoformat(),
        "due": due.day.isoformat(),
        "opens": due.opens_on.isoformat() if due.opens_on else None,
        "remind": due.remind_on.isoformat(),
        "length": limit.length,
        "unit": limit.unit,
        "soft": limit.soft,
        "skipped": list(due.skipped),
        "reason": due.reason,
    }
