"""What a course file says, held against the forms at hand: forms and fields that are not there, days that are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.authoring.conditions import check_condition
from forms.authoring.findings import Findings, meant
from forms.course import Evidence, Milestone
from forms.model import Definition
from forms.owes import check_day, check_owes
from forms.paths import top_fields
from forms.problems import Problem


def check_course(course: tuple[Milestone, ...], forms: Mapping[str, Definition], file: str) -> tuple[Problem, ...]:
    """Every `course.…` problem of a course with these forms. forms: the newest of each, by id; file: its name."""
    findings = Findings(file, area="course")
    for milestone in course:
        place = f"milepæl {milestone.id}"
        for form in _forms_of(milestone):
            if form not in forms:
                findings.tell("form_unknown", place, f"Der er ingen formular »{form}«.", meant(form, forms, "Ret navnet."))
        for said in (*milestone.reached, *milestone.planned):
            if said.form in forms:
                _check_evidence(said, forms[said.form], place, findings)
        for owed in milestone.owes:
            if owed.form in forms:
                check_owes(owed, forms[owed.form], place, findings)
        if milestone.form in forms:
            tops = {field.id: field for field in top_fields(forms[milestone.form])}
            check_condition(milestone.begun, tops, {}, place, findings)
    return tuple(findings.problems)


def _forms_of(milestone: Milestone) -> Iterator[str]:
    named = [milestone.form, *milestone.papers, *(said.form for said in (*milestone.reached, *milestone.planned))]
    named += [form for owed in milestone.owes for form in (owed.form, owed.write)]
    yield from dict.fromkeys(form for form in named if form)


def _check_evidence(said: Evidence, definition: Definition, place: str, findings: Findings) -> None:
    tops = {field.id: field for field in top_fields(definition)}
    check_day(said.form, said.day, tops, place, findings)
    for name in filter(None, (said.who, said.why)):
        if name not in tops:
            text = f"»{said.form}« har intet felt »{name}«."
            findings.tell("field_unknown", place, text, meant(name, tops, "Skriv id på et felt i formularen."))
    check_condition(said.when, tops, {}, place, findings)
