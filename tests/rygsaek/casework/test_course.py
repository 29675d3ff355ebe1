"""How far a case has come is read of its papers: nobody enters a thing twice."""

from __future__ import annotations

from rygsaek.casework import cases, course
from rygsaek.casework.desk import Desk


def told(desk: Desk, case: str) -> dict[str, tuple[str, str]]:
    """Every milestone that is not open: its state and day."""
    return {one.milestone.id: (one.state, one.day) for one in course.course(desk, case) if one.state != "open"}


def test_a_new_case_has_come_nowhere(desk: Desk, anna: str) -> None:
    assert told(desk, anna) == {}


def test_an_attempt_that_led_to_contact_is_the_first_contact_and_one_that_did_not_is_not(desk: Desk, anna: str) -> None:
    cases.fill_form(desk, anna, "kontaktforsoeg", {"dato": "2026-04-27", "kanal": "telefon", "resultat": "ingen_svar"})
    assert told(desk, anna) == {}
    again = cases.open_document(desk, anna, "kontaktforsoeg")
    cases.fill(desk, anna, again, {"dato": "2026-04-29", "kanal": "telefon", "resultat": "aftale"})
    assert told(desk, anna) == {"foerste_kontakt": ("reached", "2026-04-29")}


def test_a_held_visit_marked_as_first_is_the_first_meeting_and_an_agreement_alone_is_not(desk: Desk, anna: str) -> None:
    cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Bor hos sin søster."})
    assert told(desk, anna)["aftale_indgaaet"] == ("begun", "")
    visit = cases.fill_form(desk, anna, "besoeg", {"dato": "2026-05-06", "foerste_moede": True})
    assert told(desk, anna)["foerste_moede"] == ("planned", "2026-05-06")
    cases.fill(desk, anna, visit, {"dato": "2026-05-04", "besoeg_status": "holdt"})
    found = {one.milestone.id: one for one in course.course(desk, anna)}
    assert (found["foerste_moede"].state, found["foerste_moede"].document) == ("reached", visit)
    assert found["foerste_kontakt"].day == "2026-05-04", "who has met has had contact"
    cases.fill(desk, anna, visit, {"besoeg_status": "aflyst"})
    assert "foerste_moede" not in told(desk, anna)


def test_the_earliest_day_counts_whatever_was_written_first(desk: Desk, anna: str) -> None:
    for day in ("2026-05-04", "2026-04-20"):
        document = cases.begin_document(desk, anna, "besoeg")
        cases.fill(desk, anna, document, {"dato": day, "besoeg_status": "holdt", "foerste_moede": True})
    assert told(desk, anna)["foerste_moede"] == ("reached", "2026-04-20")


def test_a_meetings_steps_go_beside_it(desk: Desk, anna: str) -> None:
    meeting = {"moede_dato": "2026-05-12", "moede_status": "indkaldt", "indkaldt_dato": "2026-05-04"}
    cases.fill_form(desk, anna, "udrettedagsorden", meeting)
    found = told(desk, anna)
    assert (found["koordinerende_moede"], found["moede_indkaldt"]) == (("planned", "2026-05-12"), ("reached", "2026-05-04"))
    assert found["referat_sendt"][0] == "begun"
    assert {one.milestone.id for one in course.course(desk, anna) if one.milestone.under == "koordinerende_moede"} == {
        "moede_indkaldt", "referat_sendt",
    }  # fmt: skip
