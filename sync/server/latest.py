"""Who was last in each case: enough to know, without asking the database, that nothing new lies there for a device.

Most exchanges find nothing: a caseworker's cases are seldom written in by others. What is not certainly nothing is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select

from sync.server import tables

MOST_CASES: Final = 100_000
MOST_DEVICES: Final = 2_000


class Last(NamedTuple):
    """What came last in a case: its position, whose incarnation it is of, and the position of the last of anyone else."""

    position: int
    by: str
    of_others: int


NONE: Final = Last(0, "", 0)


class Latest:
    """Of one office, by case, and "" for the office's own things. It is told of every thing as it gets its position."""

    def __init__(self) -> None:
        self._since = 0
        self._cases: dict[str, Last] = {}
        self._seen: dict[bytes, tuple[str, ...]] = {}

    def note(self, position: int, case: str, incarnation: str) -> None:
        """Something came to lie there. incarnation: "" where it is nobody's."""
        last = self._cases.get(case, NONE)
        others = last.of_others if last.by == incarnation else last.position
        self._cases[case] = Last(position, incarnation, others)

    def rights_changed(self, devices: Iterable[bytes] | None = None) -> None:
        """These devices may see other cases than before; None: any of them may."""
        if devices is None:
            self._seen.clear()
        else:
            for one in devices:
                self._seen.pop(one, None)

    def has_nothing(self, connection: Connection, office: int, device: bytes, own: str, after: int) -> bool:
        """Whether surely nothing lies behind a position that a device sees, but what is of its own incarnation."""
        if after < self._since or self._of_others("", own) > after:
            return False
        return all(self._of_others(case, own) <= after for case in self._cases_of(connection, office, device))

    def tidy(self, position: int) -> None:
        """Let go of what has become much. position: the last that lies there."""
        if len(self._cases) > MOST_CASES:
            self._cases.clear()
            self._since = position
        if len(self._seen) > MOST_DEVICES:
            self._seen.clear()

    def _of_others(self, case: str, own: str) -> int:
        last = self._cases.get(case, NONE)
        return last.of_others if last.by == own else last.position

    def _cases_of(self, connection: Connection, office: int, device: bytes) -> tuple[str, ...]:
        if device not in self._seen:
            self._seen[device] = tuple(connection.execute(_SEEN, {"office": office, "device": device}).scalars())
        return self._seen[device]


_SEEN: Final = select(tables.access.c.case_id).where(
    tables.access.c.office == bindparam("office"), tables.access.c.device == bindparam("device")
)
