"""The course of a case as data: its milestones, in a line or beside one another, and what in the papers says that one is reached.

course.toml has the method's. What happened is read of the documents; nobody enters a thing twice (shared reading: conditions.py).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import msgspec

from forms.authoring.findings import Findings, meant
from forms.authoring.syntax import read_toml
from forms.authoring.table import Table
from forms.library import COURSE_FILE, read_text
from forms.owes import Owes, read_owes

Act = Literal["", "besoeg", "ring"]
Turn = Literal["", "branch", "rest", "reopening"]
ACTS = ("besoeg", "ring")
TURNS = ("branch", "rest", "reopening")
KEYS = ("id", "title", "under", "after", "turn", "closes", "form", "papers", "act", "begun", "reached", "planned", "owes")
EVIDENCE_KEYS = ("form", "day", "when", "who", "why")


class Evidence(msgspec.Struct, frozen=True):
    """A day in a document of a form, that counts while a condition holds there (None: always).

    who, why: the fields that say who decided it and the reason, "" where no field does.
    """

    form: str
    day: str
    when: dict[str, Any] | None = None
    who: str = ""
    why: str = ""


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """One step. under: the milestone of the line that it goes beside, "" for one of the line itself.

    after: the milestone that cannot come later than this, "" for none. turn: a way that shows only once it was taken: a branch
    beside the line, a rest in which nothing comes next, or the reopening that ends a rest. closes: the course has ended with it.
    form: the paper that is begun for it, begun: what has to be answered there for it to count as begun; act: what else is done
    (a visit, a call). papers: other forms whose documents lie with it. reached, planned: what says so, any of them. owes: what
    it owes once it was reached.
    """

    id: str
    title: str
    under: str = ""
    after: str = ""
    turn: Turn = ""
    closes: bool = False
    form: str = ""
    papers: tuple[str, ...] = ()
    act: Act = ""
    begun: dict[str, Any] | None = None
    reached: tuple[Evidence, ...] = ()
    planned: tuple[Evidence, ...] = ()
    owes: tuple[Owes, ...] = ()


@cache
def method_course() -> tuple[Milestone, ...]:
    """The milestones as course.toml has them."""
    return read_course((files("forms") / COURSE_FILE).read_text("utf-8"), COURSE_FILE)


def load_course(path: Path) -> tuple[Milestone, ...]:
    """The milestones of a file. Raises ProblemsError."""
    return read_course(read_text(path, "course.file"), path.name)


def read_course(text: str, file: str) -> tuple[Milestone, ...]:
    """A course file. Raises ProblemsError with every `course.…` problem in it."""
    findings = Findings(file, area="course")
    whole = Table(read_toml(text, findings), "", findings)
    whole.know(("milestone",))
    found = tuple(_milestone(one) for one in whole.tables("milestone", "milepæl", by="id"))
    _check_names(found, findings)
    findings.raise_any()
    return found


def _check_names(found: tuple[Milestone, ...], findings: Findings) -> None:
    ids = [one.id for one in found]
    line = {one.id for one in found if not one.under}
    after = {one.id: one.after for one in found}
    for one in found:
        place = f"milepæl {one.id}"
        if ids.count(one.id) > 1:
            findings.tell("twice", place, f"»{one.id}« står to gange.", "Giv den ene et andet id.")
        if one.under and one.under not in line:
            text = f"»{one.under}« er ikke en milepæl i rækken."
            findings.tell("under_unknown", place, text, meant(one.under, line, "Skriv id på en milepæl, der ikke selv hænger."))
        if one.after and one.after not in after:
            text = f"»{one.after}« er ikke en milepæl."
            findings.tell("after_unknown", place, text, meant(one.after, ids, "Skriv id på en milepæl i filen."))
        elif one.id in _before(one.id, after):
            text = f"»{one.id}« skal komme efter sig selv."
            findings.tell("loop", place, text, "Slet »after« ved en af milepælene i ringen.")
        if not one.reached and not one.planned:
            findings.tell(
                "unreachable", place, f"Intet papir siger, at »{one.id}« er nået.", "Skriv reached = [{ form = …, day = … }]."
            )


def _before(name: str, after: dict[str, str]) -> list[str]:
    """Everything that a milestone comes after, up to where it goes round."""
    found: list[str] = []
    name = after[name]
    while name in after and name not in found:
        found.append(name)
        name = after[name]
    return found


def _milestone(table: Table) -> Milestone:
    table.know(KEYS)
    return Milestone(
        id=table.id("id"),
        title=table.string("title"),
        under=table.string_or_none("under") or "",
        after=table.string_or_none("after") or "",
        turn=table.word("turn", TURNS, "") if table.has("turn") else "",
        closes=table.truth("closes"),
        form=table.string_or_none("form") or "",
        papers=table.strings("papers"),
        act=table.word("act", ACTS, "") if table.has("act") else "",
        begun=table.table_or_none("begun"),
        reached=_evidence(table, "reached"),
        planned=_evidence(table, "planned"),
        owes=read_owes(table),
    )


def _evidence(table: Table, key: str) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for one in table.tables(key, key):
        one.know(EVIDENCE_KEYS)
        who, why = one.string_or_none("who") or "", one.string_or_none("why") or ""
        found.append(Evidence(one.string("form"), one.string("day"), one.table_or_none("when"), who, why))
    return tuple(found)
