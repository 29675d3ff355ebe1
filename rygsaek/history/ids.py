"""The id of a change, fixed when it is saved."""

from __future__ import annotations

from typing import NamedTuple

from rygsaek.errors import InputError
from rygsaek.vault.secret import new_id as new_id


class ChangeId(NamedTuple):
    """incarnation: which life of which laptop's vault; case; txn: its save in that case, from 1; n: its place in the save."""

    incarnation: str
    case: str
    txn: int
    n: int

    def __str__(self) -> str:
        return f"{self.incarnation}.{self.case}.{self.txn}.{self.n}"


def read_change_id(text: str) -> ChangeId:
    """An id from its written form. Raises InputError."""
    parts = text.split(".")
    if len(parts) != 4 or not (parts[2].isdecimal() and parts[3].isdecimal()) or not (parts[0] and parts[1]):
        raise InputError("Det er ikke navnet på en ændring.", "Kopiér det igen fra historikken.", code="input.change_id")
    return ChangeId(parts[0], parts[1], int(parts[2]), int(parts[3]))
