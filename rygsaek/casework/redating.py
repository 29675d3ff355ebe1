"""The day of a paper that was copied in, corrected: as a change, so that the day that stood is in the history."""

from __future__ import annotations

from datetime import date

from forms.answers import paths
from forms.model import Definition
from forms.paths import Answers, get
from forms.problems import ProblemsError
from rygsaek.casework import problems
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import answers_of, begun
from rygsaek.casework.editing import editable, is_frozen, write
from rygsaek.casework.edits import Writes
from rygsaek.casework.from_paper import refuse_day
from rygsaek.casework.known import TODAY
from rygsaek.history.changes import DATED, PAPER_DATED, NewChange


def correct_day(desk: Desk, case: str, document: str, day: date) -> None:
    """Say which day the paper bears that a document is copied from. The same day again is no change.

    What stands there because it was the paper's day goes along: days that begin as today's, and those of signatures.
    Raises InputError as `editing.editable`, `paper.not_copied`; ProblemsError `paper.day_frozen` for what is finished for good,
    and as `from_paper.refuse_day`.
    """
    with desk.vault.write() as tx:
        definition, state = editable(desk, tx, case, document)
        one = begun(state, document)
        if one is None or not one.paper:
            raise problems.not_copied()
        if is_frozen(definition, state, document):
            raise ProblemsError([problems.paper_day_frozen()])
        refuse_day(state, one.form, day, desk.today())
        new = day.isoformat()
        if new == one.paper:
            return
        write(desk, tx, case, document, _along(definition, answers_of(state, document), one.paper, new))
        said = {"day": new, "before": one.paper}
        desk.journal.append(case, (NewChange(document, DATED, PAPER_DATED, said),), desk.by, tx=tx)


def _along(definition: Definition, answers: Answers, old: str, new: str) -> Writes:
    """What goes along with the paper's day, by path."""
    found: Writes = {}
    for path, field in paths(definition, answers):
        value = get(answers, path)
        if field.kind == "date" and TODAY in field.prefill and value == old:
            found[path] = new
        elif field.kind == "signature" and isinstance(value, dict) and value.get("date") == old:
            found[path] = {**value, "date": new}
    return found
