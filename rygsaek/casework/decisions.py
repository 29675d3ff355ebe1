"""The decisions that are possible in a case now, as course.toml has them: a person decides, and who, when and why is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from forms.course import Evidence, Milestone
from rygsaek.casework import cases, course
from rygsaek.casework.course import Step
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError


class Decision(msgspec.Struct, frozen=True):
    """What may be decided: the milestone that it leads to, the form that it is written in, and the answer that says so there."""

    milestone: Milestone
    form: str
    field: str
    answer: str


def possible(milestones: Sequence[Milestone], steps: Sequence[Step]) -> tuple[Decision, ...]:
    """The decisions that may be taken as a case stands, in the course's order. Pure.

    What has to come first has come, where a paper says so or where it lies before a step of the line that was reached. A case
    that rests can be reopened, whatever has come, and nothing else; what is no turn is decided once.
    """
    reached = {one.milestone.id for one in steps if one.state == "reached"}
    line = [one.id for one in milestones if not one.under]
    furthest = max((place for place, one in enumerate(line) if one in reached), default=-1)
    come = reached.union(line[: furthest + 1])
    is_resting = course.is_resting(steps)
    return tuple(
        decision
        for one in milestones
        if _is_open(one, come, is_resting=is_resting, is_reached=one.id in reached)
        for decision in _decisions(one)
    )


def begin(desk: Desk, case: str, milestone: str) -> str:
    """Begin to write a decision down, with its answer in it; returns the document's id. Raises InputError for an unknown one."""
    wanted = next((said for one in desk.profile.course if one.id == milestone for said in _decisions(one)), None)
    if wanted is None:
        advice = "Se i course.toml, hvad der kan besluttes."
        raise InputError(f"»{milestone}« er ikke en beslutning.", advice, code="course.no_decision")
    document = cases.open_document(desk, case, wanted.form)
    cases.fill(desk, case, document, {wanted.field: wanted.answer})
    return document


def _is_open(one: Milestone, come: Collection[str], *, is_resting: bool, is_reached: bool) -> bool:
    if one.turn == "reopening" or is_resting:
        return one.turn == "reopening" and is_resting
    return (not one.after or one.after in come) and (bool(one.turn) or not is_reached)


def _decisions(one: Milestone) -> Iterator[Decision]:
    """What says who decided is a decision; its condition is the answer to give."""
    return (Decision(one, said.form, *_answer(said)) for said in one.reached if said.who and all(_answer(said)))


def _answer(said: Evidence) -> tuple[str, str]:
    when = said.when or {}
    return str(when.get("field") or ""), str(when.get("is") or "")
