"""How long things took and how often they went well, over all cases: figures with no person in them.

A figure of fewer than five is not shown, since a person could be known by it. A case counts in the period in which its inquiry
came, a visit and a goal in that of their own day. Of the limits those are counted that are demands and end by something that
papers say. A case that came to a rest in time has missed nothing, nor one where somebody tried in time: after a failed attempt
at contact no limit runs, nor one that a paper stops. Cases that are not on this laptop are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Final, Literal

import msgspec

from forms.calendar import Calendar
from forms.course import Milestone
from forms.limits import Limit, due_day
from rygsaek.casework import accesslog, problems
from rygsaek.casework.desk import Desk
from rygsaek.casework.progress import Dated, Progress, every_progress

FEWEST: Final = 5
"""Fewer are not shown."""
INQUIRY: Final = "henvendelse"
FIRST_CONTACT: Final = "foerste_kontakt"
FIRST_MEETING: Final = "foerste_moede"
HELD: Final = "holdt"
MISSED: Final = ("aflyst", "ingen_aabnede")
MET: Final = ("kontakt", "aftale", "frabeder_sig")
"""A no is contact, too: course.toml says the same."""
TRIED: Final = ("ingen_svar", "doer_ikke_aabnet", "besked_givet")
YES: Final = "ja"
ASSESSED: Final = (YES, "delvist", "nej")
DETAIL: Final = "Tal uden personer"

Unit = Literal["sager", "dage", "procent"]


class Figure(msgspec.Struct, frozen=True):
    """One figure. value: None where it is not shown; of: how many it was counted from, None where that is below five."""

    id: str
    title: str
    unit: Unit
    value: float | None
    of: int | None

    @property
    def is_hidden(self) -> bool:
        """Too few to be shown."""
        return self.value is None


class Period(msgspec.Struct, frozen=True):
    """Days, both included; None for open."""

    first: date | None = None
    last: date | None = None

    def has(self, day: str) -> bool:
        """Whether a day, YYYY-MM-DD, lies within; what has no day lies only in the open period."""
        if not day:
            return self.first is None and self.last is None
        return (self.first is None or self.first.isoformat() <= day) and (self.last is None or day <= self.last.isoformat())


class Rules(msgspec.Struct, frozen=True):
    """What a municipality goes by."""

    course: tuple[Milestone, ...]
    limits: Mapping[str, Limit]
    calendar: Calendar


ALWAYS: Final = Period()


def figures(desk: Desk, period: Period = ALWAYS) -> tuple[Figure, ...]:
    """The figures of all cases here. Access-logged. Raises InputError `role.not_yours`, `overview.period`."""
    if not desk.role.leads:
        raise problems.not_this_role(desk.role)
    if period.first is not None and period.last is not None and period.last < period.first:
        raise problems.wrong_period()
    accesslog.seen(desk, accesslog.NO_CASE, "list", DETAIL)
    with desk.vault.read() as reader:
        known = [one for _, one in every_progress(reader)]
    return counted(known, period, Rules(desk.profile.course, desk.profile.limits, desk.profile.calendar), desk.today())


def counted(known: Sequence[Progress], period: Period, rules: Rules, today: date) -> tuple[Figure, ...]:
    """The figures of cases as they stand on a day. Pure."""
    cases = [one for one in known if period.has(one.inquiry)]
    inquiries = sum(bool(one.inquiry) for one in cases)
    visits = _past((one for case in known for one in case.visits), period, today)
    attempts = [
        one for one in _past((one for case in known for one in case.attempts), period, today) if one.what in (*MET, *TRIED)
    ]
    goals = [one for case in known for one in case.goals if period.has(one.day) and one.what in ASSESSED]
    held = sum(one.what == HELD for one in visits)
    planned = held + sum(one.what in MISSED for one in visits)
    return (
        _shown("sager", "Henvendelser", "sager", inquiries, inquiries),
        _days("kontakt_dage", "Fra henvendelse til den første kontakt", FIRST_CONTACT, cases, today),
        _days("moede_dage", "Fra henvendelse til det første møde", FIRST_MEETING, cases, today),
        *_within(rules, cases, today),
        _share("holdte_besoeg", "Besøg, der blev holdt", held, planned),
        _share("forsoeg_kontakt", "Forsøg, der gav kontakt", sum(one.what in MET for one in attempts), len(attempts)),
        _share("maal_naaet", "Mål, der er nået", sum(one.what == YES for one in goals), len(goals)),
    )


def _past(dated: Iterable[Dated], period: Period, today: date) -> list[Dated]:
    return [one for one in dated if period.has(one.day) and one.day <= today.isoformat()]


def _days(name: str, title: str, milestone: str, cases: Sequence[Progress], today: date) -> Figure:
    """The median of days from the inquiry."""
    pairs = ((one.inquiry, _first(one, milestone, today)) for one in cases)
    took = [(met - date.fromisoformat(inquiry)).days for inquiry, met in pairs if inquiry and met is not None]
    took = [days for days in took if days >= 0]
    return _shown(name, title, "dage", float(median(took)) if took else 0, len(took))


def _within(rules: Rules, cases: Sequence[Progress], today: date) -> Iterator[Figure]:
    """For each limit: how many of those that are over kept it."""
    said = {one.id for one in rules.course if one.reached}
    for limit in rules.limits.values():
        if limit.is_day and not limit.soft and not limit.told_only and limit.met in said:
            kept = [found for one in cases if (found := _kept(limit, one, rules, today)) is not None]
            yield _share(limit.id, f"{limit.title} inden for fristen", sum(kept), len(kept))


def _kept(limit: Limit, one: Progress, rules: Rules, today: date) -> bool | None:
    """Whether a case kept a limit; None where it has not begun, still can, or came to nothing."""
    start = _first(one, limit.start, today)
    if start is None:
        return None
    due = due_day(limit, start, rules.calendar).day
    met = [found for day in one.days.get(limit.met, ()) if start <= (found := date.fromisoformat(day)) <= today]
    if met and min(met) <= due:
        return True
    if not met and (due >= today or limit.id in one.stopped):
        return None
    ends = () if limit.runs_on else (known.id for known in rules.course if known.turn == "rest" or known.closes)
    halts = [day for name in ends for day in one.days.get(name, ())]
    if limit.met == FIRST_CONTACT:
        halts += [tried.day for tried in one.attempts if tried.what in TRIED]
    return None if any(start.isoformat() <= day <= due.isoformat() for day in halts) else False


def _first(one: Progress, milestone: str, today: date) -> date | None:
    if milestone == INQUIRY and one.inquiry:
        return date.fromisoformat(one.inquiry)
    found = [day for day in one.days.get(milestone, ()) if day <= today.isoformat()]
    return date.fromisoformat(found[0]) if found else None


def _share(name: str, title: str, part: int, whole: int) -> Figure:
    return _shown(name, title, "procent", 100 * part / whole if whole else 0, whole)


def _shown(name: str, title: str, unit: Unit, value: float, of: int) -> Figure:
    return Figure(name, title, unit, value, of) if of >= FEWEST else Figure(name, title, unit, None, None)
