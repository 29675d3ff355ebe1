"""Problems: what a person should mend. A problem is a value, never an exception; raising is for what cannot go on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Severity = Literal["block", "note"]


class Problem(msgspec.Struct, frozen=True):
    """One thing to mend.

    code: stable, `area.what`, for machines and tests (`answer.required`, `form.kind_unknown`).
    field: where: a path in the answers (`aftaler/r1/maal`), or a place in a file (`min.toml: section dialog, field maal`).
    text: what is the matter, one Danish sentence.
    remedy: what to do about it, one Danish sentence.
    severity: `block` stops finishing (never saving); `note` only advises.
    """

    code: str
    field: str
    text: str
    remedy: str
    severity: Severity = "block"

    def as_json(self) -> dict[str, str]:
        """The four keys that the command line prints."""
        return {"code": self.code, "field": self.field, "text": self.text, "remedy": self.remedy}


class ProblemsError(ValueError):
    """Input that cannot be used at all, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.code} ({p.field}): {p.text}" for p in self.problems))
