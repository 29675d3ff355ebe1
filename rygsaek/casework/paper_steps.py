"""At which step of the course each paper of a case lies. A decision lies where it led; what no step names lies at none. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from forms.conditions import holds
from forms.course import Milestone
from rygsaek.casework.course import Read


def paper_steps(course: Sequence[Milestone], read: Sequence[Read]) -> dict[str, str]:
    """The milestone of the line that each document lies at, by its id; without those that lie at none."""
    found = ((one.document, _step(course, one)) for one in read)
    return {document: step.under or step.id for document, step in found if step is not None}


def _step(course: Sequence[Milestone], paper: Read) -> Milestone | None:
    """The one milestone that names the form; of several the one that the paper says, too; else whichever it says."""
    naming = [one for one in course if paper.form in (one.form, *one.papers)]
    if len(naming) == 1:
        return naming[0]
    said = [one for one in course if _says(one, paper)]
    both = [one for one in naming if one in said]
    return next(iter((*both, *said, *naming)), None)


def _says(milestone: Milestone, paper: Read) -> bool:
    conditions = [one.when for one in milestone.reached if one.form == paper.form]
    conditions += [milestone.begun] if milestone.form == paper.form else []
    return any(one is not None and holds(one, paper.answers) for one in conditions)
