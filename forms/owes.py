"""What a step of the course owes once it was reached: a paper that has to be there, filled so far, signed or handed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from forms.authoring.conditions import check_condition
from forms.authoring.findings import Findings, meant
from forms.authoring.table import Table
from forms.model import Definition, Field
from forms.paths import top_fields

Lack = Literal["", "signature", "paper"]
LACKS = ("signature", "paper")
OWES_KEYS = ("form", "text", "until", "day", "when", "lacks", "write")


class Owes(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is owed. text: what is missing and what to do about it, as a person reads it.

    until: told until a paper of the form fulfils it; None with no `when` and no `lacks`: until one is written.
    day: the date of the form that says when, "" for none: in a reopened case a paper of an earlier round is then none.
    when, lacks: told of each paper of the form in which the condition holds, and that lacks its signature or was not handed over
    as it stands. write: the form that is begun to settle it, "" for the paper itself.
    """

    form: str
    text: str
    until: dict[str, Any] | None = None
    day: str = ""
    when: dict[str, Any] | None = None
    lacks: Lack = ""
    write: str = ""

    @property
    def is_of_each(self) -> bool:
        """Whether it is told of each paper, and not of there being none."""
        return self.when is not None or bool(self.lacks)


def read_owes(table: Table) -> tuple[Owes, ...]:
    """`owes` of a milestone."""
    found: list[Owes] = []
    for one in table.tables("owes", "owes"):
        one.know(OWES_KEYS)
        for word in ("until", "day"):
            if one.has(word) and (one.has("when") or one.has("lacks")):
                text = f"»{word}« kan ikke stå sammen med »when« og »lacks«."
                one.tell("owes_unclear", text, "Slet den ene, eller skriv to linjer.")
        found.append(
            Owes(
                form=one.string("form"),
                text=one.string("text"),
                until=one.table_or_none("until"),
                day=one.string_or_none("day") or "",
                when=one.table_or_none("when"),
                lacks=one.word("lacks", LACKS, "") if one.has("lacks") else "",
                write=one.string_or_none("write") or "",
            )
        )
    return tuple(found)


def check_day(form: str, day: str, tops: Mapping[str, Field], place: str, findings: Findings) -> None:
    """A date of a form by its id: that it is there, and is one."""
    if day not in tops:
        text = f"»{form}« har intet felt »{day}«."
        findings.tell("field_unknown", place, text, meant(day, tops, "Skriv id på et felt i formularen."))
    elif tops[day].kind != "date":
        findings.tell("no_date", place, f"»{day}« er ikke en dato.", "Skriv id på et felt, der er en dato.")


def check_owes(owed: Owes, definition: Definition, place: str, findings: Findings) -> None:
    """What is owed, held against its form: conditions, its day, and a signature or a paper that it never has."""
    tops = {field.id: field for field in top_fields(definition)}
    if owed.day:
        check_day(owed.form, owed.day, tops, place, findings)
    for condition in (owed.until, owed.when):
        check_condition(condition, tops, {}, place, findings)
    is_signed = any(field.kind == "signature" and field.required != "no" for field in tops.values())
    if owed.lacks == "signature" and not is_signed:
        findings.tell("owes_nothing", place, f"»{owed.form}« har intet at skrive under på.", "Slet »lacks«.")
    if owed.lacks == "paper" and not definition.given:
        findings.tell("owes_nothing", place, f"»{owed.form}« får borgeren ikke på papir.", "Slet »lacks«.")
