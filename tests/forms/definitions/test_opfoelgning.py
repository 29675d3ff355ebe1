"""The follow-up: a personal meeting in its window, its note to the citizen on one page, and no reopening by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.checks import check
from forms.course import method_course
from forms.paths import put
from forms.pdf.document import render
from rygsaek.casework.course import Read, course_of
from tests.support.forms import example
from tests.support.papers import request_for

TODAY = date(2026, 5, 4)


def told(**answers: Any) -> set[str]:
    form, filled = example("opfoelgning")
    for path, value in answers.items():
        filled = put(filled, path, value)
    return {one.field for one in check(form, filled, today=TODAY, finishing=True)}


def test_a_day_outside_the_window_is_said() -> None:
    assert told(plan_dato="2026-06-20") - told() == {"plan_dato"}


def test_who_needs_help_again_is_led_to_the_decision_and_nothing_happens_by_itself() -> None:
    assert "ny_indsats_behov" in told(ny_indsats_behov=True)


def test_the_citizens_note_is_one_page_and_keeps_the_attempts_inside() -> None:
    held = note()
    assert "Sove om natten" in held and "Lise Holm fra kommunen" in held
    assert "samme dag" not in held and "Gik godt" not in held


def test_the_note_tells_of_a_meeting_ahead_and_of_no_other() -> None:
    ahead = note(dato=None, paa_rette_vej=None)
    assert "Vi ses igen" in ahead and "Hjemme hos dig" in ahead
    assert "Vi ses igen" not in note()
    assert "Vi ses igen" not in note(dato=None, frasagt=True, frasagt_dato="2026-04-27")


def test_who_does_not_want_to_be_followed_up_needs_no_day_and_the_course_asks_for_none() -> None:
    form, filled = example("opfoelgning")
    for path, value in {"plan_dato": None, "dato": None, "frasagt": True, "frasagt_dato": "2026-04-27"}.items():
        filled = put(filled, path, value)
    assert not [one for one in check(form, filled, today=TODAY, finishing=True) if one.severity == "block"]
    steps = course_of(method_course(), [Read("d", "opfoelgning", filled)], TODAY)
    assert next(step for step in steps if step.milestone.id == "efteropfoelgning").state == "reached"


def note(**answers: Any) -> str:
    form, filled = example("opfoelgning")
    for path, value in answers.items():
        filled = put(filled, path, value)
    paper = render(request_for(form, filled, length="short"))
    assert len(paper.page_texts) == 1
    return " ".join(" ".join(paper.page_texts).split())
