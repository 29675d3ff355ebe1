"""Signing: on paper, on the screen, with words, or not at all. Four equal answers; each freezes what was signed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from forms.problems import ProblemsError
from rygsaek.casework import promoting
from rygsaek.casework.desk import Desk
from rygsaek.casework.editing import write
from rygsaek.history.changes import Change

How = Literal["papir", "skaerm", "ord", "vil_ikke"]


def sign(desk: Desk, case: str, document: str, path: str, how: How, name: str, on: date | None = None) -> tuple[Change, ...]:
    """Sign a field, or say that the person will not. What is typed in the paper becomes answers first.

    path: a field of kind signature; name: who signs; on: the day, None for today. The version that holds what stands now is
    made if it is not there: a paper printed before is the one that is signed. Raises ProblemsError for a field that is none
    to sign, and for typed text that cannot be read: what the person sees is what is signed, or nothing is.
    """
    left = promoting.promote(desk, case, document)
    if left:
        raise ProblemsError(one.problem for one in left)
    with desk.vault.write() as tx:
        return write(desk, tx, case, document, {path: {"how": how, "name": name, "date": (on or desk.today()).isoformat()}})
