"""How far a case has come: each milestone of the course, read of the documents. Nothing of it is written anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from forms.conditions import holds
from forms.course import Evidence, Milestone, Turn
from forms.paths import Answers
from forms.settling import settle
from rygsaek.casework import accesslog, views
from rygsaek.casework.definitions import definition_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import answers_of, documents
from rygsaek.casework.summary import is_written
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader

State = Literal["reached", "planned", "begun", "open"]


class Step(msgspec.Struct, frozen=True):
    """A milestone in one case. day: when it was reached, or is planned, YYYY-MM-DD; document: that says so, or is begun.

    who, why: who decided it and the reason, where a paper says so. before: a milestone that had to come first and is dated
    later, and its day; None where the days agree.
    """

    milestone: Milestone
    state: State
    day: str = ""
    document: str = ""
    who: str = ""
    why: str = ""
    before: tuple[Milestone, str] | None = None


class Read(msgspec.Struct, frozen=True):
    """A document as the course reads it: its settled answers, and whether anybody has written in it."""

    document: str
    form: str
    answers: Answers
    is_written: bool = True


class Said(msgspec.Struct, frozen=True, order=True):
    """A day that a document gives for a milestone."""

    day: str
    document: str
    who: str = ""
    why: str = ""


_Happened = Mapping[str, Sequence[Said]]


def course(desk: Desk, case: str) -> tuple[Step, ...]:
    """Every milestone of a case, in order; a turn only once it was taken. Raises InputError for a case not here, or not seen."""
    state = views.require(desk, case)
    accesslog.seen(desk, case, "open")
    today = desk.today()
    with desk.vault.read() as reader:
        return course_of(desk.profile.course, tuple(read_of(desk, reader, state, today)), today)


def course_of(milestones: Sequence[Milestone], read: Sequence[Read], today: date) -> tuple[Step, ...]:
    """How far papers say that a case has come. Pure."""
    happened = {one.id: [said for said in days(one.reached, read, today) if said.day <= today.isoformat()] for one in milestones}
    known = {one.id: one for one in milestones}
    steps = (_step(one, happened, known, read, today) for one in milestones)
    return tuple(one for one in steps if not one.milestone.turn or one.state == "reached")


def reopened_on(steps: Sequence[Step]) -> str:
    """The day of the last reopening, "" where there was none: what lies before it belongs to an earlier round."""
    return _last(steps, "reopening")


def is_resting(steps: Sequence[Step]) -> bool:
    """Whether somebody decided that nothing comes next, and nobody has reopened it since."""
    rested = _last(steps, "rest")
    return bool(rested) and rested > reopened_on(steps)


def _last(steps: Sequence[Step], turn: Turn) -> str:
    return max((one.day for one in steps if one.milestone.turn == turn), default="")


def read_of(desk: Desk, reader: Reader, state: CaseState, today: date) -> Iterator[Read]:
    """Every document of a case that the role sees, as the course reads it."""
    for one in documents(state):
        definition = definition_of(desk.library, reader, one) if desk.role.sees(one.form) else None
        if definition is not None:
            answers = settle(definition, answers_of(state, one.document), today)
            yield Read(one.document, one.form, answers, is_written(state, one))


def _step(
    milestone: Milestone,
    happened: Mapping[str, Sequence[Said]],
    known: Mapping[str, Milestone],
    read: Sequence[Read],
    today: date,
) -> Step:
    found = happened[milestone.id]
    if found:
        # a way may be taken more than once, and the last time is the one that holds; a step is reached the first time
        said = max(found) if milestone.turn else min(found)
        before = _late_cause(milestone, found, happened, known)
        return Step(milestone, "reached", said.day, said.document, said.who, said.why, before)
    planned = [said for said in days(milestone.planned, read, today) if said.day >= today.isoformat()]
    if planned:
        return Step(milestone, "planned", min(planned).day, min(planned).document)
    begun = [
        one for one in read if one.form == milestone.form and one.is_written and holds(milestone.begun, one.answers, today=today)
    ]
    return Step(milestone, "begun", "", begun[-1].document) if begun else Step(milestone, "open")


def _late_cause(
    milestone: Milestone, found: Sequence[Said], happened: _Happened, known: Mapping[str, Milestone]
) -> tuple[Milestone, str] | None:
    """What had to come first and is dated later. Days of one paper are held against each other; else the first of each."""
    causes = happened.get(milestone.after, ())
    beside = {cause.document: cause.day for cause in causes}
    late = [beside[said.document] for said in found if said.document in beside and beside[said.document] > said.day]
    shared = (
        {said.form for said in milestone.reached} & {said.form for said in known[milestone.after].reached} if causes else set()
    )
    if causes and not shared and min(causes).day > min(found).day:
        late.append(min(causes).day)
    return (known[milestone.after], min(late)) if late else None


def days(evidence: Sequence[Evidence], read: Sequence[Read], today: date) -> Iterator[Said]:
    """Every day that papers give for a milestone, those ahead, too."""
    for said in evidence:
        for one in read:
            if one.form != said.form:
                continue
            day = one.answers.get(said.day)
            if isinstance(day, str) and holds(said.when, one.answers, today=today):
                yield Said(day, one.document, _word(one.answers, said.who), _word(one.answers, said.why))


def _word(answers: Answers, field: str) -> str:
    found = answers.get(field)
    return found if isinstance(found, str) else ""
