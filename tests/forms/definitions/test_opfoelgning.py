"""The follow-up: a personal meeting in its window, its note to the citizen on one page, and no reopening by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.checks import check
from forms.paths import put
from forms.pdf.document import render
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
    form, filled = example("opfoelgning")
    paper = render(request_for(form, filled))
    text = " ".join(paper.page_texts)
    assert len(paper.page_texts) == 1
    assert "Sove om natten" in text and "Hjemme hos dig" in text
    assert "samme dag" not in text and "Gik godt" not in text
