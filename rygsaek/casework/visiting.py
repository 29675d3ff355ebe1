"""Visits as records of their own: today's, which was held, and the next one, which was agreed on."""

from __future__ import annotations

from typing import Any

from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import answers_of, documents
from rygsaek.casework.summary import VISIT

STATUS, DAY = "besoeg_status", "dato"
PLANNED, HELD = "planlagt", "holdt"
NEXT_DAY = "naeste_dato"
OF_NEXT_TIME = (DAY, "fra", "sted", "sted_navn")
"""What a new record takes over from the agreement on the next time."""


def held_today(desk: Desk, case: str) -> str:
    """The record of the visit that is held today: the one planned for today, one without a day, or a new one. Returns its id.

    A visit is told as held where nobody said otherwise; what somebody wrote stays.
    """
    today = desk.today().isoformat()
    known = _records(desk, case)
    of_today = [document for document, said in known if said.get(DAY) == today and said.get(STATUS) in (None, PLANNED, HELD)]
    undated = [document for document, said in known if not said.get(DAY) and said.get(STATUS) in (None, PLANNED)]
    found = [*undated, *of_today]
    if found:
        document = found[-1]
        cases.fill(desk, case, document, {DAY: today, STATUS: HELD})
        return document
    document = cases.begin_document(desk, case, VISIT, without=OF_NEXT_TIME)
    cases.fill(desk, case, document, {DAY: today, STATUS: HELD})
    return document


def plan_next(desk: Desk, case: str, agreement: str) -> str:
    """A visit on the day that the agreement says they meet again, so that the day shows it; "" where none is needed."""
    day = answers_of(desk.journal.state(case), agreement).get(NEXT_DAY) if agreement else None
    if not isinstance(day, str) or day <= desk.today().isoformat():
        return ""
    if any(said.get(DAY) == day for _, said in _records(desk, case)):
        return ""
    document = cases.begin_document(desk, case, VISIT)
    cases.fill(desk, case, document, {DAY: day, STATUS: PLANNED})
    return document


def _records(desk: Desk, case: str) -> list[tuple[str, dict[str, Any]]]:
    state = desk.journal.state(case)
    return [(one.document, answers_of(state, one.document)) for one in documents(state, VISIT) if not one.paper]
