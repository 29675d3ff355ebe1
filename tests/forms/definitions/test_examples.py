"""The filled examples: whole, and fit to show on paper and screen."""

from __future__ import annotations

from datetime import date

import pytest

from forms import cpr
from forms.authoring.sources import check_forms_named
from forms.checks import check
from tests.support.forms import EXAMPLES, FORMS, definition, example, form_of, outline, raw_example

TODAY = date(2026, 5, 4)
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))


@pytest.mark.parametrize("form_id", FORMS)
def test_a_built_in_form_reads_without_problems(form_id: str) -> None:
    assert definition(form_id).id == form_id


def test_every_source_that_a_form_names_exists() -> None:
    forms = {form_id: definition(form_id) for form_id in FORMS}
    assert [problem for form in forms.values() for problem in check_forms_named(form, forms)] == []


def test_every_built_in_form_has_an_example() -> None:
    assert set(FORMS) <= set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("_kort")])
def test_an_example_could_be_finished(name: str) -> None:
    form, answers = example(name)
    problems = check(form, answers, today=TODAY, finishing=True)
    assert [(problem.field, problem.code) for problem in problems if problem.severity == "block"] == []


def test_the_short_agreement_lacks_only_what_can_wait() -> None:
    form, answers = example("samarbejdsaftale_kort")
    problems = check(form, answers, today=TODAY, finishing=True)
    assert [problem.field for problem in problems if problem.severity == "block"] == ["aktuel_situation"]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_in_an_example_is_a_replacement_number(name: str) -> None:
    data = raw_example(name)
    numbers = [data[key] for key in ("cpr", "giver_cpr_eller_foedselsdato") if key in data]
    assert all(cpr.is_replacement(number) for number in numbers)


@pytest.mark.parametrize("form_id", FORMS)
def test_every_question_a_citizen_meets_is_answered_in_some_example(form_id: str) -> None:
    answered: set[str] = set()
    for name in (name for name in NAMES if form_of(name) == form_id):
        for key, value in raw_example(name).items():
            rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
            answered |= {key, *(f"{key}/{cell}" for row in rows for cell in row)}
    asked = {path for path, line in outline(definition(form_id)).items() if line.endswith("citizen")}
    unanswerable = {
        path for path, line in outline(definition(form_id)).items() if line.startswith("fixed") or " computed " in line
    }
    assert asked - unanswerable - answered == set()
