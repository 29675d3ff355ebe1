"""The invented municipality that comes along: readable, and with a word for every placeholder of the built-in forms."""

from __future__ import annotations

from importlib.resources import files

from forms.profile import Person, names, read_profile
from forms.texts import NAME_WORDS, PLACEHOLDER
from tests.support.forms import FORMS, citizen_words, definition

PROFILE = read_profile((files("forms") / "kommune.toml").read_text("utf-8"), "kommune.toml")
LISE = Person("Lise Holm", "12345678")


def test_the_example_municipality_reads_without_problems() -> None:
    assert PROFILE.kommune == "Nordby Kommune"


def test_every_placeholder_of_the_forms_has_a_word() -> None:
    known = names(PROFILE, LISE, "Anna Nordvang")
    asked = {
        word for form_id in FORMS for text in citizen_words(definition(form_id)) for word in PLACEHOLDER.findall(text)
    } & NAME_WORDS
    assert {"Navn", "tlf", "lov"} <= asked
    assert [word for word in sorted(asked) if not known.get(word)] == []
