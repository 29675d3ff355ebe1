"""Papers that were filled in by hand and are copied in here afterwards (`kilde = papir`): each keeps the paper's own day.

The day is said where the document begins, so that no undo takes it, and every laptop has it. In such a document "today" is the
paper's day; what was known then is offered, and nothing that was learned later. What runs out, or is due, is as of the day on
the wall, as everywhere. The signed original is the paper, and may lie beside as a file.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from forms.calendar_words import date_in_words
from forms.problems import ProblemsError
from rygsaek.casework import problems
from rygsaek.casework.citizen import born
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER, Begun, answers_of, documents
from rygsaek.history.registers import CaseState

PAPER: Final = "papir"


def refuse_day(state: CaseState, form: str, day: date, today: date) -> None:
    """Raise ProblemsError for a day that no paper of this citizen can bear, and InputError for a form that is none of paper.

    `paper.day_ahead`: it has not come; `paper.day_before_birth`: the citizen was not born; `paper.own_facts`: the citizen's own
    facts are the case's.
    """
    if form == BORGER:
        raise problems.facts_are_no_paper()
    if day > today:
        raise ProblemsError([problems.paper_day_ahead()])
    births = [found for one in documents(state, BORGER) if (found := born(answers_of(state, one.document)))]
    if births and day.isoformat() < births[-1]:
        raise ProblemsError([problems.paper_day_before_birth()])


def today_in(desk: Desk, one: Begun | None) -> date:
    """What "today" is in a document: the day on the wall, or that of the paper that it was copied from."""
    return date.fromisoformat(one.paper) if one is not None and one.paper else desk.today()


def sentence(day: str) -> str:
    """The same as a sentence of its own."""
    told = words(day)
    return f"{told[:1].upper()}{told[1:]}."


def words(day: str) -> str:
    """As "skrevet af efter papir fra 3. april 2026". day: YYYY-MM-DD."""
    return f"skrevet af efter papir fra {date_in_words(date.fromisoformat(day))}"
