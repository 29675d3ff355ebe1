"""A paper that somebody wants."""

from __future__ import annotations

from typing import Literal

import msgspec

from forms.model import Copy as Copy

Length = Literal["short", "whole"]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that somebody wants.

    copy: for whose eyes. left_out: registers that wait for the next time, among them those that stand twice.
    paper: one of the form's named papers, which decides whose eyes it is for; row: the row that it is about.
    withheld: fields, and rows as `field/row`, that no consent covers for who gets it: the paper is made without them.
    recipient: who gets it, where that is neither the citizen nor the municipality. override: why they get it without a consent.
    is_to_fill: to go on by hand: what is known stands there, and the rest has lines to write on. It counts as no print given.
    """

    document: str
    copy: Copy = "citizen"
    length: Length = "short"
    paper: str = ""
    row: str = ""
    lang: str = "da"
    copies: int = 1
    left_out: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    recipient: str = ""
    override: str = ""
    is_to_fill: bool = False

    @property
    def kind(self) -> str:
        """How the paper is recorded: the copy, or "to_fill"."""
        return "to_fill" if self.is_to_fill else self.copy

    def as_named(self, copy: Copy, recipient: str) -> Wish:
        """The wish for a named paper, with what that paper decides."""
        return msgspec.structs.replace(self, copy=copy, recipient=recipient if copy == "third" else "", is_to_fill=False)
