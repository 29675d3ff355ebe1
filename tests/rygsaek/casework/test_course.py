"""How far a case has come is read of its papers: nobody enters a thing twice."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from forms.course import read_course
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


def decided(desk: Desk, case: str, step: str, day: str, **more: str) -> None:
    document = cases.begin_document(desk, case, "beslutning")
    cases.fill(desk, case, document, {"skridt": step, "dato": day, **more})


def test_a_decision_says_who_when_and_why_and_a_way_shows_only_once_it_is_taken(desk: Desk, anna: str) -> None:
    decided(desk, anna, "retur_3_1", "2026-04-22", hvem="Lise Holm", begrundelse="Har kontakt med sin læge.")
    found = {one.milestone.id: one for one in course.course(desk, anna)}
    assert (found["retur_3_1"].day, found["retur_3_1"].who) == ("2026-04-22", "Lise Holm")
    assert found["retur_3_1"].why == "Har kontakt med sin læge."
    assert not {"ordinaer_2_1", "skp", "genaabning"} & set(found)
    assert found["tildelt"].state == "open", "another decision is not the assignment"


def test_nothing_comes_next_in_a_rest_until_somebody_reopens_it(desk: Desk, anna: str) -> None:
    decided(desk, anna, "pause", "2026-04-20")
    assert course.is_resting(course.course(desk, anna))
    decided(desk, anna, "genaabning", "2026-04-28")
    steps = course.course(desk, anna)
    assert not course.is_resting(steps)
    assert course.reopened_on(steps) == "2026-04-28"
    assert "pause" in {one.milestone.id for one in steps}, "what was decided stays in sight"
    decided(desk, anna, "pause", "2026-05-01")
    assert course.is_resting(course.course(desk, anna))


def test_days_in_the_wrong_order_are_told_and_nothing_is_lost(desk: Desk, anna: str) -> None:
    visit = {"dato": "2026-04-20", "besoeg_status": "holdt", "foerste_moede": True}
    cases.fill_form(desk, anna, "besoeg", visit)
    decided(desk, anna, "tildeling", "2026-04-28")
    cases.fill_form(
        desk, anna, "udrettedagsorden", {"moede_dato": "2026-04-22", "moede_status": "holdt", "udsendt_dato": "2026-04-21"}
    )
    found = {one.milestone.id: one for one in course.course(desk, anna)}
    late = {name: one.before[0].id for name, one in found.items() if one.before}
    assert late == {"referat_sendt": "koordinerende_moede"}
    assert (found["referat_sendt"].state, found["foerste_moede"].day) == ("reached", "2026-04-20")


def test_minutes_of_one_meeting_are_not_held_against_the_next(desk: Desk, anna: str) -> None:
    for held, sent in (("2026-04-20", "2026-04-21"), ("2026-04-27", "2026-04-28")):
        document = cases.begin_document(desk, anna, "udrettedagsorden")
        cases.fill(
            desk, anna, document, {"moede_dato": held, "moede_status": "holdt", "indkaldt_dato": held, "udsendt_dato": sent}
        )
    assert [one.milestone.id for one in course.course(desk, anna) if one.before] == []


def test_a_case_follows_the_municipalitys_own_course(desk: Desk, anna: str) -> None:
    cases.fill_form(desk, anna, "besoeg", {"dato": "2026-04-20", "besoeg_status": "holdt"})
    text = '[[milestone]]\nid = "hjemme"\ntitle = "Hjemme hos dig"\nreached = [{ form = "besoeg", day = "dato" }]\n'
    own = msgspec.structs.replace(desk.profile, milestones=read_course(text, "course.toml"))
    assert told(replace(desk, profile=own), anna) == {"hjemme": ("reached", "2026-04-20")}
