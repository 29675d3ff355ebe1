"""The day: visits, promises and papers owed, over all cases. Names stand abbreviated here, until a case is opened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import msgspec

from forms.profile import fill, names
from rygsaek.casework import accesslog, caselist, due_dates
from rygsaek.casework.caselist import CaseDate as CaseDate
from rygsaek.casework.desk import Desk
from rygsaek.casework.due_dates import DueDate
from rygsaek.casework.summary import initials

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


def _dated(desk: Desk, first: date, last: date) -> tuple[CaseDate, ...]:
    if not desk.role.sees_all:  # a role that sees some papers has a day of its own elsewhere
        return ()
    accesslog.seen(desk, accesslog.NO_CASE, "list")
    with desk.vault.read() as reader:
        found = caselist.dated(reader, first.isoformat(), last.isoformat())
    words = names(desk.profile, desk.worker, "")
    return tuple(one._replace(what=fill(one.what, words)) for one in found)
