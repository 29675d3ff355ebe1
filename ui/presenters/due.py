"""What is due in a case as its page shows it: until when and why, and what is missing where it was not kept. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ui.presenters.lines import Line


@dataclass(frozen=True)
class DueLine:
    """One limit. kind: its shape; told: until when, and its state as a word; because: how the day is counted.

    then: what is to be done, or was agreed on; why: the reason that was given; asks_why: one is asked for.
    limit, start: which one it is given for.
    """

    limit: str
    start: date
    title: str
    told: str
    because: str
    then: str
    kind: Literal["over", "due", "open"] = "open"
    why: str = ""
    asks_why: bool = False

    @property
    def spoken(self) -> str:
        """The limit as text."""
        return " ".join(part for part in (f"{self.title}: {self.told}.", self.then, self.why, self.because) if part)


@dataclass(frozen=True)
class DueHere:
    """A limit on the home page: whose, what is to be done and until when; because: how the day is counted; kind: its shape."""

    line: Line
    because: str
    kind: Literal["over", "due"] = "due"
