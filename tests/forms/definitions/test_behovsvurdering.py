"""The needs assessment: a decision is told with its reasons and with how to complain, and the days are in order."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.checks import check
from forms.paths import put
from forms.pdf.document import render
from tests.support.forms import example
from tests.support.papers import request_for

TODAY = date(2026, 5, 4)


def changed(**answers: Any) -> Any:
    form, filled = example("behovsvurdering")
    for path, value in answers.items():
        filled = put(filled, path, value)
    return form, filled


def stopping(**answers: Any) -> set[str]:
    form, filled = changed(**answers)
    return {one.field for one in check(form, filled, today=TODAY, finishing=True) if one.severity == "block"}


def test_the_citizens_paper_says_what_was_decided_why_and_how_to_complain() -> None:
    paper = render(request_for(*changed(), paper="min_afgoerelse"))
    text = " ".join(" ".join(paper.page_texts).split())
    assert len(paper.page_texts) == 1
    assert all(words in text for words in ("Ja. Du får hjælp", "du kan miste din bolig", "inden fire uger", "Lise"))
    assert "Se på planen igen" not in text and "kollega fra Ydelse" not in text


def test_a_decision_needs_its_reasons_its_law_and_that_complaining_was_explained() -> None:
    assert stopping() == set()
    for needed in ("afgoerelse", "begrundelse", "retsgrundlag", "klagevejledning_udleveret"):
        assert stopping(**{needed: None}) == {needed}
    assert stopping(er_afgjort=False, afgoerelse=None, begrundelse=None, klagevejledning_udleveret=None) == set()


def test_it_cannot_be_finished_before_it_began() -> None:
    assert stopping(afsluttet_dato="2026-04-01") == {"afsluttet_dato"}
