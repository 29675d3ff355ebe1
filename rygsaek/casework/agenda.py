"""The day: visits, promises and papers owed, over all cases. Names stand abbreviated here, until a case is opened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import msgspec

from forms.profile import fill, names
from rygsaek.casework import accesslog, caselist, course, documents, due_dates, preview
from rygsaek.casework.caselist import CaseDate as CaseDate
from rygsaek.casework.definitions import definition_of
from rygsaek.casework.desk import Desk
from rygsaek.casework.due_dates import DueDate
from rygsaek.casework.papers import own_day_field
from rygsaek.casework.preview import Coming
from rygsaek.casework.summary import initials
from rygsaek.vault.transaction import Reader

ALL: Final = 1_000_000
NEAR: Final = 5
"""Days ahead in which a limit stands on the home page."""


class Owed(msgspec.Struct, frozen=True):
    """What citizens lack. unprinted, unsigned: papers; cases: (case, short name, unprinted, unsigned) of those concerned."""

    unprinted: int
    unsigned: int
    cases: tuple[tuple[str, str, int, int], ...]


def visits(desk: Desk, day: date) -> tuple[CaseDate, ...]:
    """Planned visits of a day, by time."""
    return tuple(one for one in _dated(desk, day, day) if one.kind == "visit")


def promises(desk: Desk, first: date, last: date) -> tuple[CaseDate, ...]:
    """What the caseworker promised to do from a day to a day, both included."""
    return tuple(one for one in _dated(desk, first, last) if one.kind == "promise")


def promises_in(desk: Desk, case: str, first: date) -> tuple[CaseDate, ...]:
    """What the caseworker promised in one case, from a day on, by day."""
    accesslog.seen(desk, case, "open")
    if not desk.role.sees_all:
        return ()
    with desk.vault.read() as reader:
        known = caselist.summary_of(reader, case)
    if known is None:
        return ()
    words = names(desk.profile, desk.worker, known.name)
    promised = (one for one in known.ahead if one.kind == "promise" and one.day >= first.isoformat())
    return tuple(
        CaseDate(case, known.short_name, one.day, one.time, one.kind, fill(one.what, words), one.text, one.document, one.path)
        for one in promised
    )


def dates(desk: Desk, first: date, last: date) -> tuple[CaseDate, ...]:
    """Everything with a date from a day to a day, both included."""
    return _dated(desk, first, last)


def agreed(desk: Desk, first: date, last: date) -> tuple[CaseDate, ...]:
    """What else was agreed on from a day to a day, both included, beside visits and meetings: a follow-up, a network meeting.

    One of a kind in each case and on each day. what: the step of the course that it was agreed on for, or else the form's name;
    text: the question, "" for a step and for the form's own day. A step that was reached is left out, and so is what lies at a
    visit's or a meeting's own time.
    """
    dated = _dated(desk, first, last)
    taken = {(one.case, one.day, one.time) for one in dated if one.kind in caselist.APPOINTMENTS}
    taken |= {(case, day, "") for case, day, _ in taken}
    open_dates = [one for one in dated if one.kind == "agreed" and (one.case, one.day, one.time) not in taken]
    found: dict[tuple[str, str, str], CaseDate] = {}
    with desk.vault.read() as reader:
        for one in open_dates:
            named = _named(desk, reader, one, first)
            if named is not None:
                found.setdefault((named.case, named.day, named.what), named)
    return tuple(found.values())


def coming(desk: Desk, first: date, last: date) -> tuple[Coming, ...]:
    """What cases on their way have from a day to a day, both included, as their summaries say it: not checked, and of each case
    the first on each day."""
    if not desk.role.sees_all:
        return ()
    accesslog.seen(desk, accesslog.NO_CASE, "list")
    with desk.vault.read() as reader:
        found = preview.ahead(reader, first.isoformat(), last.isoformat())
    words = names(desk.profile, desk.worker, "")
    return tuple(one._replace(what=fill(one.what, words)) for one in found)


def owed(desk: Desk) -> Owed:
    """Papers that are not printed or not signed as they stand."""
    if not desk.role.sees_all:
        return Owed(0, 0, ())
    accesslog.seen(desk, accesslog.NO_CASE, "list")
    with desk.vault.read() as reader:
        found = reader.query(
            "SELECT case_id, name, unprinted, unsigned FROM case_list"
            " WHERE day = ? AND (unprinted > 0 OR unsigned > 0) ORDER BY place, case_id",
            (caselist.NEVER,),
        )
    cases = tuple((row[0], initials(row[1]), row[2], row[3]) for row in found)
    return Owed(sum(row[2] for row in found), sum(row[3] for row in found), cases)


def due(desk: Desk, count: int) -> tuple[tuple[DueDate, ...], int]:
    """What is due in the next five days over all cases, as many as `count`, and how many more run.

    What was missed and has no reason comes first. The look is written down.
    """
    if not desk.role.sees_all:
        return (), 0
    accesslog.seen(desk, accesslog.NO_CASE, "list")
    today = desk.today()
    with desk.vault.read() as reader:
        found = due_dates.due_until(reader, today, today + timedelta(days=NEAR), count)
        return found, due_dates.how_many(reader, today) - len(found)


def limits(desk: Desk, last: date) -> tuple[DueDate, ...]:
    """Every limit that ends from today to a day, both included. The look is written down."""
    if not desk.role.sees_all:
        return ()
    accesslog.seen(desk, accesslog.NO_CASE, "list")
    with desk.vault.read() as reader:
        found = due_dates.due_until(reader, desk.today(), last, ALL)
    return tuple(one for one in found if one.day >= desk.today().isoformat())


def _named(desk: Desk, reader: Reader, one: CaseDate, day: date) -> CaseDate | None:
    """A date by the step that it is planned for, None where that was reached; else by its form."""
    state = desk.journal.state(one.case, reader)
    document = documents.begun(state, one.document)
    planned = [
        milestone.id
        for milestone in desk.profile.course
        for said in milestone.planned
        if document is not None and (said.form, said.day) == (document.form, one.path)
    ]
    if not planned:
        form, _, question = one.what.partition(": ")
        definition = definition_of(desk.library, reader, document) if document is not None else None
        own = own_day_field(definition) if definition is not None else None
        return one._replace(what=form, text="" if own is not None and own.id == one.path else question)
    steps = course.course_of(desk.profile.course, tuple(course.read_of(desk, reader, state, day)), day)
    step = next((step for step in steps if step.milestone.id == planned[0] and step.state == "planned"), None)
    return None if step is None else one._replace(what=step.milestone.title)


def _dated(desk: Desk, first: date, last: date) -> tuple[CaseDate, ...]:
    if not desk.role.sees_all:  # a role that sees some papers has a day of its own elsewhere
        return ()
    accesslog.seen(desk, accesslog.NO_CASE, "list")
    with desk.vault.read() as reader:
        found = caselist.dated(reader, first.isoformat(), last.isoformat())
    words = names(desk.profile, desk.worker, "")
    return tuple(one._replace(what=fill(one.what, words)) for one in found)
