"""The case's own facts: A2's and A5's ids where the thing is the same, and addition 5 (protected, safe, on paper)."""

from __future__ import annotations

from datetime import date

from forms.answers import computed
from tests.support.forms import definition, example, outline, table

EXPECTED = """
navn                     person   hard      citizen
kaldenavn                line     no        citizen
cpr                      cpr      soft      citizen
foedselsdato             date     soft      citizen
erstatningspersonnummer  yes_no   computed  internal
alder                    number   computed  internal
adresse                  line     soft      citizen
postnr                   line     no        citizen
by                       line     no        citizen
adresse_hel              line     computed  internal
postnr_by                line     computed  internal
beskyttet_adresse        yes_no   soft      citizen
opholdssted_aktuelt      line     soft      citizen
mobil                    phone    soft      citizen
telefon                  phone    no        citizen
mail                     mail     no        citizen
kontakt_maade            choice   soft      citizen
kontakt_gennem           line     soft      citizen
kontakt_tid              choice   soft      citizen
fritaget_digital_post    choice   soft      citizen
sikker_besked            yes_no   soft      citizen
sikker_brev              yes_no   soft      citizen
maa_ikke_vide            text     no        citizen
maa_staa_paa_papir       choices  soft      citizen
tolk_behov               yes_no   soft      citizen
tolk_sprog               line     hard      citizen
"""
TODAY = date(2026, 5, 4)


def test_every_fact_of_a_case_is_asked() -> None:
    assert outline(definition("borger")) == table(EXPECTED)


def test_no_paper_of_the_facts_is_owed_to_the_citizen() -> None:
    assert not definition("borger").given


def test_who_must_not_know_never_stands_on_paper() -> None:
    fields = {field.id: field for section in definition("borger").sections for field in section.fields}
    assert not fields["maa_ikke_vide"].on_paper


def test_the_three_safe_ways_are_one_register_and_so_is_the_address() -> None:
    compounds: dict[str, set[str]] = {}
    for section in definition("borger").sections:
        for field in section.fields:
            if field.compound:
                compounds.setdefault(field.compound, set()).add(field.id)
    assert compounds == {
        "adresse": {"adresse", "postnr", "by"},
        "sikker_kontakt": {"sikker_besked", "sikker_brev", "maa_ikke_vide"},
    }


def test_a_replacement_number_marks_itself_and_the_age_is_told() -> None:
    form, answers = example("borger")
    found = computed(form, answers, TODAY, {})
    assert found["erstatningspersonnummer"] is True
    assert found["alder"] == 45
    assert found["adresse_hel"] == "Elmegade 3, 2. tv, 8999 Nordby"


def test_what_may_stand_on_paper_names_every_topic_that_a_paper_asks_for() -> None:
    may = next(f for s in definition("borger").sections for f in s.fields if f.id == "maa_staa_paa_papir")
    asked = {
        field.paper_topic
        for form_id in ("borger", "samarbejdsaftale", "netvaerkskort", "samtykke", "besoeg")
        for section in definition(form_id).sections
        for top in section.fields
        for field in (top, *top.fields)
        if field.paper_topic
    }
    assert asked == {option.id for option in may.options}
