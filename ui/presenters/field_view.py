"""What one field shows: words, text, value, what is wrong, where a value came from. The screen paints it, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from forms.model import Kind, Required


@dataclass(frozen=True)
class OptionView:
    """One answer to choose."""

    id: str
    label: str
    second: str = ""


@dataclass(frozen=True)
class QuickWord:
    """A word to touch instead of typing it."""

    label: str
    text: str


@dataclass(frozen=True)
class StandingView:
    """One of the things that are written in one field. parts: the text in pieces, True where it differs from the other.

    choice: what it is called to choose it.
    """

    who_when: str
    value: Any
    parts: tuple[tuple[str, bool], ...]
    choice: str = "Vælg den her"

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(part for part, _ in self.parts)


@dataclass(frozen=True)
class FieldView:
    """One field as the screen shows it.

    label, second, help: in Danish, and the label in the citizen's own language where the form has it.
    text: what stands in a field that is typed in. value: what is chosen, for the others. caret: where to type on, -1 for the end.
    said: how what is typed is understood ("mandag den 18. maj").
    problem: what is wrong and what to do, in words; "" for nothing.
    mark: where a value came from without being typed ("fra netværkskortet").
    hidden_text: what stands in place of the text while nobody types in the field (a CPR number).
    quick: words to touch. suggests: whether there may be offers.
    standings: more than one where two wrote at once. both: their texts as one, "" where they cannot be.
    is_shown_only: worked out, never typed. is_copied: it stands on a paper already, filled in by hand.
    to_paste: the text goes into another program, and can be copied.
    """

    path: str
    kind: Kind
    label: str
    second: str = ""
    help: str = ""
    text: str = ""
    value: Any = None
    caret: int = -1
    said: str = ""
    problem: str = ""
    mark: str = ""
    hidden_text: str = ""
    required: Required = "no"
    is_read_only: bool = False
    is_shown_only: bool = False
    is_copied: bool = False
    options: tuple[OptionView, ...] = ()
    quick: tuple[QuickWord, ...] = ()
    suggests: bool = False
    standings: tuple[StandingView, ...] = ()
    both: str = ""
    lines: int = 1
    to_paste: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is answered or typed here."""
        return not self.text.strip() and self.value in (None, "", [], ())

    @property
    def description(self) -> str:
        """What a screen reader says after the name: what is wrong first, then the help."""
        told = (self.second, self.problem, self.mark, self.said, self.help)
        return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in told if part)

    def typed(self, text: str) -> FieldView:
        """The same with another text."""
        return replace(self, text=text)
