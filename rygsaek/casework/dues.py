"""The course of a case with its limits: the milestones, what is due, what is missing, and what does not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from forms.calendar_words import day_in_words
from forms.limits import Limit, due_day
from rygsaek.casework import accesslog, cases, views
from rygsaek.casework.course import Step, course_of, read_of
from rygsaek.casework.definitions import profile_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import documents
from rygsaek.casework.due import REASON, SINCE, WHICH, Due, Terms, due_of, terms_of
from rygsaek.casework.owed_papers import Owed, owed_of, papers_of
from rygsaek.casework.paper_steps import paper_steps
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader

ROOM: Final = 5
"""Working days for the others to be called in and send their points; with fewer, their limit and the meeting's own conflict."""


class Told(msgspec.Struct, frozen=True):
    """Something to see to. what: the kind, stable (`reason`, `form`, `signature`, `paper`, `order`, `points`).

    id: of the limit or milestone; day: YYYY-MM-DD; document: where, "" for nowhere yet; form: the paper that is written for it.
    """

    what: str
    id: str
    day: str
    text: str
    document: str = ""
    form: str = ""


class Standing(msgspec.Struct, frozen=True):
    """How a case stands in its course. papers: the milestone of the line that each document lies at, by the document's id."""

    steps: tuple[Step, ...]
    due: tuple[Due, ...]
    missing: tuple[Told, ...]
    conflicts: tuple[Told, ...]
    papers: Mapping[str, str]


def standing(desk: Desk, case: str) -> Standing:
    """Everything of it, as of today. Raises InputError for a case not here, or not seen."""
    state, today = views.require(desk, case), desk.today()
    accesslog.seen(desk, case, "open")
    now = terms_of(desk.profile)
    with desk.vault.read() as reader:
        read = tuple(read_of(desk, reader, state, today))
        kept = terms_kept(reader, state)
        papers = tuple(papers_of(desk, reader, state, today))
    steps = course_of(desk.profile.course, read, today)
    due = due_of(desk.profile.course, read, now, kept, today)
    owed = (one for one in owed_of(desk.profile.course, read, papers, today) if desk.role.sees(one.owes.form))
    missing = (*_missing(due), *map(_owed, owed))
    conflicts = (*_disordered(steps), *_crossing(steps, due, now, today))
    return Standing(steps, due, missing, conflicts, paper_steps(desk.profile.course, read))


def give_reason(desk: Desk, case: str, limit: str, start: date) -> str:
    """Begin to write down why a limit was missed; returns the document's id."""
    document = cases.open_document(desk, case, REASON)
    cases.fill(desk, case, document, {WHICH: limit, SINCE: start.isoformat()})
    return document


def terms_kept(reader: Reader, state: CaseState) -> Mapping[str, Terms]:
    """What counted when each document of a case began, where the vault has that profile."""
    by_profile: dict[str, Terms | None] = {}
    found: dict[str, Terms] = {}
    for one in documents(state):
        if one.profile not in by_profile:
            profile = profile_of(reader, one)
            by_profile[one.profile] = None if profile is None else terms_of(profile)
        terms = by_profile[one.profile]
        if terms is not None:
            found[one.document] = terms
    return found


def _missing(due: Sequence[Due]) -> Iterator[Told]:
    for one in due:
        if one.asks_why:
            text = f"{one.limit.title} skulle være sket senest {day_in_words(one.due.day)}. Skriv, hvorfor det tager længere tid."
            yield Told("reason", one.limit.id, one.due.day.isoformat(), text, one.document)


def _owed(one: Owed) -> Told:
    form = one.owes.write or one.owes.form
    return Told(one.owes.lacks or "form", one.milestone.id, one.day, one.owes.text, one.document, form)


def _disordered(steps: Sequence[Step]) -> Iterator[Told]:
    for one in steps:
        if one.before is not None:
            cause, day = one.before
            text = f"{one.milestone.title}: {_day(one.day)}. {cause.title}: {_day(day)}. Det kan ikke passe, så ret en af dagene."
            yield Told("order", one.milestone.id, one.day, text, one.document)


def _crossing(steps: Sequence[Step], due: Sequence[Due], now: Terms, today: date) -> Iterator[Told]:
    """A meeting that nobody is called to yet and that has to be held so soon that the others cannot get their points in
    (workflow B.3, conflict a)."""
    first = {one.milestone.id: one.milestone.after for one in steps}
    called = {(one.milestone.id, one.document) for one in steps if one.state == "reached"}
    for points in (one for one in now.limits.values() if one.is_day and one.length < 0):
        for one in due:
            if points.start_of == one.limit.met and one.state != "over" and (first.get(one.limit.met), one.paper) not in called:
                yield from _too_soon(one, points, now, today)


def _too_soon(one: Due, points: Limit, now: Terms, today: date) -> Iterator[Told]:
    day = due_day(points, one.due.day, now.calendar).day
    if day < now.calendar.counted(today, ROOM, "arbejdsdage").day:
        when = f"senest {_day(day.isoformat())}" if day >= today else f"allerede {_day(day.isoformat())}"
        text = (
            f"Mødet skal holdes senest {_day(one.due.day.isoformat())}, og så skulle de andre sende deres punkter {when}. "
            "Indkald i dag, og skriv, at sene punkter kommer under »Andet«."
        )
        yield Told("points", one.limit.id, one.due.day.isoformat(), text, one.paper)


def _day(day: str) -> str:
    return day_in_words(date.fromisoformat(day))
