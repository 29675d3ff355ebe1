"""The course of a case as the page shows it: its steps in a line and beside it, their words, and which is next. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ui.presenters.due import DueLine

StepState = Literal["done", "now", "due", "over", "open", "told"]
"""done; begun (now); agreed on for a day, or near its limit (due); past its limit without a reason (over); not begun (open);
passed by without a word (told)."""
Act = Literal["write", "visit", "call", ""]
"""What a press does: write in the document or begin it; start the visit; log an attempt at contact; nothing."""
WORDS: dict[Act, str] = {"write": "Skriv", "call": "Ring nu"}
"""What the button of the next step says. A visit is started by the page's own button."""


@dataclass(frozen=True)
class Step:
    """One milestone. told: its state in words; under: the step that it hangs under, "" for the line itself; is_next: it is now.

    document: where it is written, "" where nothing is; form: what is begun then; act: what a press does.
    """

    id: str
    title: str
    state: StepState = "open"
    told: str = ""
    under: str = ""
    document: str = ""
    form: str = ""
    act: Act = ""
    is_next: bool = False

    @property
    def spoken(self) -> str:
        """The step as one sentence for a screen reader."""
        return ", ".join(part for part in (self.title, self.told) if part)


@dataclass(frozen=True)
class Choice:
    """A decision that is possible now. id: of the milestone that it leads to; title: what is decided."""

    id: str
    title: str


@dataclass(frozen=True)
class Missing:
    """One thing that a step owes. text: what, and what to do; act: what a press does.

    document: where, "" where it is begun as `form`.
    """

    text: str
    document: str = ""
    form: str = ""
    act: Literal["write", "print", ""] = ""


@dataclass(frozen=True)
class Course:
    """A case's course: its steps in order, the decisions that are possible now, what is due, days that do not agree, what papers
    owe, and the step of the line that each document lies at."""

    steps: tuple[Step, ...] = ()
    choices: tuple[Choice, ...] = ()
    due: tuple[DueLine, ...] = ()
    conflicts: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)

    @property
    def next(self) -> Step | None:
        """The one good thing to do now."""
        return next((step for step in self.steps if step.is_next), None)

    @property
    def spoken(self) -> str:
        """The whole course as text: the line in order, each step followed by what hangs under it."""
        return " ".join(f"{step.spoken}." for column in columns(self.steps) for step in column)


def columns(steps: Sequence[Step]) -> tuple[tuple[Step, ...], ...]:
    """The steps of the line, each with those that hang under it. One that hangs under nothing known stands in the line."""
    line = {step.id for step in steps if not step.under}
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.under if step.under in line else step.id, []).append(step)
    return tuple(tuple(sorted(group, key=lambda one: bool(one.under))) for group in found.values())
