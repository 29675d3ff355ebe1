"""What papers owe at the steps that a case has come to, as the course says it: missing, unfinished, unsigned, not handed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from forms.conditions import asks, holds
from forms.course import Milestone
from forms.model import Definition
from forms.owes import Lack, Owes
from forms.paths import Answers, top_fields
from forms.settling import settle
from rygsaek.casework.course import Read, course_of, days, reopened_on
from rygsaek.casework.definitions import definition_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import answers_of, documents
from rygsaek.casework.due import ended_on
from rygsaek.casework.sources import Sources, sources
from rygsaek.casework.summary import is_written, owing
from rygsaek.history.registers import CaseState
from rygsaek.vault.transaction import Reader


class Paper(msgspec.Struct, frozen=True):
    """A paper that nothing has taken over from: its answers with what is computed, and what it lacks as it stands."""

    document: str
    form: str
    answers: Answers
    is_written: bool = True
    lacks: frozenset[Lack] = frozenset()


class Owed(msgspec.Struct, frozen=True):
    """One thing that is owed. day: since when its step was reached, YYYY-MM-DD.

    document: that it is told of, or the last that somebody wrote in where one has to say more; "" for none yet.
    """

    owes: Owes
    milestone: Milestone
    day: str
    document: str = ""


def papers_of(desk: Desk, reader: Reader, state: CaseState, today: date) -> Iterator[Paper]:
    """Every paper of a case that the course may find something owed of, and that the role sees."""
    asked: dict[str, set[tuple[str, str]]] = {}
    for owed in (owed for milestone in desk.profile.course for owed in milestone.owes):
        asked.setdefault(owed.form, set()).update((*asks(owed.until), *asks(owed.when)))
    begun = documents(state)
    replaced = {one.predecessor for one in begun}
    known: dict[str, Sources] = {}
    for one in begun:
        if one.form not in asked or one.document in replaced or not desk.role.sees(one.form):
            continue
        definition = definition_of(desk.library, reader, one)
        if definition is None:
            continue
        if one.form not in known:  # half of what it takes to read a case, so only where a condition asks what is worked out
            is_needed = any(field in asked[one.form] for field in _worked_out(definition))
            known[one.form] = sources(desk, reader, state, form=one.form) if is_needed else {}
        answers = answers_of(state, one.document)
        owes = owing(state, one, definition, answers)
        missing: tuple[tuple[Lack, bool], ...] = (("signature", owes.signature), ("paper", owes.paper))
        lacks = frozenset(name for name, is_so in missing if is_so)
        counted = settle(definition, answers, today, known[one.form])
        yield Paper(one.document, one.form, counted, is_written(state, one), lacks)


def _worked_out(definition: Definition) -> Iterator[tuple[str, str]]:
    """The fields, and cells of rows, that nobody answers."""
    for field in top_fields(definition):
        if field.computed is not None:
            yield field.id, ""
        yield from ((field.id, cell.id) for cell in field.fields if cell.computed is not None)


def owed_of(course: Sequence[Milestone], read: Sequence[Read], papers: Sequence[Paper], today: date) -> tuple[Owed, ...]:
    """What is owed at the steps that were reached, in the course's order; the same is told once. Pure.

    In a reopened case only what was reached since counts; in one that rests or is closed only what was reached from then on.
    """
    steps = course_of(course, read, today)
    reopened = reopened_on(steps)
    since = max(reopened, ended_on(course, read, steps, today))
    found: dict[tuple[str, str, str], Owed] = {}
    for milestone in course:
        said = {one.document: one.day for one in days(milestone.reached, read, today) if since <= one.day <= today.isoformat()}
        for owes in milestone.owes if said else ():
            for document, day in _told(owes, milestone, said, papers, today, reopened):
                found.setdefault((owes.form, document, owes.text), Owed(owes, milestone, day, document))
    return tuple(found.values())


def _told(
    owes: Owes, milestone: Milestone, said: Mapping[str, str], papers: Sequence[Paper], today: date, reopened: str
) -> Iterator[tuple[str, str]]:
    """The papers that something is told of, and since when. Where the step is read of papers of this form, they are meant.

    reopened: the day from which this round of the case runs, "" for its first.
    """
    first = min(said.values())
    is_own = any(one.form == owes.form for one in milestone.reached)
    if owes.is_of_each:
        for one in papers:
            lacks = not owes.lacks or owes.lacks in one.lacks
            is_meant = one.form == owes.form and (one.document in said or not is_own)
            if is_meant and lacks and holds(owes.when, one.answers, today=today):
                yield one.document, said.get(one.document, first)
        return
    own = [one for one in papers if one.form == owes.form and one.is_written and _is_of_round(owes, one, reopened)]
    if not any(holds(owes.until, one.answers, today=today) for one in own):
        yield own[-1].document if own else "", first


def _is_of_round(owes: Owes, paper: Paper, reopened: str) -> bool:
    """Whether a paper is of this round of the case, as far as the course asks for its day; one without a day yet is."""
    return not owes.day or str(paper.answers.get(owes.day) or reopened) >= reopened
