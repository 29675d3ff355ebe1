"""How far a case has come: each milestone of the course, read of the documents. Nothing of it is written anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from forms.conditions import holds
from forms.course import Evidence, Milestone, method_course
from forms.paths import Answers
from forms.settling import settle
from rygsaek.casework import accesslog, views
from rygsaek.casework.definitions import definition_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import Begun, answers_of, documents
from rygsaek.casework.summary import is_written
from rygsaek.history.registers import CaseState

State = Literal["reached", "planned", "begun", "open"]


class Step(msgspec.Struct, frozen=True):
    """A milestone in one case. day: when it was reached, or is planned, YYYY-MM-DD; document: that says so, or is begun."""

    milestone: Milestone
    state: State
    day: str = ""
    document: str = ""


class _Read(msgspec.Struct, frozen=True):
    begun: Begun
    answers: Answers
    is_written: bool


def course(desk: Desk, case: str) -> tuple[Step, ...]:
    """Every milestone of a case, in order. Raises InputError for a case that is not here, or not seen."""
    state = views.require(desk, case)
    accesslog.seen(desk, case, "open")
    today = desk.today()
    read = tuple(_read(desk, state, today))
    return tuple(_step(one, read, today) for one in method_course())


def _read(desk: Desk, state: CaseState, today: date) -> Iterator[_Read]:
    with desk.vault.read() as reader:
        for one in documents(state):
            definition = definition_of(desk.library, reader, one) if desk.role.sees(one.form) else None
            if definition is not None:
                yield _Read(one, settle(definition, answers_of(state, one.document), today), is_written(state, one))


def _step(milestone: Milestone, read: Sequence[_Read], today: date) -> Step:
    reached = [one for one in _days(milestone.reached, read, today) if one[0] <= today.isoformat()]
    if reached:
        return Step(milestone, "reached", *min(reached))
    planned = [one for one in _days(milestone.planned, read, today) if one[0] >= today.isoformat()]
    if planned:
        return Step(milestone, "planned", *min(planned))
    begun = [one for one in read if one.begun.form == milestone.form and one.is_written]
    return Step(milestone, "begun", "", begun[-1].begun.document) if begun else Step(milestone, "open")


def _days(evidence: Sequence[Evidence], read: Sequence[_Read], today: date) -> Iterator[tuple[str, str]]:
    """Each day that counts, and its document."""
    for said in evidence:
        for one in read:
            day = one.answers.get(said.day)
            if one.begun.form == said.form and isinstance(day, str) and holds(said.when, one.answers, today=today):
                yield day, one.begun.document
