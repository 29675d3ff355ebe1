"""How far every case has come, over all cases, without reading them: days, counts and who has it. No word of a citizen's.

A projection that needs no today when it is written: every day is kept, those ahead, too. It counts by the course in force, so its
version is of that course: another course makes it again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from forms.conditions import holds
from forms.course import Milestone
from forms.limits import Limit, PaperDay
from forms.strings import clean_line
from rygsaek.casework.counted_papers import CountedPapers, Fields, asked_by
from rygsaek.casework.course import Read, days
from rygsaek.casework.due import REASON, SINCE, WHICH, WHY
from rygsaek.casework.read_papers import ONE_DAY, ReadPapers
from rygsaek.casework.summary import DAY
from rygsaek.history.changes import Change
from rygsaek.history.registers import CaseState
from rygsaek.vault.migrations import Migration
from rygsaek.vault.transaction import Reader, Transaction

SCREENING: Final = "screeningsskema"
DECISION: Final = "beslutning"
ATTEMPT: Final = "kontaktforsoeg"
VISIT: Final = "besoeg"
AGREEMENT: Final = "samarbejdsaftale"
GOALS: Final = "aftaler"
COUNTED: Final[Mapping[str, frozenset[str]]] = {
    SCREENING: frozenset({"henvendelse_dato", "beslutning"}),
    DECISION: frozenset({"skridt", "dato", "tildelt_til"}),
    ATTEMPT: frozenset({"dato", "resultat"}),
    VISIT: frozenset({"dato", "besoeg_status"}),
    REASON: frozenset({WHICH, SINCE, WHY}),
    AGREEMENT: frozenset({GOALS, "opfoelgningsdato", "maal_naaet"}),
}
"""What is counted beside the course's own evidence, by form."""
_VERSION: Final = 3

MIGRATIONS = (
    Migration(
        "casework-progress-1",
        ("CREATE TABLE case_progress (case_id TEXT PRIMARY KEY, progress BLOB NOT NULL) STRICT, WITHOUT ROWID",),
    ),
)


class Undecided(msgspec.Struct, frozen=True, array_like=True):
    """A screening that nobody has decided on. day: when the inquiry came, YYYY-MM-DD, "" where that is not said."""

    day: str
    document: str


class Dated(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Something with a day, YYYY-MM-DD or "", and what came of it: an option's id, "" where that is not said."""

    day: str
    what: str


class Reason(msgspec.Struct, frozen=True, array_like=True):
    """Why a limit was not kept. start: the day that it was counted from; why: an option's id, "" where that is not said."""

    limit: str
    start: str
    why: str


class Progress(msgspec.Struct, frozen=True, array_like=True):
    """One case. days: every day of each milestone that has any, in order; holder: who got the case last, "" for nobody;
    stopped: the limits that a paper says do not run."""

    days: dict[str, tuple[str, ...]] = {}
    holder: str = ""
    undecided: tuple[Undecided, ...] = ()
    inquiry: str = ""
    goals: tuple[Dated, ...] = ()
    attempts: tuple[Dated, ...] = ()
    visits: tuple[Dated, ...] = ()
    reasons: tuple[Reason, ...] = ()
    stopped: tuple[str, ...] = ()


class CaseProgress:
    """The projector. course: the milestones in force; limits: those in force."""

    name = "case_progress"
    tables = ("case_progress",)

    def __init__(self, papers: ReadPapers, course: Sequence[Milestone], limits: Iterable[Limit]) -> None:
        self._course = tuple(course)
        self._stops = tuple((limit.id, said) for limit in limits for said in limit.instead if not said.day)
        self._papers = CountedPapers(papers, _asked(self._course, self._stops))

    @property
    def version(self) -> int:
        """Another course, or other stops, give other rows."""
        return _VERSION << 32 | zlib.crc32(msgspec.json.encode((self._course, self._stops)))

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Write the case's row anew, unless the changes cannot have touched it."""
        is_there = tx.one("SELECT 1 FROM case_progress WHERE case_id = ?", (case,)) is not None
        if is_there and not any(self._papers.matters(tx, change, state) for change in changes):
            return
        read = tuple(self._papers.read(tx, state))
        tx.execute(
            "INSERT INTO case_progress VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET progress = excluded.progress",
            (case, msgspec.msgpack.encode(progress(self._course, read, self._stops))),
        )

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out."""
        tx.execute("DELETE FROM case_progress WHERE case_id = ?", (case,))


def every_progress(reader: Reader) -> Iterator[tuple[str, Progress]]:
    """Every case that is here, with how far it has come."""
    decoder = msgspec.msgpack.Decoder(Progress)
    for case, row in reader.query("SELECT case_id, progress FROM case_progress ORDER BY case_id"):
        yield case, decoder.decode(row)


def progress(course: Sequence[Milestone], read: Sequence[Read], stops: Sequence[tuple[str, PaperDay]] = ()) -> Progress:
    """What papers say of one case. read: in the order that they were begun; stops: what stops a limit, with its id. Pure."""
    of = {form: [(one.document, one.answers) for one in read if one.form == form] for form in COUNTED}
    screenings = [(document, answers) for document, answers in of[SCREENING] if _word(answers, "henvendelse_dato")]
    given = [
        (_word(answers, "dato"), place, clean_line(_word(answers, "tildelt_til")))
        for place, (_, answers) in enumerate(of[DECISION])
        if answers.get("skridt") == "tildeling"
    ]
    goals = [row for _, answers in of[AGREEMENT] for row in answers.get(GOALS) or ()]
    return Progress(
        days={one.id: found for one in course if (found := _days(one, read))},
        holder=max(given)[2] if given else "",
        undecided=tuple(
            Undecided(_word(answers, "henvendelse_dato"), document)
            for document, answers in of[SCREENING]
            if not answers.get("beslutning")
        ),
        inquiry=min((_word(answers, "henvendelse_dato") for _, answers in screenings), default=""),
        goals=tuple(sorted(Dated(_word(row, "opfoelgningsdato"), _word(row, "maal_naaet")) for row in goals)),
        attempts=tuple(sorted(Dated(_word(answers, "dato"), _word(answers, "resultat")) for _, answers in of[ATTEMPT])),
        visits=tuple(sorted(Dated(_word(answers, "dato"), _word(answers, "besoeg_status")) for _, answers in of[VISIT])),
        reasons=tuple(Reason(_word(answers, WHICH), _word(answers, SINCE), _word(answers, WHY)) for _, answers in of[REASON]),
        stopped=tuple(
            sorted(
                {
                    limit
                    for limit, said in stops
                    for one in read
                    if one.form == said.form and holds(said.when, one.answers, today=ONE_DAY)
                }
            )
        ),
    )


def _days(milestone: Milestone, read: Sequence[Read]) -> tuple[str, ...]:
    return tuple(sorted({one.day for one in days(milestone.reached, read, ONE_DAY) if DAY.fullmatch(one.day)}))


def _asked(course: Sequence[Milestone], stops: Sequence[tuple[str, PaperDay]]) -> dict[str, Fields]:
    """The fields that decide anything, by form."""
    return asked_by((*(said for one in course for said in one.reached), *(said for _, said in stops)), COUNTED)


def _word(answers: Mapping[str, Any], field: str) -> str:
    found = answers.get(field)
    return found if isinstance(found, str) else ""
