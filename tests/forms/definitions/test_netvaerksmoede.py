"""A meeting with the network: A13 with addition 11."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.answers import put
from forms.checks import check
from forms.model import Field
from tests.support.forms import definition, example


def field(name: str) -> Field:
    return next(f for s in definition("netvaerksmoede").sections for f in s.fields if f.id == name)


def told(**answers: Any) -> list[tuple[str, str]]:
    form, filled = example("netvaerksmoede")
    for path, value in answers.items():
        filled = put(filled, path, value)
    return [(problem.field, problem.severity) for problem in check(form, filled, today=date(2026, 5, 4), finishing=True)]


def test_the_choices_are_the_methods() -> None:
    assert [option.id for option in field("type").options] == [
        "paaroerendesamtale", "moede_netvaerk", "moede_arbejdsplads", "introduktionsmoede",
    ]  # fmt: skip
    assert [option.id for option in field("henvist_til").options] == [
        "brugerorganisation", "paaroerenderaadgivning", "netvaerksgruppe",
    ]  # fmt: skip
    assert "netvaerk_oensker_ikke_kontakt" in [option.id for option in field("resultat").options]
    assert definition("netvaerksmoede").repeats


def test_the_citizens_yes_is_asked_first_and_a_meeting_against_a_no_stops() -> None:
    assert told() == []
    assert ("borgers_accept", "block") in told(borgers_accept=None)
    assert ("borgers_accept", "block") in told(borgers_accept=False)
    assert ("dato", "note") in told(borgers_accept=False, resultat=None)


def test_an_introduction_without_the_citizen_is_told() -> None:
    assert ("med_borger", "note") in told(type="introduktionsmoede", med_borger=False)
    assert told(type="introduktionsmoede", med_borger=True) == []


def test_a_network_that_does_not_wish_contact_is_a_result_and_no_error() -> None:
    assert told(resultat="netvaerk_oensker_ikke_kontakt", aftaler=None) == []


def test_the_day_is_the_cases_next_date_until_it_is_told_how_it_went() -> None:
    assert field("dato").due_if == {"field": "resultat", "filled": False}
