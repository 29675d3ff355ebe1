"""What a caseworker leans on in a talk: every technique of the method, both levels, and the municipality's own lines."""

from __future__ import annotations

from forms.coaching import CLOSING, LEVELS, OPENING, TECHNIQUES, frame, prompts
from forms.profile import read_profile
from forms.readability import GOAL, measure
from tests.support.forms import definition

PLACES = (OPENING, "dialog", "aftaler", "koordinering", "opfoelgning", "gruppe_parter", CLOSING)


def test_every_technique_and_both_levels_have_a_line_at_some_place() -> None:
    found = {one for place in PLACES for one in prompts(place)}
    assert {one.technique for one in found} == set(TECHNIQUES)
    assert {one.level for one in found} == set(LEVELS)


def test_each_place_has_lines_of_its_own_and_the_general_ones_come_last() -> None:
    for place in PLACES:
        lines = prompts(place)
        assert lines[0].places, place
        assert not lines[-1].places
    assert {one.technique for one in prompts(OPENING) if one.places} == {"startkontrakt"}
    assert all(not one.places for one in prompts("et andet sted"))


def test_every_place_is_a_section_of_a_form_or_the_opening_or_the_end() -> None:
    sections = {section.id for form in ("samarbejdsaftale", "netvaerkskort", "samtykke") for section in definition(form).sections}
    known = {OPENING, CLOSING, *sections}
    named = {place for one in (one for at in PLACES for one in prompts(at)) for place in one.places}
    assert {place for place in named if place not in known and not any(one.startswith(f"gruppe_{place}") for one in known)} <= {
        "parter"
    }


def test_the_frame_is_easy_says_what_one_can_and_what_happens_then_and_that_a_stop_is_fine() -> None:
    found = measure(frame())
    assert found.lix <= GOAL
    text = " ".join(frame())
    assert all(words in text for words in ("håber på i dag", "Kan jeg ikke, så siger jeg det", "hvad der sker nu", "sige stop"))


def test_a_municipalitys_own_line_comes_first_where_it_belongs() -> None:
    text = 'kommune = "Nordby"\n[[coach]]\nsted = "aftaler"\nteknik = "vaerdsaettende"\ntekst = "Hvad lykkedes i sidste uge?"\n'
    own = read_profile(text, "kommune.toml").prompts
    assert prompts("aftaler", own)[0].text == "Hvad lykkedes i sidste uge?"
    assert "Hvad lykkedes i sidste uge?" not in {one.text for one in prompts("dialog", own)}
