"""How far every case has come, over all cases, without reading them: days, counts and who has it. No word of a citizen's.

A projection that needs no today when it is written: every day is kept, those ahead, too. It counts by the course in force, so its
version is of that course: another course makes it again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from forms.conditions import asks, holds
from forms.course import Evidence, Milestone
from forms.library import Library
from forms.limits import Limit, PaperDay
from forms.paths import Answers
from forms.settling import settle
from forms.strings import clean_line
from rygsaek.casework import definitions
from rygsaek.casework.documents import answers_of, begun, documents
from rygsaek.casework.due import REASON, SINCE, WHICH, WHY
from rygsaek.casework.summary import DAY, ONE_DAY, watched
from rygsaek.history.changes import ANSWER_GIVEN, ROW_MOVED, Change
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
    """The projector. library: the forms at hand; course: the milestones in force; limits: those in force."""

    name = "case_progress"
    tables = ("case_progress",)

    def __init__(self, library: Library, course: Sequence[Milestone], limits: Iterable[Limit]) -> None:
        self._library, self._course = library, tuple(course)
        self._stops = tuple((limit.id, said) for limit in limits for said in limit.instead if not said.day)
        self._asked = _asked(self._course, self._stops)
        self._watched: dict[str, frozenset[str]] = {}

    @property
    def version(self) -> int:
        """Another course, or other stops, give other rows."""
        return _VERSION << 32 | zlib.crc32(msgspec.json.encode((self._course, self._stops)))

    def apply(self, tx: Transaction, case: str, changes: Sequence[Change], state: CaseState) -> None:
        """Write the case's row anew, unless the changes cannot have touched it."""
        is_there = tx.one("SELECT 1 FROM case_progress WHERE case_id = ?", (case,)) is not None
        if is_there and not any(self._matters(tx, change, state) for change in changes):
            return
        read = tuple(self._read(tx, state))
        tx.execute(
            "INSERT INTO case_progress VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET progress = excluded.progress",
            (case, msgspec.msgpack.encode(progress(self._course, read, self._stops))),
        )

    def forget(self, tx: Transaction, case: str) -> None:
        """Take the case out."""
        tx.execute("DELETE FROM case_progress WHERE case_id = ?", (case,))

    def _read(self, tx: Transaction, state: CaseState) -> Iterator[tuple[str, str, Answers]]:
        for one in documents(state):
            definition = definitions.definition_of(self._library, tx, one) if one.form in self._asked else None
            if definition is not None:
                yield one.form, one.document, settle(definition, answers_of(state, one.document), ONE_DAY)

    def _matters(self, tx: Transaction, change: Change, state: CaseState) -> bool:
        """Whether a change may alter the row; True when in doubt."""
        one = begun(state, change.document)
        if one is None:
            return True
        if one.form not in self._asked or change.kind == ROW_MOVED:
            return False
        if change.kind != ANSWER_GIVEN or isinstance(change.value, dict):
            return True
        known = self._watched.get(one.definition)
        if known is None:
            definition = definitions.definition_of(self._library, tx, one)
            if definition is None:
                return True
            known = self._watched[one.definition] = self._asked[one.form] | watched(definition)
        return change.register.rpartition("/")[2] in known


def every_progress(reader: Reader) -> Iterator[tuple[str, Progress]]:
    """Every case that is here, with how far it has come."""
    decoder = msgspec.msgpack.Decoder(Progress)
    for case, row in reader.query("SELECT case_id, progress FROM case_progress ORDER BY case_id"):
        yield case, decoder.decode(row)


def progress(
    course: Sequence[Milestone], read: Sequence[tuple[str, str, Answers]], stops: Sequence[tuple[str, PaperDay]] = ()
) -> Progress:
    """What papers say of one case. read: form, document and settled answers, in the order that they were begun; stops: what
    stops a limit, with its id. Pure."""
    of = {form: [(document, answers) for known, document, answers in read if known == form] for form in COUNTED}
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
                    for form, _, answers in read
                    if form == said.form and holds(said.when, answers, today=ONE_DAY)
                }
            )
        ),
    )


def _days(milestone: Milestone, read: Sequence[tuple[str, str, Answers]]) -> tuple[str, ...]:
    found = {
        answers[said.day]
        for said in milestone.reached
        for form, _, answers in read
        if form == said.form and DAY.fullmatch(_word(answers, said.day)) and holds(said.when, answers, today=ONE_DAY)
    }
    return tuple(sorted(found))


def _asked(course: Sequence[Milestone], stops: Sequence[tuple[str, PaperDay]]) -> dict[str, frozenset[str]]:
    """The fields that decide anything, by form."""
    found = dict(COUNTED)
    evidence: list[Evidence | PaperDay] = [said for one in course for said in one.reached]
    for said in (*evidence, *(said for _, said in stops)):
        names = {said.day, *(name for asked in asks(said.when) for name in asked)} - {""}
        found[said.form] = found.get(said.form, frozenset()) | names
    return found


def _word(answers: Mapping[str, Any], field: str) -> str:
    found = answers.get(field)
    return found if isinstance(found, str) else ""
