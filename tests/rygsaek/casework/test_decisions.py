"""What may be decided follows from how far a case has come, and a decision begins with its answer in it."""

from __future__ import annotations

import pytest

from forms.course import method_course
from rygsaek.casework import cases, course, decisions, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError


def possible(desk: Desk, case: str) -> set[str]:
    return {one.milestone.id for one in decisions.possible(method_course(), course.course(desk, case))}


def decide(desk: Desk, case: str, milestone: str) -> str:
    document = decisions.begin(desk, case, milestone)
    cases.fill(desk, case, document, {"dato": desk.today().isoformat(), "hvem": "Lise Holm", "begrundelse": "Aftalt med Ida."})
    return document


def test_what_has_to_come_first_must_have_come(desk: Desk, anna: str) -> None:
    assert possible(desk, anna) == {"frabedt_4_1", "skp", "pause"}, "nothing says that there has been an inquiry"
    attempt = {"dato": "2026-05-04", "kanal": "telefon", "resultat": "kontakt"}
    cases.fill_form(desk, anna, "kontaktforsoeg", attempt)
    assert {"brugbar_relation", "tildelt", "afslutning"} <= possible(desk, anna), "so there was an inquiry, too"
    decide(desk, anna, "brugbar_relation")
    assert "brugbar_relation" not in possible(desk, anna), "it is decided once"


def test_a_case_that_rests_can_only_be_reopened(desk: Desk, anna: str) -> None:
    assert "pause" in possible(desk, anna) and "genaabning" not in possible(desk, anna)
    document = decide(desk, anna, "pause")
    assert views.document_view(desk, anna, document).answers["skridt"] == "pause"
    assert course.is_resting(course.course(desk, anna))
    assert possible(desk, anna) == {"genaabning"}


def test_what_is_no_decision_is_told(desk: Desk, anna: str) -> None:
    with pytest.raises(InputError):
        decisions.begin(desk, anna, "foerste_moede")
