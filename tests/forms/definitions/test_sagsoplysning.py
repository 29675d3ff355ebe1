"""Finding out what is known: inside the municipality only what needs no yes; outside, the letter asks and tells nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.checks import check
from forms.paths import field_at, put
from forms.pdf.document import render
from tests.support.forms import definition, example
from tests.support.papers import request_for

TODAY = date(2026, 5, 4)


def told(**answers: Any) -> set[tuple[str, str]]:
    form, filled = example("sagsoplysning")
    for path, value in answers.items():
        filled = put(filled, path, value)
    return {(one.field, one.severity) for one in check(form, filled, today=TODAY, finishing=True)}


def test_inside_the_municipality_only_what_needs_no_consent_is_asked() -> None:
    assert ("kraever_samtykke", "block") in told(art="intern")
    assert ("kraever_samtykke", "block") not in told(art="intern", kraever_samtykke=False)


def test_outside_it_a_missing_yes_is_said_and_stops_nothing() -> None:
    assert ("kraever_samtykke", "note") in told()
    assert not any(severity == "block" for _, severity in told())


def test_nobody_answers_before_being_asked() -> None:
    assert ("svar_dato", "block") in told(svar_dato="2026-04-01")


def test_the_letter_asks_and_tells_no_answer() -> None:
    form, filled = example("sagsoplysning")
    text = " ".join(render(request_for(form, filled, paper="brev", copy="third")).page_texts)
    assert "Hvor meget husleje mangler?" in text and "Ib Juhl" in text
    assert "To måneder" not in text
    assert "sagt ja" not in text, "a letter may leave with a reason instead of a yes, so it claims none"


def test_asking_outside_without_a_yes_is_remarked_on() -> None:
    assert ("kraever_samtykke", "note") in told(kraever_samtykke=False)


def test_three_questions_stand_there_from_the_start() -> None:
    rows = next(
        field for section in definition("sagsoplysning").sections for field in section.fields if field.id == "spoergsmaal"
    )
    assert len(rows.start) == 3


def test_all_that_a_consent_can_be_about_can_be_asked_for() -> None:
    form, _ = example("sagsoplysning")
    asked = field_at(form, "oplysninger")
    consented = field_at(definition("samtykke"), "part/_/oplysningstyper")
    assert [(one.id, one.label, one.information) for one in asked.options] == [
        (one.id, one.label, (one.id,)) for one in consented.options
    ]


def test_the_letter_tells_the_birth_date_without_its_weekday() -> None:
    text = " ".join(" ".join(render(request_for(*example("sagsoplysning"), paper="brev", copy="third")).page_texts).split())
    assert "født 7. januar 1981." in text
