"""The course as data: what is wrong in a course file is told by its code, and the method's asks only for what is there."""

from __future__ import annotations

import pytest

from forms.authoring.conditions import check_condition
from forms.authoring.findings import Findings
from forms.course import Evidence, method_course, read_course
from forms.library import Library
from forms.paths import top_fields
from forms.problems import ProblemsError

LINE = '[[milestone]]\nid = "kontakt"\ntitle = "Kontakt"\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LINE + LINE, "course.twice"),
        (LINE + 'under = "moede"\n', "course.under_unknown"),
        (LINE + '[[milestone]]\nid = "a"\ntitle = "A"\nunder = "a"\n', "course.under_unknown"),
        (LINE + 'act = "danser"\n', "course.word_unknown"),
        (LINE + "farve = 1\n", "course.unknown_key"),
        (LINE + 'reached = [{ form = "besoeg" }]\n', "course.missing_key"),
        ('[[milestone]]\nid = "kontakt"\n', "course.missing_key"),
    ],
)
def test_what_is_wrong_is_told_by_its_code(text: str, code: str) -> None:
    with pytest.raises(ProblemsError) as raised:
        read_course(text, "course.toml")
    assert code in {problem.code for problem in raised.value.problems}


def test_a_course_is_read_with_what_says_that_a_milestone_is_reached() -> None:
    text = LINE + 'act = "ring"\nreached = [{ form = "besoeg", day = "dato", when = { field = "besoeg_status", is = "holdt" } }]'
    (found,) = read_course(text, "course.toml")
    assert (found.id, found.act) == ("kontakt", "ring")
    assert found.reached == (Evidence("besoeg", "dato", {"field": "besoeg_status", "is": "holdt"}),)


def test_the_methods_course_asks_for_days_and_answers_that_its_forms_have() -> None:
    library, findings = Library.load(), Findings("course.toml", area="course")
    for milestone in method_course():
        assert not milestone.form or milestone.form in library.ids(), milestone.id
        for said in (*milestone.reached, *milestone.planned):
            tops = {field.id: field for field in top_fields(library.newest(said.form))}
            assert tops[said.day].kind == "date", (milestone.id, said.form)
            check_condition(said.when, tops, {}, milestone.id, findings)
    assert findings.problems == []
