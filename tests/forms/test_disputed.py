"""What is shown while a question has two answers."""

from __future__ import annotations

from typing import Any

import pytest

from forms.answers import paths
from forms.disputed import with_both_in_sight
from tests.support.inline import form

NETWORK = form("""
    [[section]]
    id = "netvaerk"
    title = "Dit netværk"
    [[section.field]]
    id = "nogen"
    kind = "yes_no"
    label = "Er der nogen?"
    [[section.field]]
    id = "folk"
    kind = "rows"
    label = "Hvem?"
    show_if = { field = "nogen", is = true }
    row_name = "navn"
      [[section.field.field]]
      id = "navn"
      kind = "person"
      label = "Navn"
      [[section.field.field]]
      id = "taler"
      kind = "yes_no"
      label = "Taler I sammen?"
      [[section.field.field]]
      id = "hvornaar"
      kind = "line"
      label = "Hvornår?"
      show_if = { field = "taler", is = true }
    [[section.field]]
    id = "hvorfor"
    kind = "line"
    label = "Hvorfor ikke?"
    show_if = { field = "nogen", is = false }
    [[section]]
    id = "mere"
    title = "Mere"
    show_if = { field = "hvorfor", filled = true }
    [[section.field]]
    id = "mere"
    kind = "text"
    label = "Fortæl"
""")
ANSWERS: dict[str, Any] = {
    "nogen": False,
    "folk": [{"_id": "r1", "navn": "Karen", "taler": False, "hvornaar": "Søndag"}],
    "hvorfor": "Alle er rejst",
    "mere": "De flyttede",
}


def seen(disputed: dict[str, tuple[Any, ...]]) -> set[str]:
    shown = with_both_in_sight(NETWORK, ANSWERS, disputed)
    return {path for path, _ in paths(shown, ANSWERS)}


def test_an_undisputed_form_is_left_as_it_is() -> None:
    assert with_both_in_sight(NETWORK, ANSWERS, {"folk/r1/navn": ("Karen", "Kaja")}) == NETWORK
    assert "folk" not in seen({})


@pytest.mark.parametrize("order", [(True, False), (False, True)])
def test_what_either_answer_shows_is_in_sight_whichever_stands_first(order: tuple[bool, bool]) -> None:
    assert seen({"nogen": order}) >= {"folk/r1/navn", "hvorfor", "mere"}
    assert "folk/r1/hvornaar" not in seen({"nogen": order})


def test_a_dispute_within_what_a_dispute_hides_is_in_sight_too() -> None:
    assert "folk/r1/hvornaar" in seen({"folk/r1/taler": (True, False), "nogen": (None, True, False)})


def test_a_section_that_nobody_shows_stays_hidden() -> None:
    assert "mere" in seen({"hvorfor": ("Alle er rejst", None)})
    shown = with_both_in_sight(NETWORK, {}, {"nogen": (True, False)})
    assert "mere" not in {path for path, _ in paths(shown, {})}
