"""What rules count by is what was in force when a document began; what is only told is today's."""

from __future__ import annotations

from dataclasses import replace

from forms.profile import read_profile
from rygsaek.casework import cases, sources, views
from rygsaek.casework.desk import Desk

AGES = 'kommune = "Nordby Kommune"\nvagt = "Lægevagten"\n[maalgrupper]\n1 = { fra = 18, til = 29 }\n2 = { fra = 30, til = 64 }\n'
OLDER = AGES.replace("29", "49").replace("30", "50").replace("Lægevagten", "Nordvagten")


def with_profile(desk: Desk, text: str) -> Desk:
    return replace(desk, profile=read_profile(text, "kommune.toml"))


def test_an_inquiry_goes_by_the_ages_in_force_when_it_came(desk: Desk, anna: str) -> None:
    then, now = with_profile(desk, AGES), with_profile(desk, OLDER)
    facts = {"borger_foedselsdato": "1986-01-07", "henvendelse_dato": "2026-05-04"}
    screening = cases.begin_document(then, anna, "screeningsskema")
    cases.fill(then, anna, screening, facts)
    for desk_ in (then, now):
        assert views.document_view(desk_, anna, screening).computed["maalgruppe_efter_alder"] == "2"
    later = cases.create_case(now, {"navn": "Bo Krag"})
    again = cases.begin_document(now, later, "screeningsskema")
    cases.fill(now, later, again, facts)
    assert views.document_view(now, later, again).computed["maalgruppe_efter_alder"] == "1"


def test_another_form_reads_it_so_too_and_the_profiles_words_are_todays(desk: Desk, anna: str) -> None:
    then, now = with_profile(desk, AGES), with_profile(desk, OLDER)
    cases.fill_form(then, anna, "screeningsskema", {"borger_foedselsdato": "1986-01-07", "henvendelse_dato": "2026-05-04"})
    with now.vault.read() as reader:
        known = sources.sources(now, reader, now.journal.state(anna, reader), form="samarbejdsaftale")
    assert known["screeningsskema"]["maalgruppe_efter_alder"] == "2"
    assert (known["profil"]["vagt"], known["profil"]["maalgrupper"]["1"]) == ("Nordvagten", (18, 49))
