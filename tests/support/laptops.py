"""Two laptops with one case: a vault copied, written in apart by two people, and brought together again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from forms.answers import paths, register_of
from forms.model import Definition, Field
from forms.pdf.document import Paper
from rygsaek.casework import views
from rygsaek.casework.desk import Desk
from rygsaek.paper import papers
from tests.support.desks import BO, SetClock, merge
from tests.support.wired import new_desk, reopened, whole_case


@contextmanager
def two_laptops(folder: Path) -> Iterator[tuple[Desk, Desk, str, dict[str, str]]]:
    """Lise's desk, and Bo's on a copy of her vault; the case that both have, and its papers by form."""
    clock = SetClock()
    with new_desk(folder / "lise", clock) as lise:
        case, documents = whole_case(lise)
    shutil.copytree(folder / "lise", folder / "bo")
    with reopened(folder / "lise", clock) as lise, reopened(folder / "bo", clock) as copied:
        yield lise, replace(copied, worker=BO), case, documents


def meet(one: Desk, other: Desk, case: str) -> None:
    """Each takes what the other has."""
    merge(one, case, other)
    merge(other, case, one)


def two_answers(field: Field, number: int) -> tuple[Any, Any] | None:
    """Two different answers to a field that show which field they belong to, None where a field cannot have two."""
    lise, bo = f"lisesord{number:03}", f"bosord{number:03}"
    match field.kind:
        case "line" | "text" | "person":
            return lise, bo
        case "mail":
            return f"{lise}@nordby.example", f"{bo}@nordby.example"
        case "phone":
            return f"1077{number:04}", f"1088{number:04}"
        case "date":
            return (date(2031, 1, 1) + timedelta(number)).isoformat(), (date(2033, 1, 1) + timedelta(number)).isoformat()
        case "time":
            return f"07:{number % 60:02}", f"17:{number % 60:02}"
        case "number":
            return 70_000 + number, 80_000 + number
        case "yes_no":
            return True, False
        case "choice":
            return field.options[0].id, field.options[-1].id
        case "choices":
            return [field.options[0].id], [field.options[-1].id]
        case "cpr":
            return "6701811234", "6801811234"
    return None


def disputable(definition: Definition, answers: dict[str, Any], today: date) -> dict[str, tuple[str, Field]]:
    """Every register that two people can answer differently, with the first path of it."""
    found: dict[str, tuple[str, Field]] = {}
    for path, field in paths(definition, answers, today):
        if field.computed is None and two_answers(field, 0) is not None:
            found.setdefault(register_of(definition, path), (path, field))
    return found


def internal_paper(desk: Desk, case: str, document: str) -> Paper:
    """The municipality's own copy, whole."""
    return papers.preview(desk, case, document, copy="internal", length="whole")


def conflicts_listed(desk: Desk, case: str) -> int:
    """How many the list of cases tells of."""
    return next(row.conflicts for row in views.case_list(desk) if row.case == case)
