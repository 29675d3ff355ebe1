"""The limits of every case by day, over all cases: a projection that needs no today when it is written.

Which are over is seen when it is read. A case that ends on a day has the limits that run until then and those that run from then
on, so that a closing that lies ahead takes nothing away before its day. It counts by the course and the limits in force, so its
version is of both.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import msgspec

from forms.course import Evidence, Milestone
from forms.limits import PaperDay
from rygsaek.casework import caselist, definitions
from rygsaek.casework.counted_papers import CountedPapers, Fields, asked_by
from rygsaek.casework.course import Read, course_of
from rygsaek.casework.documents import documents
from rygsaek.casework.due import OWN_WORDS, REASON, SINCE, WHICH, WHY, Due, Terms, ended_on, running, terms_of
from rygsaek.casework.read_papers import ReadPapers
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

NEVER: Final = "9999-12-31"
_VERSION: Final = 1

MIGRATIONS = (
    Migration(
        "casework-due-1",
        (
            """CREATE TABLE case_due (
                day TEXT NOT NULL, case_id TEXT NOT NULL, limit_id TEXT NOT NULL, start TEXT NOT NULL, document TEXT NOT NULL,
                first TEXT NOT NULL, until TEXT NOT NULL, asks INTEGER NOT NULL, title TEXT NOT NULL, next TEXT NOT NULL,
                reason TEXT NOT NULL, PRIMARY KEY (day, case_id, limit_id, start, document, first)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX case_due_by_case ON case_due (case_id)",
        ),
    ),
)
_NEAR: Final = """
    SELECT case_id, limit_id, day, title, next, reason, document, start FROM case_due
    WHERE day <= ?2 AND first <= ?1 AND until > ?1 AND (asks OR day >= ?1)
    ORDER BY day, case_id, limit_id, start, document LIMIT ?3"""
_COUNT: Final = "SELECT count(*) FROM case_due WHERE first <= ?1 AND until > ?1 AND (asks OR day >= ?1)"


class DueDate(NamedTuple):
    """A limit in one case. day: YYYY-MM-DD; next: the one thing to do; reason: how the day is counted."""

    case: str
    short_name: str
    limit: str
    day: str
    title: str
    next: str
    reason: str
    document: str
    start: str


class Missed(NamedTuple):
    """A limit that runs and whose day has passed. start: the day that it is counted from; day: its own, both YYYY-MM-DD."""

    case: str
    limit: str
    start: str
    day: str
    title: str


class DueDates:
    """The projector. course, terms: in force."""

    name = "due_dates"
    tables = ("case_due",)

    def __init__(self, papers: ReadPapers, course: Sequence[Milestone], terms: Terms) -> None:
        self._course, self._terms = tuple(course), terms
        self._papers = CountedPapers(papers, _asked(self._course, terms))
        self._kept: dict[str, Terms] = {}

    @property
    def version(self) -> int:
        """Another course and other limits give other rows."""
        said = (self._course, list(self._terms.limits.values()), self._terms.calendar)
        return _VERSION << 32 | zlib.crc32(msgspec.json.encode(said))

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Write the case's rows anew, unless the changes cannot have touched them."""
        if not any(self._papers.matters(tx, change, state) for change in changes):
            return
        self.forget(tx, case)
        read = tuple(self._papers.read(tx, state))
        kept = {one.document: terms for one in documents(state) if (terms := self._terms_of(tx, one.profile)) is not None}
        tx.executemany(
            "INSERT OR REPLACE INTO case_due VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    one.due.day.isoformat(), case, one.limit.id, one.start.isoformat(), one.document, first, until,
                    not (one.limit.soft or one.limit.told_only or one.why), one.limit.title, one.limit.next, one.due.reason,
                )
                for first, until, one in self._eras(read, kept)
            ],
        )  # fmt: skip

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out."""
        tx.execute("DELETE FROM case_due WHERE case_id = ?", (case,))

    def _eras(self, read: Sequence[Read], kept: Mapping[str, Terms]) -> Iterator[tuple[str, str, Due]]:
        """Every limit with the days that it is told of: from the first, up to but not on the second."""
        steps = course_of(self._course, read, date.max)
        end = ended_on(self._course, read, steps, date.max)
        if end:
            before = date.fromisoformat(end) - timedelta(days=1)
            then = course_of(self._course, read, before)
            yield from (("", end, one) for one in running(self._course, read, then, self._terms, kept, before))
        yield from ((end, NEVER, one) for one in running(self._course, read, steps, self._terms, kept, date.max))

    def _terms_of(self, tx: Transaction, profile: str) -> Terms | None:
        known = self._kept.get(profile)
        if known is None:
            found = definitions.profile_named(tx, profile)
            if found is None:  # it may come yet
                return None
            known = self._kept[profile] = terms_of(found)
        return known


def due_until(reader: Reader, today: date, last: date, count: int) -> tuple[DueDate, ...]:
    """What is due up to a day, what was missed first; as many as `count`."""
    found = reader.query(_NEAR, (today.isoformat(), last.isoformat(), count))
    return tuple(DueDate(case, _short_name(reader, case), *rest) for case, *rest in found)


def missed(reader: Reader, today: date) -> tuple[Missed, ...]:
    """Every limit whose day has passed, with a reason or without; aims and what is only told of, too."""
    return tuple(
        reader.named(
            Missed,
            "SELECT case_id, limit_id, start, day, title FROM case_due WHERE day < ?1 AND first <= ?1 AND until > ?1"
            " ORDER BY day, case_id, limit_id, start, document",
            (today.isoformat(),),
        )
    )


def how_many(reader: Reader, today: date) -> int:
    """How many limits run in all."""
    row = reader.one(_COUNT, (today.isoformat(),))
    return int(row[0]) if row is not None else 0


def _asked(course: Sequence[Milestone], terms: Terms) -> dict[str, Fields]:
    """The fields that decide anything, by form."""
    said: list[Evidence | PaperDay] = [one for milestone in course for one in milestone.reached]
    said += [one for limit in terms.limits.values() for one in (*limit.open, *limit.during, *limit.instead)]
    return asked_by(said, {REASON: frozenset({WHICH, SINCE, WHY, OWN_WORDS})})


def _short_name(reader: Reader, case: str) -> str:
    told = caselist.summary_of(reader, case)
    return told.short_name if told is not None else ""
