"""The visit: A20, the source of first meeting and of the limits that count from it."""

from __future__ import annotations

from datetime import date

from forms.answers import put
from forms.checks import check
from forms.model import Field
from forms.upgrades import check_upgrade, upgrade
from tests.support.forms import BUILT_IN, definition, example, outline, table

EXPECTED = """
dato                 date    hard  citizen
fra                  time    hard  citizen
til                  time    soft  citizen
sted                 choice  soft  citizen
sted_navn            line    soft  citizen
deltagere            rows    soft  citizen
deltagere/navn       person  hard  citizen
deltagere/rolle      line    no    citizen
tolk_behov           yes_no  hard  citizen
tolk_sprog           line    hard  citizen
tolk_tekst           fixed   no    citizen
formaal              text    soft  citizen
forventninger        text    soft  citizen
udbytte              text    soft  citizen
naeste_skridt        text    soft  citizen
besoeg_status        choice  hard  internal
foerste_moede        yes_no  soft  internal
varslet              yes_no  soft  internal
ramme_fortalt        yes_no  no    internal
tolk_bestilt         yes_no  soft  internal
tolk_navn            person  no    internal
tolk_telefon         phone   no    internal
tolk_kom             yes_no  soft  internal
aflyst_af            choice  soft  internal
aflyst_hvorfor       line    no    internal
naeste_forsoeg_dato  date    soft  internal
bekymring_barn       choice  soft  internal
bekymring_barn_goer  text    soft  internal
bekymring_barn_dato  date    soft  internal
intern_note          text    no    internal
"""
TODAY = date(2026, 5, 4)


def field(name: str) -> Field:
    return next(f for s in definition("besoeg").sections for f in s.fields if f.id == name)


def test_every_field_of_a_visit_is_asked() -> None:
    assert outline(definition("besoeg")) == table(EXPECTED)


def test_a_visit_is_planned_held_cancelled_or_nobody_opened() -> None:
    assert [option.id for option in field("besoeg_status").options] == ["planlagt", "holdt", "aflyst", "ingen_aabnede"]


def test_the_place_is_the_citizens_wish() -> None:
    assert field("sted").label["da"] == "Hvor vil du helst være?"
    assert [option.id for option in field("sted").options] == ["hjem", "vaerested", "paaroerende", "afdeling", "kontor", "andet"]


def test_only_a_planned_visit_is_the_cases_next_date_and_no_paper_of_it_is_owed() -> None:
    assert field("dato").due_if == {"field": "besoeg_status", "is": "planlagt"}
    assert not definition("besoeg").given


def test_the_places_of_a_visit_and_of_the_next_time_are_the_same() -> None:
    next_place = next(f for s in definition("samarbejdsaftale").sections for f in s.fields if f.id == "naeste_sted")
    assert next_place.options == field("sted").options


def test_a_visit_that_ends_before_it_begins_is_told() -> None:
    form, answers = example("besoeg")
    problems = check(form, put(answers, "til", "09:00"), today=TODAY, finishing=True)
    assert [(problem.field, problem.severity) for problem in problems if problem.field == "til"] == [("til", "block")]


def test_a_child_is_never_the_interpreter() -> None:
    assert "aldrig" in field("tolk_tekst").label["da"]
    assert "barn" in field("tolk_tekst").label["da"]


def test_a_missing_interpreter_is_a_note() -> None:
    form, answers = example("besoeg_planlagt")
    problems = check(form, put(answers, "tolk_bestilt", False), today=TODAY)
    assert ("tolk_bestilt", "note") in [(problem.field, problem.severity) for problem in problems]


def test_the_question_about_children_names_the_duty_and_does_nothing_by_itself() -> None:
    asked = field("bekymring_barn")
    assert asked.help is not None
    assert "pligt" in asked.help["da"] and "tjek" in asked.help["da"] and "ikke noget af sig selv" in asked.help["da"]
    assert asked.due_if is None and field("bekymring_barn_dato").due_if is None


def test_a_visit_of_the_first_version_goes_on_in_the_second() -> None:
    first = BUILT_IN.get("besoeg", 1)
    assert check_upgrade(first, definition("besoeg")) == []
    _, answers = example("besoeg")
    carried = upgrade(answers, first, definition("besoeg"))
    assert {key: carried.get(key) for key in ("dato", "besoeg_status", "udbytte")} == {
        key: answers[key] for key in ("dato", "besoeg_status", "udbytte")
    }
