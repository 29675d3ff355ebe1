"""Columns are known by name, cells are read as what is typed, and what is not used is named: never left out in silence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forms.library import Library
from rygsaek.casework.importing.columns import asked, map_columns, said
from rygsaek.casework.importing.rows import Citizen, read_row
from rygsaek.casework.importing.tables import table_of
from rygsaek.errors import InputError
from tests.support.desks import library

TODAY = date(2026, 5, 4)


def read(text: str, forms: Library | None = None) -> list[Citizen]:
    definition = (forms or library()).newest("borger")
    mapped = map_columns(table_of("x.csv", text.encode()), definition)
    return [read_row(line, mapped.columns, definition, TODAY) for line in mapped.below]


def notes(text: str) -> list[tuple[str, str]]:
    mapped = map_columns(table_of("x.csv", text.encode()), library().newest("borger"))
    return [(one.code, one.field) for one in mapped.notes]


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("navn\nBent Holm", {"navn": "Bent Holm"}),
        ("Hvad er dit navn?;Hvad er dit cpr-nummer?\nBent Holm;670161-1234", {"navn": "Bent Holm", "cpr": "6701611234"}),
        ("BORGER;CPR-nr.;E-mail\nBent Holm;6701611234;b@h.dk", {"navn": "Bent Holm", "cpr": "6701611234", "mail": "b@h.dk"}),
        ("Efternavn,Mellemnavn,Fornavn\nHolm,,Bent", {"navn": "Bent Holm"}),
        ("Navn;Vej;Husnr;Etage\nBo;Elmegade;3;2. tv", {"navn": "Bo", "adresse": "Elmegade 3 2. tv"}),
        ("Navn;Postnr/by\nBo;8000 Aarhus C", {"navn": "Bo", "postnr": "8000", "by": "Aarhus C"}),
        ("Navn;Postnr. og by\nBo;Aarhus C", {"navn": "Bo", "by": "Aarhus C"}),
        ("Navn;Tlf.;Mobil-nr\nBo;12 34 56 78;-", {"navn": "Bo", "telefon": "12345678"}),
        ("Navn;Født\nBo;07-01-61", {"navn": "Bo", "foedselsdato": "1961-01-07"}),
        ("Navn;Tolkebehov;Sprog\nBo;JA;Somali", {"navn": "Bo", "tolk_behov": True, "tolk_sprog": "Somali"}),
        ("Navn;Kontaktmåde\nBo;SMS", {"navn": "Bo", "kontakt_maade": "sms"}),
        ("Min liste;;\n\nOpdateret i maj;;\nNavn;By\nBo;Aarhus", {"navn": "Bo", "by": "Aarhus"}),
    ],
)
def test_columns_are_known_by_id_by_question_and_as_people_call_them(text: str, answers: dict[str, Any]) -> None:
    (bo,) = read(text)
    assert bo.answers == answers
    assert bo.problems == () and bo.is_whole


def test_a_column_that_is_not_known_or_says_the_same_is_named() -> None:
    text = "Navn;Fornavn;Team;;Telefon;Tlf\nBo Holm;Bo;Nord;x;12345678;87654321"
    assert notes(text) == [
        ("import.column_twice", "»Fornavn«"),
        ("import.column_unknown", "»Team«"),
        ("import.column_twice", "»Tlf«"),
        ("import.column_unknown", "»kolonne nr. 4«"),
    ]
    assert read(text)[0].answers == {"navn": "Bo Holm", "telefon": "12345678"}


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("Navn;CPR\nBo;1234", "answer.wrong_cpr", "række 2, »CPR«"),
        ("Navn;Tlf\nBo;ring til Ann", "answer.wrong_phone", "række 2, »Tlf«"),
        ("Navn;Mail\n\nBo;b.dk", "answer.wrong_mail", "række 3, »Mail«"),
        ("Navn;Kontaktmåde\nBo;brevdue", "answer.unknown_option", "række 2, »Kontaktmåde«"),
        ("Navn;Født\nBo;5/9", "import.no_year", "række 2, »Født«"),
        ("Navn;Født\nBo;i morgen", "import.no_year", "række 2, »Født«"),
        ("Navn;Født\nBo;07-01-36", "import.not_born", "række 2, »Født«"),
        ("Navn;CPR;Født\nBo;0701611234;8/1-1961", "import.born_differs", "række 2, »Født«"),
        ("Navn;By\nBo;Aarhus;8000", "import.loose_cell", "række 2"),
        ("Navn;By\n;Aarhus", "import.no_name", "række 2"),
    ],
)
def test_what_cannot_be_used_is_told_by_row_and_column_with_a_remedy(text: str, code: str, place: str) -> None:
    (bo,) = read(text)
    (problem,) = [one for one in bo.problems if one.severity == "block"]
    assert (problem.code, problem.field, bo.is_whole) == (code, place, False)
    assert problem.remedy.endswith(".")
    assert not any(cell and cell in problem.text + problem.remedy for cell in text.splitlines()[-1].split(";"))
    assert set(bo.answers) <= {"navn", "cpr", "by"}


def test_a_zero_that_the_spreadsheet_took_away_is_put_back_and_told() -> None:
    (bo,) = read("Navn;CPR;Postnr\nBo;701611234;800")
    assert (bo.answers["cpr"], bo.answers["postnr"]) == ("0701611234", "0800")
    assert [one.code for one in bo.problems][:2] == ["import.zero_put_back", "import.zero_put_back"]
    assert bo.is_whole


def test_an_answer_that_would_not_show_is_told_and_stays_out() -> None:
    (bo,) = read("Navn;Sprog\nBo;Somali")
    assert bo.answers == {"navn": "Bo"} and bo.is_whole
    assert [(one.code, one.severity) for one in bo.problems] == [("import.hidden", "note")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("By;Tlf\nAarhus;12345678", "import.no_name_column"), ("Navn;By\n", "import.empty"), ("\n;\n", "import.empty")],
)
def test_a_list_without_names_or_rows_is_no_list(text: str, code: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    assert raised.value.code == code


def test_every_name_of_a_column_belongs_to_a_field_of_the_form_and_to_one_alone() -> None:
    known = {field.id for field in asked(library().newest("borger"))}
    listed = said()
    assert {*listed.names, *listed.parts, *listed.digits, *(one for pair in listed.split.values() for one in pair)} <= known
    headings = [*(name for names in listed.names.values() for name in names), *listed.split]
    headings += [name for parts in listed.parts.values() for names in parts for name in names]
    for heading in headings:
        assert not any(code == "import.column_unknown" for code, _ in notes(f"fornavn;efternavn;{heading}\nBo;Holm;x")), heading
    assert len({*headings}) == len(headings)
