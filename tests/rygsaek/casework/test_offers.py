"""Enter once: what is known is there, or offered, wherever it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from forms.library import Library
from rygsaek.casework import cases, offers, rows, views
from rygsaek.casework.desk import Desk
from tests.support.desks import ANNA, SetClock, new_desk
from tests.support.inline import form, whole


@pytest.fixture
def network(desk: Desk, anna: str) -> str:
    document = cases.open_document(desk, anna, "netvaerkskort")
    rows.add_row(
        desk, anna, document, "privat_netvaerk",
        values={"navn": "Gudrun Nørgaard", "relation_eller_rolle": "Mor", "telefon_mobil": "11223344"},
    )  # fmt: skip
    rows.add_row(desk, anna, document, "bolig", values={"navn": "Nordby Bolig", "arbejdssted": "Boligselskab"})
    return document


def texts(desk: Desk, case: str, document: str, path: str, typed: str) -> list[str]:
    return [one.text for one in offers.suggestions(desk, case, document, path, typed)]


def test_a_person_of_the_map_is_offered_by_any_part_of_the_name(desk: Desk, anna: str, network: str) -> None:
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    for typed in ("gud", "Nør", "GUDRUN N"):
        assert "Gudrun Nørgaard" in texts(desk, anna, agreement, "samarbejdsparter/ny/navn", typed)
    assert texts(desk, anna, agreement, "samarbejdsparter/ny/navn", "xyz") == []


def test_what_is_typed_whole_is_not_offered_again(desk: Desk, anna: str, network: str) -> None:
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    assert "Gudrun Nørgaard" not in texts(desk, anna, agreement, "samarbejdsparter/ny/navn", "gudrun nørgaard")


def test_a_suggestion_says_what_the_row_takes_along(desk: Desk, anna: str, network: str) -> None:
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    (found,) = offers.suggestions(desk, anna, agreement, "samarbejdsparter/ny/navn", "gudr")
    assert found.fills == {"hvem": "Mor", "telefon": "11223344"}


def test_a_known_name_brings_its_number_along(desk: Desk, anna: str, network: str) -> None:
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    rows.add_row(desk, anna, agreement, "samarbejdsparter", values={"navn": "gudrun  nørgaard"})
    (row,) = views.document_view(desk, anna, agreement).answers["samarbejdsparter"]
    assert (row["hvem"], row["telefon"]) == ("Mor", "11223344")


def test_what_was_written_in_the_row_is_left_alone(desk: Desk, anna: str, network: str) -> None:
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    values = {"navn": "Gudrun Nørgaard", "telefon": "55667788"}
    rows.add_row(desk, anna, agreement, "samarbejdsparter", values=values)
    (row,) = views.document_view(desk, anna, agreement).answers["samarbejdsparter"]
    assert row["telefon"] == "55667788"


def test_a_party_of_the_consent_takes_its_group_from_the_map(desk: Desk, anna: str, network: str) -> None:
    consent = cases.open_document(desk, anna, "samtykke")
    rows.add_row(desk, anna, consent, "part", values={"part_navn": "Nordby Bolig"})
    (row,) = views.document_view(desk, anna, consent).answers["part"]
    assert row["part_type"] == "bolig"
    assert row["part_afdeling"] == "Boligselskab"


def test_the_two_at_the_table_are_offered_as_nobodys_party(desk: Desk, anna: str, network: str) -> None:
    consent = cases.open_document(desk, anna, "samtykke")
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    assert desk.worker.name == "Lise Holm"
    for document, path in ((consent, "part/ny/part_navn"), (agreement, "samarbejdsparter/ny/navn")):
        found = texts(desk, anna, document, path, "")
        assert {"Gudrun Nørgaard", "Nordby Bolig"} <= set(found)
        assert not {"Anna", "Anna Nørgaard", "Lise", "Lise Holm", desk.profile.enhed} & set(found)


def test_a_form_that_asks_for_one_of_the_two_gets_the_name(desk: Desk, anna: str, tmp_path: Path) -> None:
    asking = """
        [[section.field]]
        id = "hvem"
        kind = "person"
        label = "Hvem?"
        suggest = ["medarbejder.navn", "borger.navn"]
    """
    (tmp_path / "proeve.toml").write_text(whole(asking), encoding="utf-8")
    desk = replace(desk, library=Library.load([tmp_path]))
    document = cases.begin_document(desk, anna, "proeve")
    assert texts(desk, anna, document, "hvem", "") == ["Lise Holm", "Anna Nørgaard"]


def test_where_somebody_on_the_map_works_is_offered_as_a_party_with_its_group(desk: Desk, anna: str, network: str) -> None:
    rows.add_row(desk, anna, network, "beskaeftigelse", values={"navn": "Sanne Bak", "arbejdssted": "Jobcenter Nordby"})
    consent = cases.open_document(desk, anna, "samtykke")
    (found,) = offers.suggestions(desk, anna, consent, "part/ny/part_navn", "jobc")
    assert (found.text, found.fills) == ("Jobcenter Nordby", {"part_type": "beskaeftigelse"})


def test_phones_known_anywhere_are_offered_everywhere(desk: Desk, anna: str, network: str) -> None:
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    assert "12345678" in texts(desk, anna, agreement, "samarbejdsparter/ny/telefon", "12")


def test_a_visit_begins_from_what_the_agreement_says_of_next_time(desk: Desk, anna: str) -> None:
    next_time = {"naeste_dato": "2026-05-18", "naeste_tid": "10:00"}
    cases.fill_form(desk, anna, "samarbejdsaftale", next_time)
    visit = cases.begin_document(desk, anna, "besoeg")
    found = views.document_view(desk, anna, visit).answers
    assert (found["dato"], found["fra"], found["besoeg_status"]) == ("2026-05-18", "10:00", "planlagt")


def test_a_guess_is_offered_and_written_nowhere(desk: Desk, anna: str) -> None:
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    before = desk.journal.changes(anna)
    shown = views.document_view(desk, anna, agreement)
    assert shown.definition is not None
    found = offers.offered(desk, anna, shown.definition, shown.values, date(2026, 5, 4), agreement)
    assert found["naeste_dato"] == "2026-05-18"
    assert desk.journal.changes(anna) == before
    assert "naeste_dato" not in views.document_view(desk, anna, agreement).answers


@pytest.mark.parametrize(
    ("today", "offered"),
    [
        ("2026-05-01", "2026-05-15"),  # a Friday
        ("2026-05-02", "2026-05-18"),  # a Saturday: the Monday after
        ("2026-05-03", "2026-05-18"),
    ],
)
def test_nobody_is_offered_to_meet_at_a_weekend(tmp_path: Path, today: str, offered: str) -> None:
    clock = SetClock(datetime.combine(date.fromisoformat(today), time(10), UTC))
    with new_desk(tmp_path / "vault", clock) as desk:
        case = cases.create_case(desk, ANNA)
        agreement = cases.open_document(desk, case, "samarbejdsaftale")
        shown = views.document_view(desk, case, agreement)
        assert shown.definition is not None
        assert offers.offered(desk, case, shown.definition, shown.values, desk.today(), agreement)["naeste_dato"] == offered


def test_the_end_of_a_term_is_no_day_to_meet(tmp_path: Path) -> None:
    """Moved to a Monday a yes for a year would be one for longer, which a yes to health may not be."""
    clock = SetClock(datetime(2026, 8, 15, 10, tzinfo=UTC))
    with new_desk(tmp_path / "vault", clock) as desk:
        case = cases.create_case(desk, ANNA)
        consent = cases.open_document(desk, case, "samtykke")
        row = rows.add_row(desk, case, consent, "part", values={"part_navn": "Egen læge", "svar": True})
        shown = views.document_view(desk, case, consent)
        assert shown.definition is not None
        found = offers.offered(desk, case, shown.definition, shown.values, desk.today(), consent)
        assert found[f"part/{row}/gyldig_til"] == "2027-08-15"
        assert date(2027, 8, 15).weekday() == 6


def test_a_weekend_that_two_agreed_on_stands(desk: Desk, anna: str) -> None:
    agreement = cases.fill_form(desk, anna, "samarbejdsaftale", {"naeste_dato": "2026-05-17"})
    row = rows.add_row(desk, anna, agreement, "aftaler", values={"maal": "Sove bedre", "handling_fs": "Ringer til lægen"})
    shown = views.document_view(desk, anna, agreement)
    assert shown.definition is not None
    found = offers.offered(desk, anna, shown.definition, shown.values, date(2026, 5, 4), agreement)
    assert found[f"aftaler/{row}/dato_fs"] == "2026-05-17"


def test_a_planned_visit_is_the_better_guess(desk: Desk, anna: str) -> None:
    visit = cases.begin_document(desk, anna, "besoeg")
    cases.fill(desk, anna, visit, {"dato": "2026-05-12", "fra": "11:00"})
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    shown = views.document_view(desk, anna, agreement)
    assert shown.definition is not None
    found = offers.offered(desk, anna, shown.definition, shown.values, date(2026, 5, 4), agreement)
    assert (found["naeste_dato"], found["naeste_tid"]) == ("2026-05-12", "11:00")


def test_an_answered_question_has_no_guess(desk: Desk, anna: str) -> None:
    agreement = cases.fill_form(desk, anna, "samarbejdsaftale", {"naeste_dato": "2026-06-01"})
    shown = views.document_view(desk, anna, agreement)
    assert shown.definition is not None
    assert "naeste_dato" not in offers.offered(desk, anna, shown.definition, shown.values, date(2026, 5, 4), agreement)


OWN = """
[[section.field]]
id = "hvem"
kind = "person"
label = "Hvem?"
prefill = ["netvaerkskort.findes_ikke", "borger.navn"]
[[section.field]]
id = "alder_i_tal"
kind = "number"
label = "Tal"
prefill = "borger.navn"
[[section.field]]
id = "foedt"
kind = "date"
label = "Født?"
prefill = "borger.cpr"
[[section.field]]
id = "om_to_uger"
kind = "date"
label = "Hvornår?"
prefill = "i_dag+14d"
[[section.field]]
id = "helst"
kind = "line"
label = "Helst?"
prefill = "borger.kontakt_maade"
[[section.field]]
id = "svar"
kind = "choice"
label = "Svar"
default = [{ value = "b", if = { field = "hvem", filled = true } }, { value = "a" }]
options = [{ id = "a", label = "A" }, { id = "b", label = "B" }]
[[section.field]]
id = "hilsen"
kind = "line"
label = "Hilsen"
default = "Fra {Navn} i {kommune}"
[[section.field]]
id = "tom"
kind = "line"
label = "Tom"
default = "Ring {findes_ikke}"
"""


def test_an_invented_form_gets_what_it_asks_for_in_the_shape_of_its_fields(desk: Desk, anna: str) -> None:
    definition = form(OWN.replace('default = "Ring {findes_ikke}"', 'help = "-"'))
    known: dict[str, Any] = offers.prefill(desk, anna, definition)
    assert known["hvem"] == "Anna Nørgaard"
    assert "alder_i_tal" not in known
    assert known["foedt"] == "1980-01-07"
    assert known["om_to_uger"] == "2026-05-18"
    assert known["helst"] == "En sms"
    assert known["svar"] == "b"
    assert known["hilsen"] == f"Fra Lise i {desk.profile.kommune}"


def test_a_municipality_without_a_profile_fills_in_no_holes(desk: Desk) -> None:
    assert Library.load().problems == ()
    case = cases.create_case(desk, {**ANNA, "navn": "Anna"})
    document = cases.open_document(desk, case, "samtykke")
    shown = views.document_view(desk, case, document).answers
    assert all("…" not in str(value) and "{" not in str(value) for value in shown.values() if isinstance(value, str))
