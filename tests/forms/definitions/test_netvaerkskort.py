"""The network map: A2 with addition 3, a question for each group, and "no one" as an answer."""

from __future__ import annotations

from datetime import date

import pytest

from forms.answers import computed
from tests.support.forms import definition, example, outline, table

HEADER = """
navn                   person  hard      citizen
adresse                line    soft      citizen
telefon                phone   no        citizen
mobil                  phone   no        citizen
cpr                    cpr     soft      citizen
tolk_behov             yes_no  hard      citizen
tolk_sprog             line    hard      citizen
fuld_samtykke          choice  computed  citizen
udarbejdet_af          person  hard      citizen
dato_senest_opdateret  date    computed  citizen
"""
ASKED = (
    "privat_netvaerk", "beskaeftigelse", "uddannelsessted", "bolig", "hverdagen_i_hjemmet", "sundhed_og_behandling",
    "socialforvaltning", "kriminalforsorgen", "andre",
)  # fmt: skip
NOT_ASKED = ("fremskudt_sagsbehandler", "tolk")
EVERYONE = """
navn           person  hard  citizen
telefon_mobil  phone   soft  citizen
mail           mail    no    internal
gyldig_til     date    no    internal
note           text    no    internal
"""
TODAY = date(2026, 5, 4)


def test_the_header_holds_the_citizen_and_who_made_the_map() -> None:
    lines = outline(definition("netvaerkskort"))
    groups = ASKED + NOT_ASKED
    header = {path: line for path, line in lines.items() if path.partition("/")[0].removesuffix("_nu") not in groups}
    assert header == table(HEADER)


@pytest.mark.parametrize("group", ASKED + NOT_ASKED)
def test_a_group_has_rows_with_name_place_number_and_the_caseworkers_own_notes(group: str) -> None:
    lines = outline(definition("netvaerkskort"))
    assert lines[group] == "rows no citizen"
    for cell, line in table(EVERYONE).items():
        assert lines[f"{group}/{cell}"] == line
    assert lines[f"{group}/arbejdssted"].startswith("line no")
    assert lines[f"{group}/relation_eller_rolle"].startswith("line no")


@pytest.mark.parametrize("group", ASKED)
def test_a_group_is_asked_for_as_a_whole_and_no_prints_as_no_one_now(group: str) -> None:
    form = definition("netvaerkskort")
    section = next(s for s in form.sections if s.id == f"gruppe_{group}")
    question, rows = section.fields
    assert (question.id, question.kind, question.label["da"]) == (f"{group}_nu", "yes_no", "Er der nogen her, du taler med nu?")
    assert {option.id: option.label["da"] for option in question.options} == {"ja": "Ja", "nej": "Nej, ingen nu"}
    assert rows.show_if == {"field": f"{group}_nu", "is_not": False}
    contact = next(cell for cell in rows.fields if cell.id == "har_kontakt")
    assert contact.kind == "yes_no"
    assert contact.ask_if == {"field": group, "at_least": 2}
    assert outline(form)[f"{group}/maa_kontaktes"] == "yes_no computed internal"
    assert outline(form)[f"{group}/samtykke_ref"] == "date computed internal"


@pytest.mark.parametrize("group", NOT_ASKED)
def test_own_caseworker_and_interpreter_have_no_question_of_contact(group: str) -> None:
    lines = outline(definition("netvaerkskort"))
    assert f"{group}_nu" not in lines
    assert f"{group}/har_kontakt" not in lines


def test_the_interpreter_has_a_language() -> None:
    assert outline(definition("netvaerkskort"))["tolk/tolkesprog"] == "line soft citizen"


def test_own_doctor_is_there_from_the_start() -> None:
    health = next(f for s in definition("netvaerkskort").sections for f in s.fields if f.id == "sundhed_og_behandling")
    assert health.start == ({"_id": "egen_laege", "relation_eller_rolle": "Din egen læge"},)


def test_a_private_persons_workplace_is_the_caseworkers_alone() -> None:
    assert outline(definition("netvaerkskort"))["privat_netvaerk/arbejdssted"] == "line no internal"


def test_full_consent_is_counted_from_the_consents_and_never_typed() -> None:
    form, answers = example("netvaerkskort")
    everyone = [row["navn"] for rows in answers.values() if isinstance(rows, list) for row in rows if row["navn"] != "Lise Holm"]

    def asked(*names: str) -> object:
        parts = [{"_id": name, "part_navn": name, "svar": True, "gyldig_til": "2027-05-04"} for name in names]
        return computed(form, answers, TODAY, {"samtykke": {"part": parts}})["fuld_samtykke"]

    assert asked() == "ingen"
    assert asked("Bo Dam") == "nogle"
    assert asked(*everyone) == "alle"


def test_a_consent_that_has_run_out_counts_no_more() -> None:
    form, answers = example("netvaerkskort")
    part = {"_id": "r1", "part_navn": "bo  dam", "svar": True, "gyldig_til": "2026-05-03"}
    assert computed(form, answers, TODAY, {"samtykke": {"part": [part]}})["fuld_samtykke"] == "ingen"


def test_the_map_shows_when_it_was_last_changed() -> None:
    form, answers = example("netvaerkskort")
    changed = {"dokument": {"aendret": "2026-05-18"}}
    assert computed(form, answers, TODAY, changed)["dato_senest_opdateret"] == "2026-05-18"
    assert computed(form, answers, TODAY, {})["dato_senest_opdateret"] == "2026-05-04"
