"""The letter of A8, and the slip to copy the address from."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.answers import put
from forms.checks import check
from forms.pdf.document import render
from tests.support.forms import example
from tests.support.papers import request_for, request_of

TODAY = date(2026, 5, 4)
ADDRESS = ("Elmegade", "8999")


def changed(**answers: Any) -> Any:
    form, filled = example("kontaktbrev")
    for path, value in answers.items():
        filled = put(filled, path, value)
    return form, filled


def said(**answers: Any) -> str:
    return " ".join(" ".join(render(request_for(*changed(**answers), paper="adresselap", copy="internal")).page_texts).split())


def test_the_letter_tells_who_why_and_when_and_how_to_say_no() -> None:
    paper = render(request_of("kontaktbrev", paper="brev"))
    text = " ".join(" ".join(paper.page_texts).split())
    assert paper.pages == 1
    told = (
        "Kære Anna",
        "Jeg hedder Lise Holm",
        "mandag den 11. maj 2026 kl. 10 til kl. 11",
        "12 34 56 78",
        "have en med",
        "bare nej",
    )
    assert [words for words in (*told, "bare nej") if words not in text] == []


def test_the_letter_bears_no_address_and_nothing_a_form_bears() -> None:
    text = " ".join(render(request_of("kontaktbrev", paper="brev")).page_texts)
    assert not any(word in text for word in (*ADDRESS, "Nordvang", "Kontaktbrev", "fingeraftryk"))


def test_the_slip_has_the_address_and_goes_no_further() -> None:
    text = said()
    assert all(word in text for word in (*ADDRESS, "Anna Nordvang", "Riv den i stykker"))


def test_a_protected_address_is_on_no_paper() -> None:
    text = said(beskyttet_adresse=True)
    assert "Elmegade" not in text
    assert "Skriv den af fra skærmen" in text


def test_a_letter_that_may_not_lie_about_is_not_posted() -> None:
    def told(**answers: Any) -> list[tuple[str, str]]:
        form, filled = changed(**answers)
        return [(problem.field, problem.severity) for problem in check(form, filled, today=TODAY, finishing=True)]

    assert ("afleveres", "block") in told(sikker_brev=False)
    assert ("afleveres", "block") in told(sikker_brev=False, afleveres="postkasse")
    assert ("afleveres", "block") not in told(sikker_brev=False, afleveres="i_haanden")
    assert ("formaal", "note") in told(formaal="Jeg vil tale om din angst.")
