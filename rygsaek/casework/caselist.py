"""The list of cases, by what comes next, as a projection that needs no today when it is written.

A case stands in the list once for each day that lies ahead in it, with the day before that, and once behind all days. On any day
exactly one of these is the one to show: the first that has not passed. So the list is read straight off the clustered table, and
nothing has to be worked out anew at midnight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, NamedTuple

import msgspec

from rygsaek.casework import definitions
from rygsaek.casework.documents import BORGER, Begun, begun
from rygsaek.casework.folding import fold
from rygsaek.casework.read_papers import ReadPapers
from rygsaek.casework.summary import DAY, Ahead, Summary, initials, summarise, watched
from rygsaek.history.changes import ANSWER_GIVEN, ROW_ADDED, ROW_MOVED, Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

APPOINTMENTS: Final = ("visit", "meeting")
"""What stands at its time of day, before what has only a day."""
NEVER: Final = "~"
"""Sorts behind every day."""

MIGRATIONS = (
    Migration(
        "casework-list-1",
        (
            "CREATE TABLE case_summary (case_id TEXT PRIMARY KEY, summary BLOB NOT NULL) STRICT, WITHOUT ROWID",
            """CREATE TABLE case_list (
                day TEXT NOT NULL, place TEXT NOT NULL, case_id TEXT NOT NULL, previous TEXT NOT NULL,
                name TEXT NOT NULL, next_date TEXT, what TEXT,
                conflicts INTEGER NOT NULL, unprinted INTEGER NOT NULL, unsigned INTEGER NOT NULL,
                PRIMARY KEY (day, place, case_id)
            ) STRICT, WITHOUT ROWID""",
            """CREATE TABLE case_date (
                day TEXT NOT NULL, case_id TEXT NOT NULL, document TEXT NOT NULL, path TEXT NOT NULL,
                kind TEXT NOT NULL, time TEXT NOT NULL, what TEXT NOT NULL, text TEXT NOT NULL, short_name TEXT NOT NULL,
                PRIMARY KEY (day, case_id, document, path)
            ) STRICT, WITHOUT ROWID""",
        ),
    ),
)
PREVIEW: Final = 1 << 60
"""Beside the counts of `CaseRow.owes`."""
STOPPED: Final = 1 << 61
"""Of a preview: what follows it was asked for and did not come."""
LISTED: Final = """
    SELECT case_id, name, next_date, what, (conflicts << 40) | (unprinted << 20) | unsigned FROM case_list
    WHERE day >= ? AND previous < ? ORDER BY day, place, case_id LIMIT ? OFFSET ?"""
DATED: Final = """
    SELECT case_id, short_name, day, time, kind, what, text, document, path FROM case_date
    WHERE day BETWEEN ? AND ? ORDER BY day, time, case_id"""


class CaseRow(NamedTuple):
    """One case in the list. next_date: YYYY-MM-DD; owes: three counts and a mark in one number, since 10,000 of a column cost
    1 ms."""

    case: str
    name: str
    next_date: str | None
    next_what: str | None
    owes: int

    @property
    def conflicts(self) -> int:
        """How many things are written twice."""
        return self.owes >> 40 & 0xFFFFF

    @property
    def unprinted(self) -> int:
        """How many papers are not printed as they stand."""
        return self.owes >> 20 & 0xFFFFF

    @property
    def unsigned(self) -> int:
        """How many papers are not signed as they stand."""
        return self.owes & 0xFFFFF

    @property
    def is_preview(self) -> bool:
        """Nothing but this line and the case's first lines is here yet."""
        return bool(self.owes & PREVIEW)

    @property
    def has_stopped(self) -> bool:
        """It is on its way no more, and has not come."""
        return bool(self.owes & STOPPED)

    @property
    def short_name(self) -> str:
        """The initials that stand where others may look."""
        return initials(self.name)


class CaseDate(NamedTuple):
    """One date in one case.

    kind: visit, meeting, promise (the caseworker's), awaited (of another), agreed (what the form counts as a day to come) or
    date; what: form and question; text: what was promised, and what is awaited of whom.
    """

    case: str
    short_name: str
    day: str
    time: str
    kind: str
    what: str
    text: str
    document: str
    path: str


def listed(reader: Reader, today: str, limit: int, offset: int) -> tuple[CaseRow, ...]:
    """Cases by what comes next; those with nothing ahead last, by name. today: YYYY-MM-DD."""
    return reader.named(CaseRow, LISTED, (today, today, limit, offset))


def dated(reader: Reader, first: str, last: str) -> tuple[CaseDate, ...]:
    """Every date of every case from a day to a day, both included, by day and time."""
    return reader.named(CaseDate, DATED, (first, last))


def summary_of(reader: Reader, case: str) -> Summary | None:
    """What the list says of one case."""
    row = reader.one("SELECT summary FROM case_summary WHERE case_id = ?", (case,))
    return None if row is None else msgspec.msgpack.decode(row[0], type=Summary)


class CaseList:
    """The projector."""

    name = "case_list"
    version = 4
    tables = ("case_summary", "case_list", "case_date")

    def __init__(self, papers: ReadPapers) -> None:
        self._papers = papers
        self._watched: dict[str, frozenset[str]] = {}

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Write the case's rows anew, unless the changes cannot have touched them."""
        before = summary_of(tx, case)
        if before is not None and not any(self._matters(tx, before, change, state) for change in changes):
            return
        after = summarise(state, self._papers.of(tx, state))
        if after != before:
            if before is not None:
                _take_out(tx, case, before)
            _put_in(tx, case, after)

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out of the list."""
        before = summary_of(tx, case)
        if before is not None:
            _take_out(tx, case, before)
            tx.execute("DELETE FROM case_summary WHERE case_id = ?", (case,))

    def _matters(self, tx: Transaction, before: Summary, change: Change, state: CaseState) -> bool:
        """Whether a change may alter the summary; True when in doubt."""
        if change.document in before.settled:
            return True
        if change.kind == ROW_MOVED:
            return False
        one = begun(state, change.document)
        if one is None:  # no paper yet: it can be written twice, no more
            return _may_be_twice(change, state)
        if one.form == BORGER:
            return True
        if change.kind == ROW_ADDED and not change.supersedes:
            return change.register.partition("/")[0] in self._asked(tx, one)
        if change.kind != ANSWER_GIVEN:
            return True
        if _may_be_twice(change, state):
            return True
        if isinstance(change.value, dict) or (isinstance(change.value, str) and DAY.fullmatch(change.value)):
            return True
        return change.register.rpartition("/")[2] in self._asked(tx, one)

    def _asked(self, tx: Transaction, one: Begun) -> frozenset[str]:
        known = self._watched.get(one.definition)
        if known is None:
            definition = definitions.definition_of(self._papers.library, tx, one)
            known = frozenset() if definition is None else watched(definition)
            if definition is not None:
                self._watched[one.definition] = known
        return known


def _may_be_twice(change: Change, state: CaseState) -> bool:
    """Whether a change may begin or end that something stands twice."""
    return len(change.supersedes) > 1 or len(state.register(change.document, change.register).heads) > 1


class Day(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a case has first on a day. day: YYYY-MM-DD; time: HH:MM or ""."""

    day: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
    time: Annotated[str, msgspec.Meta(max_length=5)]
    what: Annotated[str, msgspec.Meta(max_length=200)]


def firsts(summary: Summary) -> list[Day]:
    """What comes first on each day that lies ahead in a case, by day."""
    first: dict[str, Ahead] = {}
    for one in summary.ahead:
        known = first.get(one.day)
        if known is None or (one.kind in APPOINTMENTS and known.kind not in APPOINTMENTS):
            first[one.day] = one
    return [Day(day, first[day].time, first[day].what) for day in sorted(first)]


def places(name: str, days: Sequence[Day]) -> list[tuple[str, str, str, str | None]]:
    """Where a case stands in the list: day, place, the day before it, and what comes then. days: as `firsts`."""
    folded, previous = fold(name), ""
    found: list[tuple[str, str, str, str | None]] = []
    for one in days:
        found.append((one.day, f"{one.time or '~'} {folded}", previous, one.what))
        previous = one.day
    return [*found, (NEVER, folded, previous, None)]


def _days(summary: Summary) -> list[tuple[str, str, str, str | None]]:
    return places(summary.name, firsts(summary))


def _take_out(tx: Transaction, case: str, summary: Summary) -> None:
    tx.executemany(
        "DELETE FROM case_list WHERE day = ? AND place = ? AND case_id = ?",
        [(day, place, case) for day, place, _, _ in _days(summary)],
    )
    tx.executemany(
        "DELETE FROM case_date WHERE day = ? AND case_id = ? AND document = ? AND path = ?",
        [(one.day, case, one.document, one.path) for one in summary.ahead],
    )


def _put_in(tx: Transaction, case: str, summary: Summary) -> None:
    said: tuple[Any, ...] = (summary.conflicts, len(summary.unprinted), len(summary.unsigned))
    tx.execute(
        "INSERT INTO case_summary VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET summary = excluded.summary",
        (case, msgspec.msgpack.encode(summary)),
    )
    tx.executemany(
        "INSERT INTO case_list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (day, place, case, previous, summary.name, day if what else None, what, *said)
            for day, place, previous, what in _days(summary)
        ],
    )
    tx.executemany(
        "INSERT INTO case_date VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (one.day, case, one.document, one.path, one.kind, one.time, one.what, one.text, summary.short_name)
            for one in summary.ahead
        ],
    )
