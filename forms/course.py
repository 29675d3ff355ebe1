"""The course of a case as data: its milestones, in a line or beside one another, and what in the papers says that one is reached.

course.toml has the method's. What happened is read of the documents; nobody enters a thing twice (shared reading: conditions.py).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from forms.authoring.findings import Findings, meant
from forms.authoring.syntax import read_toml
from forms.authoring.table import Table

Act = Literal["", "besoeg", "ring"]
ACTS = ("besoeg", "ring")
KEYS = ("id", "title", "under", "form", "act", "reached", "planned")


class Evidence(msgspec.Struct, frozen=True):
    """A day in a document of a form, that counts while a condition holds there (None: always)."""

    form: str
    day: str
    when: dict[str, Any] | None = None


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """One step. under: the milestone of the line that it goes beside, "" for one of the line itself.

    form: the paper that is begun for it; act: what else is done (a visit, a call). reached, planned: what says so, any of them.
    """

    id: str
    title: str
    under: str = ""
    form: str = ""
    act: Act = ""
    reached: tuple[Evidence, ...] = ()
    planned: tuple[Evidence, ...] = ()


@cache
def method_course() -> tuple[Milestone, ...]:
    """The milestones as course.toml has them."""
    return read_course((files("forms") / "course.toml").read_text("utf-8"), "course.toml")


def read_course(text: str, file: str) -> tuple[Milestone, ...]:
    """A course file. Raises ProblemsError with every `course.…` problem in it."""
    findings = Findings(file, area="course")
    whole = Table(read_toml(text, findings), "", findings)
    whole.know(("milestone",))
    found = tuple(_milestone(one) for one in whole.tables("milestone", "milepæl", by="id"))
    ids = [one.id for one in found]
    line = {one.id for one in found if not one.under}
    for one in found:
        place = f"milepæl {one.id}"
        if ids.count(one.id) > 1:
            findings.tell("twice", place, f"»{one.id}« står to gange.", "Giv den ene et andet id.")
        if one.under and one.under not in line:
            text = f"»{one.under}« er ikke en milepæl i rækken."
            findings.tell("under_unknown", place, text, meant(one.under, line, "Skriv id på en milepæl, der ikke selv hænger."))
    findings.raise_any()
    return found


def _milestone(table: Table) -> Milestone:
    table.know(KEYS)
    return Milestone(
        id=table.id("id"),
        title=table.string("title"),
        under=table.string_or_none("under") or "",
        form=table.string_or_none("form") or "",
        act=table.word("act", ACTS, "") if table.has("act") else "",
        reached=_evidence(table, "reached"),
        planned=_evidence(table, "planned"),
    )


def _evidence(table: Table, key: str) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for one in table.tables(key, key):
        one.know(("form", "day", "when"))
        found.append(Evidence(one.string("form"), one.string("day"), one.table_or_none("when")))
    return tuple(found)
