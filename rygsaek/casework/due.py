"""What is due in a case, read of its papers: every limit whose start event has a day and that nothing has met yet. Pure.

A limit is counted by the profile that was kept by the document which says its start event: no deadline moves because a
municipality changes its limits afterwards (workflow B.3). What nothing can meet is never missed; after a failed attempt
the next is due; in a rest only what runs on is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

import msgspec

from forms.calendar import Calendar
from forms.calendar_words import day_in_words
from forms.conditions import asks, holds
from forms.course import Milestone
from forms.limits import DueDay, Limit, PaperDay, due_day
from forms.limits import as_json as limit_json
from forms.profile import Profile
from rygsaek.casework.course import Read, Said, Step, course_of, days, reopened_on
from rygsaek.casework.summary import DAY

State = Literal["over", "today", "ahead"]
REASON: Final = "fristgrund"
"""The form that says why a limit was missed: which, from which day, and why."""
WHICH, SINCE, WHY, OWN_WORDS = "frist", "fra_dato", "grund", "grund_andet"


class Terms(msgspec.Struct, frozen=True):
    """What a municipality counts by."""

    limits: Mapping[str, Limit]
    calendar: Calendar


def terms_of(profile: Profile) -> Terms:
    """What a municipality counts by."""
    return Terms(profile.limits, profile.calendar)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One limit that runs. start: the day that it is counted from; document: where that is said.

    act, form, paper: the one next step is a call (`ring`), a visit (`besoeg`), or writing in a paper: the one there is, else one
    begun of the form. planned: the day that was agreed on for it, YYYY-MM-DD; why: the reason that was given for missing it.
    """

    limit: Limit
    start: date
    due: DueDay
    state: State
    document: str
    act: str = ""
    form: str = ""
    paper: str = ""
    planned: str = ""
    why: str = ""

    @property
    def asks_why(self) -> bool:
        """Whether it was missed, and nobody has said why. An aim that was missed asks nothing."""
        return self.state == "over" and not self.limit.soft and not self.why


def due_of(
    milestones: Sequence[Milestone], read: Sequence[Read], now: Terms, kept: Mapping[str, Terms], today: date
) -> tuple[Due, ...]:
    """Every limit that runs, the first day first. now: what counts today; kept: what counted when a document began, by its id."""
    found = running(milestones, read, course_of(milestones, read, today), now, kept, today)
    return tuple(one for one in found if one.state != "over" or not one.limit.told_only)


def ended_on(milestones: Sequence[Milestone], read: Sequence[Read], steps: Sequence[Step], today: date) -> str:
    """The day, seen from today, since which a case rests or is closed, YYYY-MM-DD; "" for one that goes on.

    steps: how far it has come (`course_of`).
    """
    since, rests = reopened_on(steps), [one.day for one in steps if one.milestone.turn == "rest"]
    ends = [said.day for one in milestones if one.closes for said in days(one.reached, read, today)]
    return min((day for day in (*rests, *ends) if since < day <= today.isoformat()), default="")


def running(
    milestones: Sequence[Milestone],
    read: Sequence[Read],
    steps: Sequence[Step],
    now: Terms,
    kept: Mapping[str, Terms],
    today: date,
) -> tuple[Due, ...]:
    """As due_of, with what is told of until its day and no longer. steps: how far the case has come (`course_of`)."""
    since = reopened_on(steps)
    known = {one.id: one for one in milestones}
    has_ended = bool(ended_on(milestones, read, steps, today))
    given = _reasons(read)
    found: dict[tuple[str, date, str], Due] = {}
    for limit in now.limits.values():
        if limit.is_day and (limit.runs_on or not has_ended):
            case = _Case(steps, known, read, now, kept, since, today)
            for one in case.opened(limit) if limit.open else case.between(limit):
                why = given.get((limit.id, one.start.isoformat()), "")
                found[limit.id, one.start, one.document] = msgspec.structs.replace(one, why=why)
    return tuple(sorted(found.values(), key=lambda one: (one.due.day, one.limit.id, one.document)))


class _Case(msgspec.Struct, frozen=True):
    steps: Sequence[Step]
    known: Mapping[str, Milestone]
    read: Sequence[Read]
    now: Terms
    kept: Mapping[str, Terms]
    since: str
    today: date

    def opened(self, limit: Limit) -> Iterator[Due]:
        """A limit for each day in the papers that is still open."""
        for paper, day in self._days(limit.open):
            if day >= self.since:
                terms = self.kept.get(paper.document, self.now)
                own = terms.limits.get(limit.id, limit)
                start = date.fromisoformat(day)
                counted = due_day(own, start, terms.calendar)
                yield from self._told(own, start, counted, paper.document, form=paper.form, paper=paper.document)

    def between(self, limit: Limit) -> Iterator[Due]:
        """The limit from one milestone to another, where the first was reached and the other was not."""
        started, met = self._started(limit), self.known.get(limit.met)
        if started is None or met is None or any(self._reached(met)) or not self._runs(limit):
            return
        said, own, calendar = started
        step = next((one for one in self.steps if one.milestone.id == met.id), None)
        planned = step.day if step is not None and step.state == "planned" else ""
        begun = step.document if step is not None and step.state in ("planned", "begun") else ""
        if not met.reached:
            own = msgspec.structs.replace(own, told_only=True)
        start, instead = date.fromisoformat(said.day), self._instead(limit)
        if instead is None:
            counted = due_day(own, start, calendar)
            yield from self._told(own, start, counted, said.document, act=met.act, form=met.form, paper=begun, planned=planned)
        elif instead[1]:
            day = date.fromisoformat(instead[1])
            reason = f"du prøver igen {day_in_words(day)}; fristen løber ikke, når et forsøg ikke gav kontakt."
            counted = DueDay(day, calendar.working_day_until(day), None, (), reason)
            yield from self._told(own, day, counted, instead[0], act=met.act, form=met.form, planned=planned)

    def _told(self, limit: Limit, start: date, counted: DueDay, document: str, **step: Any) -> Iterator[Due]:
        state: State = "over" if counted.day < self.today else "today" if counted.day == self.today else "ahead"
        yield Due(limit=limit, start=start, due=counted, state=state, document=document, **step)

    def _started(self, limit: Limit) -> tuple[Said, Limit, Calendar] | None:
        """The start event, by whatever the profile that it was written under counts from."""
        for start in dict.fromkeys((limit.start, *limit.starts)):
            said = min(self._reached(self.known[start]), default=None) if start in self.known else None
            if said is not None:
                terms = self.kept.get(said.document, self.now)
                own = terms.limits.get(limit.id, limit)
                if own.start == start:
                    return said, own, terms.calendar
        return None

    def _reached(self, milestone: Milestone) -> Iterator[Said]:
        """In this round: what lies before a reopening is over."""
        for said in days(milestone.reached, self.read, self.today):
            if DAY.fullmatch(said.day) and self.since <= said.day <= self.today.isoformat():
                yield said

    def _runs(self, limit: Limit) -> bool:
        return not limit.during or any(True for _ in self._holding(limit.during))

    def _instead(self, limit: Limit) -> tuple[str, str] | None:
        """The paper and day that stand in a limit's place, the last one; ("", "") where it does not run and no day is said."""
        holding = [(str(one.answers.get(said.day) or ""), one.document) for said, one in self._holding(limit.instead)]
        if not holding:
            return None
        day, document = max(holding)
        return (document, day) if DAY.fullmatch(day) else ("", "")

    def _holding(self, wanted: Sequence[PaperDay]) -> Iterator[tuple[PaperDay, Read]]:
        for said in wanted:
            for one in self.read:
                if one.form == said.form and holds(said.when, one.answers, today=self.today):
                    yield said, one

    def _days(self, open_days: Sequence[PaperDay]) -> Iterator[tuple[Read, str]]:
        for said in open_days:
            for one in self.read:
                rows = one.answers.get(said.rows) or () if said.rows else (None,)
                for row in rows if one.form == said.form else ():
                    day = (one.answers if row is None else row).get(said.day)
                    # a cell that was not answered must not be looked for in the document
                    cells = None if row is None else {name: row.get(name) for name, _ in asks(said.when)}
                    if isinstance(day, str) and DAY.fullmatch(day) and holds(said.when, one.answers, cells, self.today):
                        yield one, day


def _reasons(read: Sequence[Read]) -> dict[tuple[str, str], str]:
    """Why limits were missed, by limit and start day, the last word said."""
    found: dict[tuple[str, str], str] = {}
    for one in read:
        answers = one.answers
        why = answers.get(OWN_WORDS) or answers.get(WHY)
        if one.form == REASON and why:
            found[str(answers.get(WHICH) or ""), str(answers.get(SINCE) or "")] = str(why)
    return found


def as_json(one: Due) -> dict[str, Any]:
    """For machines; keys are stable."""
    return {
        **limit_json(one.limit, one.start, one.due),
        "state": one.state,
        "document": one.document,
        "next": {"text": one.limit.next, "act": one.act or "skriv", "form": one.form, "document": one.paper},
        "planned": one.planned,
        "why": one.why,
    }
