"""The course of a case in words, from how far it has come. Off the screen's thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from forms import course as method
from forms.paths import field_at
from forms.texts import text_in
from rygsaek.casework import agenda, course, decisions, dues
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import documents
from ui.presenters.course import Act, Choice, Course, Missing, Step, StepState
from ui.presenters.due import DueLine
from ui.presenters.due_source import due_lines
from ui.presenters.lines import day_words

ACTS: dict[method.Act, Act] = {"": "write", "besoeg": "visit", "ring": "call"}
SKIPPED, OPEN, BEGUN = "ikke skrevet ned", "ikke begyndt", "i gang"


def course_of(desk: Desk, case: str) -> Course:
    """The picture, and what comes next: the first step of the line after the furthest that was reached. On the day of a visit
    that is the visit, which the page has a button for."""
    stands, today = dues.standing(desk, case), desk.today()
    found = stands.steps
    line = [one for one in found if not one.milestone.under]
    since = course.reopened_on(found)
    furthest = max((place for place, one in enumerate(line) if one.state == "reached" and one.day >= since), default=-1)
    earlier = {one.milestone.id for one in line[: max(furthest, 0)]}
    is_visited = any(one.case == case for one in agenda.visits(desk, today))
    now = None if is_visited or course.is_resting(found) else next(iter(line[furthest + 1 :]), None)
    due = due_lines(desk, stands.due)
    limits: dict[str, DueLine] = {}
    for one, limit in zip(stands.due, due, strict=True):
        limits.setdefault(one.limit.met, limit)
    steps = tuple(
        _by_its_limit(_step(desk, one, today, is_now=one is now, is_earlier=one.milestone.id in earlier), limits) for one in found
    )
    told = tuple(one.text for one in stands.conflicts)
    forms = {one.document: one.form for one in documents(desk.journal.state(case))}
    missing = tuple(_missing(desk, one, forms) for one in stands.missing if one.what != "reason")
    return Course(steps, tuple(_choices(desk, found)), due, told, missing, stands.papers)


def _missing(desk: Desk, one: dues.Told, forms: Mapping[str, str]) -> Missing:
    """What is owed, and where: in its own paper, or in the one that is begun for it. forms: of the case's documents."""
    if one.what == "paper":
        return Missing(one.text, one.document, act="print")
    if not desk.role.may_write(one.form):
        return Missing(one.text)
    return Missing(one.text, one.document if forms.get(one.document) == one.form else "", one.form, "write")


def _choices(desk: Desk, found: Sequence[course.Step]) -> Iterator[Choice]:
    """What may be decided now, in the words of the form that it is written in."""
    for one in decisions.possible(desk.profile.course, found):
        if one.form in desk.library.ids() and desk.role.may_write(one.form):
            options = field_at(desk.library.newest(one.form), one.field).options
            title = next((text_in(option.label, "da") for option in options if option.id == one.answer), one.milestone.title)
            yield Choice(one.milestone.id, title)


def _step(desk: Desk, one: course.Step, today: date, *, is_now: bool, is_earlier: bool) -> Step:
    state, told = _said(one, today, is_earlier=is_earlier)
    known = one.milestone.form in desk.library.ids() and desk.role.may_write(one.milestone.form)
    act = ACTS[one.milestone.act] if one.milestone.act or one.document or known else ""
    form = one.milestone.form if known else ""
    return Step(one.milestone.id, one.milestone.title, state, told, one.milestone.under, one.document, form, act, is_next=is_now)


def _by_its_limit(step: Step, limits: Mapping[str, DueLine]) -> Step:
    """A step that is neither reached nor agreed on says until when, where a limit runs to it."""
    limit = limits.get(step.id)
    if limit is None or step.state in ("done", "due"):
        return step
    if step.state == "now":
        return replace(step, state=limit.kind if limit.kind == "over" else "now", told=f"{step.told}, {limit.told}")
    return replace(step, state=limit.kind, told=limit.told)


def _said(one: course.Step, today: date, *, is_earlier: bool) -> tuple[StepState, str]:
    when = day_words(one.day, today) if one.day else ""
    if one.state == "reached" and one.before:
        cause, day = one.before
        return "done", f"sket {when}, før {cause.title.lower()} {day_words(day, today)}"
    if one.state == "reached":
        return "done", f"sket {when}"
    if one.state == "planned":
        return "due", f"aftalt {when}"
    if one.state == "begun":
        return "now", BEGUN
    return ("told", SKIPPED) if is_earlier else ("open", OPEN)
