"""The id of a change, fixed when it is saved."""

from __future__ import annotations

from typing import NamedTuple

from rygsaek.vault.secret import new_id as new_id


class ChangeId(NamedTuple):
    """incarnation: which life of which laptop's vault; case; txn: its save in that case, from 1; n: its place in the save."""

    incarnation: str
    case: str
    txn: int
    n: int

    def __str__(self) -> str:
        return f"{self.incarnation}.{self.case}.{self.txn}.{self.n}"
