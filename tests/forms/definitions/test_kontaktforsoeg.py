"""Attempts at contact: A8 with addition 10, one document each."""

from __future__ import annotations

from datetime import date
from typing import Any

from forms.answers import put
from forms.checks import check
from forms.model import Field
from tests.support.forms import definition, example

TODAY = date(2026, 5, 4)


def field(name: str) -> Field:
    return next(f for s in definition("kontaktforsoeg").sections for f in s.fields if f.id == name)


def told(**answers: Any) -> list[tuple[str, str]]:
    form, filled = example("kontaktforsoeg")
    for path, value in answers.items():
        filled = put(filled, path, value)
    return [(problem.field, problem.severity) for problem in check(form, filled, today=TODAY, finishing=True)]


def test_the_channels_and_results_are_the_methods() -> None:
    assert [option.id for option in field("kanal").options] == [
        "mail", "telefon", "sms", "brev", "besoeg", "netvaerk", "samarbejdspartner",
    ]  # fmt: skip
    assert [option.id for option in field("resultat").options] == [
        "kontakt", "ingen_svar", "doer_ikke_aabnet", "aftale", "frabeder_sig", "besked_givet",
    ]  # fmt: skip


def test_who_why_and_when_are_asked_whatever_the_channel() -> None:
    assert all(field(name).show_if is None for name in ("hvem", "formaal", "besoeg_dato", "besoeg_tid", "maa_tage_med"))


def test_a_failed_attempt_asks_for_the_next_and_a_contact_does_not() -> None:
    assert ("naeste_forsoeg_dato", "block") in told(naeste_forsoeg_dato=None)
    assert ("naeste_forsoeg_dato", "block") in told(naeste_forsoeg_dato=None, resultat="ingen_svar", kanal="telefon")
    assert told(naeste_forsoeg_dato=None, resultat="aftale") == []


def test_the_next_attempt_is_not_before_this_one_and_is_the_cases_next_date() -> None:
    assert ("naeste_forsoeg_dato", "block") in told(naeste_forsoeg_dato="2026-04-19")
    assert field("naeste_forsoeg_dato").due_if == {"field": "resultat", "filled": True}


def test_a_message_left_where_none_may_be_left_is_told() -> None:
    assert ("kanal", "note") in told(sikker_besked=False, kanal="telefon", resultat="besked_givet")
    assert told(sikker_besked=True, kanal="telefon", resultat="besked_givet") == []


def test_all_of_it_is_the_municipalitys_own() -> None:
    assert definition("kontaktforsoeg").is_internal
