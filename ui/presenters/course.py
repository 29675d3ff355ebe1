"""The course of a case as the page shows it: steps with their shapes and words, what is due and why, what comes next. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

StepState = Literal["done", "now", "due", "over", "open", "told"]
"""done; begun (now); to be done by a day (due); that day has passed (over); not begun (open); passed by, with a reason (told)."""
Act = Literal["write", "visit", "call", "case", ""]
"""Write in a document or begin it; start the visit; log an attempt at contact; look at the case; nothing."""


@dataclass(frozen=True)
class Step:
    """One milestone. told: its state in words; under: the step that it hangs under, "" for the line itself; is_next: it is now.

    document: where it is written, "" where nothing is; form: what is begun then; act: what a press does; why: why on its day.
    """

    id: str
    title: str
    state: StepState = "open"
    told: str = ""
    under: str = ""
    document: str = ""
    form: str = ""
    act: Act = ""
    why: str = ""
    is_next: bool = False

    @property
    def spoken(self) -> str:
        """The step as one sentence for a screen reader."""
        return ", ".join(part for part in (self.title, self.told, self.why.rstrip(".")) if part)


@dataclass(frozen=True)
class Task:
    """Something that is due, or comes next. case, who: whose, abbreviated; what: the limit or step; when: its day; why: why then.

    act, word: the one next step, and what its button says; may_explain: a missed limit without a reason yet.
    """

    case: str
    who: str
    what: str
    state: StepState
    when: str = ""
    why: str = ""
    act: Act = ""
    word: str = ""
    document: str = ""
    form: str = ""
    limit: str = ""
    may_explain: bool = False

    @property
    def spoken(self) -> str:
        """The task as one sentence."""
        return ", ".join(part for part in (self.when, self.what, self.who, self.why.rstrip(".")) if part)


@dataclass(frozen=True)
class Choice:
    """A decision that is possible now. id: of the transition; title: what is decided."""

    id: str
    title: str
    help: str = ""


@dataclass(frozen=True)
class Course:
    """A case's course. steps: in order; next: the one good thing to do now; tasks: what else is due; choices: possible decisions.

    clashes: limits that cannot both be kept, as sentences.
    """

    steps: tuple[Step, ...] = ()
    next: Task | None = None
    tasks: tuple[Task, ...] = ()
    choices: tuple[Choice, ...] = ()
    clashes: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """The whole course as text: the line first, each step followed by what hangs under it."""
        return " ".join(f"{step.spoken}." for column in columns(self.steps) for step in column)


def columns(steps: Sequence[Step]) -> tuple[tuple[Step, ...], ...]:
    """The steps of the line, each with those that hang under it. One that hangs under nothing known stands in the line."""
    line = {step.id for step in steps if not step.under}
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.under if step.under in line else step.id, []).append(step)
    return tuple(tuple(sorted(group, key=lambda one: bool(one.under))) for group in found.values())
