"""Bringing in citizens from a list, on an open vault, in words. Every call reads or writes the vault, off the screen's thread."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from forms.values import show_value
from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import BORGER
from rygsaek.casework.importing import planning, taking_in
from rygsaek.casework.importing.columns import NAME, asked
from rygsaek.casework.importing.planning import Plan, Row
from rygsaek.casework.twins import Likeness
from sync.office import unimporting
from ui.presenters.importing import Earlier, PlanView, RowLine, still_there
from ui.presenters.times import moment_words

SHOWN: Final = 50
"""Rows of each kind that are shown; more are not gone through one by one."""
ALIKE: Final[dict[Likeness, str]] = {
    "cpr": "er her i forvejen og har samme CPR-nummer",
    "name_and_birth": "er her i forvejen og har samme navn og fødselsdag",
    "name_on_its_way": "er på vej hertil og hedder det samme",
}
WHY_KEPT: Final = {"written": "Nogen har skrevet i sagen.", "handed_on": "Noget af sagen er printet, gemt eller delt."}


class DeskImport:
    """The vault behind the page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def plan(self, file: Path) -> tuple[Plan, PlanView]:
        """What would be made of a file. Raises InputError."""
        plan = planning.read_plan(self._desk, file)
        asking = [row for row in plan.rows if not row.is_clear]
        clear = [row for row in plan.rows if row.is_clear]
        headings = _headings(plan)
        return plan, PlanView(
            f"»{plan.name}« har {_many(len(plan.rows), 'række', 'rækker')}.",
            tuple(self._line(row, headings) for row in asking[:SHOWN]),
            tuple(self._line(row, headings) for row in clear[:SHOWN]),
            tuple(f"{one.field}: {one.text} {one.remedy}" for one in plan.notes),
            f"Og {len(asking) - SHOWN} til, som ikke kommer med. Ret listen, og vælg den igen." if len(asking) > SHOWN else "",
            f"Og {len(clear) - SHOWN} til, som også kommer med." if len(clear) > SHOWN else "",
        )

    def take_in(self, plan: Plan, take: Collection[int], leave: Collection[int]) -> str:
        """Makes the cases. Raises DiskError."""
        made = taking_in.take_in(self._desk, plan.chosen(take, leave))
        many = _many(len(made.cases), "borger er hentet", "borgere er hentet")
        return f"{many} og står på listen under I dag. {still_there(plan.name)}"

    def take_out(self, name: str) -> tuple[str, tuple[str, ...]]:
        """Takes an import out; what is gone, and what stays. Raises InputError, DiskError."""
        found = unimporting.take_out(self._desk, name)
        gone = _many(found.gone, "sag er taget ud igen", "sager er taget ud igen") if found.gone else "Ingen sager er taget ud"
        return f"{gone}.", tuple(f"{one.name} bliver. {WHY_KEPT[one.why]}" for one in found.kept)

    def earlier(self) -> tuple[Earlier, ...]:
        """The imports of which something can be taken out, the latest first."""
        now = self._desk.now()
        found = unimporting.undoable(self._desk)
        return tuple(
            Earlier(
                one.id,
                f"{_many(one.cases, 'sag', 'sager')}, hentet {moment_words(datetime.fromtimestamp(one.at / 1000, UTC), now)}",
            )
            for one in found
        )

    def _line(self, row: Row, headings: dict[str, str]) -> RowLine:
        known: dict[str, str] = {}
        for field in asked(cases.form(self._desk, BORGER)):
            if field.id in row.citizen.answers and field.id != NAME:
                heading, shown = headings[field.id], show_value(field, row.citizen.answers[field.id])
                known[heading] = f"{known[heading]} {shown}" if heading in known else shown
        detail = ", ".join((f"Række {row.number}", *(f"{heading}: {shown}" for heading, shown in known.items())))
        return RowLine(row.number, row.citizen.name or "Intet navn", detail, tuple(_said(row)), row.can_be_made)


def _said(row: Row) -> Iterator[str]:
    for twin in row.twins:
        yield f"{twin.name} {ALIKE[twin.by]}."
    if row.rows:
        yield f"Det ligner {'række' if len(row.rows) == 1 else 'rækkerne'} {', '.join(map(str, row.rows))} i samme liste."
    for one in row.citizen.problems:
        _, _, column = one.field.partition(", ")
        yield f"{column + ': ' if column else ''}{one.text} {one.remedy}"


def _headings(plan: Plan) -> dict[str, str]:
    """The heading that each field's answer stands under."""
    found: dict[str, str] = {}
    for column in plan.columns:
        for field in column.fields:
            found.setdefault(field, column.heading)
    return found


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
