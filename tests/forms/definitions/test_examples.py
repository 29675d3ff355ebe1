"""The filled examples: whole, and fit to show on paper and screen."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from forms import cpr
from forms.authoring.sources import check_forms_named
from forms.calendar_words import MONTHS
from forms.checks import check
from forms.pdf.document import render
from tests.support.forms import EXAMPLES, FORMS, definition, example, form_of, outline, raw_example
from tests.support.papers import request_of

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


def test_no_birth_date_has_a_weekday_in_any_form() -> None:
    born = [
        field
        for form_id in FORMS
        for section in definition(form_id).sections
        for top in section.fields
        for field in (top, *top.fields)
        if field.kind == "date" and "foedselsdato" in f"{field.id} {' '.join(field.prefill)} {field.computed}"
    ]
    assert len(born) >= 6 and [field.id for field in born if field.weekday] == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("samarbejdsaftale_fulgt_op", {"length": "short"}),
        ("samarbejdsaftale_fulgt_op", {}),
        ("besoeg_planlagt", {}),
        ("ansoegning", {"paper": "kvittering"}),
        ("kontaktbrev", {"paper": "brev"}),
        ("udrettedagsorden", {"paper": "mit_referat"}),
    ],
)
def test_a_day_on_paper_always_has_its_year(name: str, wanted: dict[str, Any]) -> None:
    """In the year that it is made, too: it lies in a drawer for long. What somebody wrote in their own words stands as it is."""
    shown = " ".join(" ".join(render(request_of(name, **wanted)).page_texts).split())
    own = json.dumps(raw_example(name), ensure_ascii=False)
    days = re.findall(rf"\d{{1,2}}\. (?:{'|'.join(MONTHS['da'])})(?! 2026)", shown)
    assert "2026" in shown and [day for day in days if day not in own] == []


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
