"""What is due in a case, and why: read of its papers, counted by what was in force when each limit began."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from forms.conditions import asks
from forms.limits import method_limits
from forms.paths import top_fields
from forms.profile import read_profile
from rygsaek.casework import cases, dues, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.due import Due
from tests.support.desks import SetClock
from tests.support.forms import definition


def write(desk: Desk, case: str, form: str, **answers: Any) -> str:
    document = cases.begin_document(desk, case, form)
    cases.fill(desk, case, document, answers)
    return document


def due(desk: Desk, case: str) -> dict[str, Due]:
    return {one.limit.id: one for one in dues.standing(desk, case).due}


def told(desk: Desk, case: str) -> dict[str, tuple[str, str]]:
    return {name: (one.due.day.isoformat(), one.state) for name, one in due(desk, case).items()}


def test_a_new_case_has_no_limits(desk: Desk, anna: str) -> None:
    assert told(desk, anna) == {}


def test_a_limit_runs_from_its_start_until_what_meets_it(desk: Desk, anna: str) -> None:
    write(desk, anna, "beslutning", skridt="tildeling", dato="2026-05-04")
    (contact,) = due(desk, anna).values()
    assert (contact.limit.id, contact.due.day, contact.state, contact.act) == (
        "frist_kontakt", date(2026, 5, 6), "ahead", "ring",
    )  # fmt: skip
    assert contact.due.reason.startswith("2 arbejdsdage efter at sagen blev tildelt")
    write(desk, anna, "kontaktforsoeg", dato="2026-05-04", kanal="telefon", resultat="kontakt")
    assert told(desk, anna) == {"frist_foerste_moede": ("2026-05-11", "ahead")}
    write(desk, anna, "besoeg", dato="2026-05-07", besoeg_status="planlagt", foerste_moede=True)
    assert due(desk, anna)["frist_foerste_moede"].planned == "2026-05-07"


def test_after_an_attempt_without_contact_the_next_one_is_due_and_the_limit_does_not_run(
    desk: Desk, anna: str, clock: SetClock
) -> None:
    write(desk, anna, "beslutning", skridt="tildeling", dato="2026-05-04")
    write(
        desk, anna, "kontaktforsoeg", dato="2026-05-04", kanal="telefon", resultat="ingen_svar", naeste_forsoeg_dato="2026-05-11"
    )
    clock.forward(days=3)
    found = due(desk, anna)["frist_kontakt"]
    assert (found.due.day, found.state) == (date(2026, 5, 11), "ahead")
    assert "fristen løber ikke" in found.due.reason


def test_what_is_missed_asks_why_and_says_so_once_it_is_told(desk: Desk, anna: str) -> None:
    write(desk, anna, "kontaktforsoeg", dato="2026-04-20", kanal="telefon", resultat="kontakt")
    standing = dues.standing(desk, anna)
    assert [(one.what, one.id) for one in standing.missing] == [("reason", "frist_foerste_moede")]
    reason = dues.give_reason(desk, anna, "frist_foerste_moede", standing.due[0].start)
    cases.fill(desk, anna, reason, {"grund": "borger_senere"})
    standing = dues.standing(desk, anna)
    assert (standing.missing, standing.due[0].state, standing.due[0].why) == ((), "over", "borger_senere")


def test_a_limit_counts_by_the_profile_in_force_when_it_began(desk: Desk, anna: str) -> None:
    write(desk, anna, "beslutning", skridt="tildeling", dato="2026-05-04")
    slower = read_profile('kommune = "Nordby Kommune"\n[frister.frist_kontakt]\nlaengde = 10\n', "kommune.toml")
    changed = replace(desk, profile=slower)
    assert told(changed, anna) == {"frist_kontakt": ("2026-05-06", "ahead")}
    other = cases.create_case(changed, {"navn": "Bo Krag"})
    write(changed, other, "beslutning", skridt="tildeling", dato="2026-05-04")
    assert told(changed, other)["frist_kontakt"][0] > "2026-05-14"


def test_nothing_runs_in_a_rest_and_only_the_follow_up_after_the_end(desk: Desk, anna: str, clock: SetClock) -> None:
    write(desk, anna, "kontaktforsoeg", dato="2026-05-04", kanal="telefon", resultat="kontakt")
    pause = write(desk, anna, "beslutning", skridt="pause", dato="2026-05-04")
    assert told(desk, anna) == {}
    cases.fill(desk, anna, pause, {"skridt": "afslutning"})
    found = due(desk, anna)
    assert set(found) == {"frist_efter"}
    assert (found["frist_efter"].due.day, found["frist_efter"].due.opens_on) == (date(2026, 11, 4), date(2026, 8, 4))
    clock.forward(days=2)
    write(desk, anna, "beslutning", skridt="genaabning", dato="2026-05-06")
    write(desk, anna, "beslutning", skridt="tildeling", dato="2026-05-06")
    assert told(desk, anna) == {"frist_kontakt": ("2026-05-08", "ahead")}


def test_a_meeting_has_its_limits_once_it_is_planned_and_each_one_its_own_minutes(desk: Desk, anna: str) -> None:
    write(desk, anna, "besoeg", dato="2026-04-30", besoeg_status="holdt", foerste_moede=True)
    assert not {"frist_km_intern", "frist_km_ekstern", "frist_punkter"} & set(due(desk, anna))
    meeting = write(desk, anna, "udrettedagsorden", moede_type="intern", moede_dato="2026-05-12")
    found = told(desk, anna)
    assert (found["frist_km_intern"], found["frist_punkter"]) == (("2026-05-07", "ahead"), ("2026-05-08", "ahead"))
    assert "frist_km_ekstern" not in found
    assert [one.what for one in dues.standing(desk, anna).conflicts] == ["points"]
    cases.fill(desk, anna, meeting, {"moede_status": "holdt", "moede_dato": "2026-05-01"})
    assert told(desk, anna)["frist_referat"] == ("2026-05-08", "ahead")
    cases.fill(desk, anna, meeting, {"udsendt_dato": "2026-05-04"})
    assert not {"frist_referat", "frist_km_intern"} & set(due(desk, anna))


def test_each_goal_is_followed_up_on_its_day_until_it_is_answered(desk: Desk, anna: str) -> None:
    agreement = cases.begin_document(desk, anna, "samarbejdsaftale")
    goals = [
        {"maal": "Ringe til banken", "opfoelgningsdato": "2026-05-01"},
        {"maal": "Gå en tur", "opfoelgningsdato": "2026-05-08"},
    ]
    cases.fill(desk, anna, agreement, {"aftaler": goals})
    days = [one.due.day.isoformat() for one in dues.standing(desk, anna).due if one.limit.id == "frist_opf"]
    assert days == ["2026-05-01", "2026-05-08"]
    assert [one.id for one in dues.standing(desk, anna).missing if one.what == "reason"] == ["frist_opf"]


def test_who_needs_nothing_is_owed_no_advice(desk: Desk, anna: str) -> None:
    write(desk, anna, "besoeg", dato="2026-04-29", besoeg_status="holdt", foerste_moede=True)
    needs = write(desk, anna, "behovsvurdering", afsluttet_dato="2026-05-04", konklusion=["anden_stoette"])
    assert told(desk, anna)["frist_raad"] == ("2026-05-01", "over")
    cases.fill(desk, anna, needs, {"konklusion": ["ingen_behov"]})
    assert "frist_raad" not in told(desk, anna)
    cases.fill(desk, anna, needs, {"konklusion": ["ingen_behov", "raad_vejledning"]})
    assert told(desk, anna)["frist_raad"] == ("2026-05-01", "over"), "advice that was given has a day"


def test_the_goals_are_looked_at_after_three_months_and_again_after_each_renewal(desk: Desk, anna: str) -> None:
    goal = {"maal": "Sove bedre", "opfoelgningsdato": "2026-06-01"}
    agreement = write(desk, anna, "samarbejdsaftale", indgaaet_dato="2026-02-02", aftaler=[goal])
    found = due(desk, anna)["frist_maal"]
    assert (found.due.day, found.state, found.paper) == (date(2026, 5, 2), "over", agreement)
    cases.fill(desk, anna, agreement, {"fornyet_dato": "2026-05-04"})
    assert told(desk, anna)["frist_maal"] == ("2026-08-04", "ahead")
    (step,) = (one for one in dues.standing(desk, anna).steps if one.milestone.id == "aftale_fornyet")
    assert (step.state, step.day) == ("reached", "2026-05-04")
    (row,) = views.document_view(desk, anna, agreement).answers["aftaler"]
    cases.fill(desk, anna, agreement, {f"aftaler/{row['_id']}/maal_naaet": "ja"})
    assert "frist_maal" not in told(desk, anna), "every goal was reached"


def test_that_points_cannot_come_in_time_is_told_as_soon_as_the_days_conflict(desk: Desk, anna: str, clock: SetClock) -> None:
    clock.forward(days=18)  # Friday before Pentecost: six days until the points are due, but three working days
    write(desk, anna, "besoeg", dato="2026-05-22", besoeg_status="holdt", foerste_moede=True)
    meeting = write(desk, anna, "udrettedagsorden", moede_type="ekstern", moede_dato="2026-06-12")
    assert not dues.standing(desk, anna).conflicts, "there is time to ask those outside"
    cases.fill(desk, anna, meeting, {"moede_type": "intern", "moede_dato": "2026-06-01"})
    (conflict,) = dues.standing(desk, anna).conflicts
    assert (conflict.what, conflict.id, conflict.document) == ("points", "frist_km_intern", meeting)
    assert "senest torsdag den 28. maj 2026" in conflict.text
    cases.fill(desk, anna, meeting, {"moede_status": "indkaldt", "indkaldt_dato": "2026-05-22"})
    assert not dues.standing(desk, anna).conflicts, "they have been called, so there is nothing left to do"


def test_days_in_the_wrong_order_are_told_in_words(desk: Desk, anna: str) -> None:
    write(desk, anna, "udrettedagsorden", moede_dato="2026-05-04", moede_status="holdt", udsendt_dato="2026-05-01")
    (told_of,) = dues.standing(desk, anna).conflicts
    assert (told_of.what, told_of.id) == ("order", "referat_sendt")
    assert "fredag den 1. maj 2026" in told_of.text


def test_every_limit_that_can_be_missed_can_be_given_a_reason() -> None:
    missable = {one.id for one in method_limits().values() if one.is_day and one.met and not one.told_only}
    which = next(field for section in definition("fristgrund").sections for field in section.fields if field.id == "frist")
    assert {option.id for option in which.options} == missable


def test_what_the_limits_read_is_in_the_forms() -> None:
    for limit in method_limits().values():
        for said in (*limit.open, *limit.during, *limit.instead):
            fields = {field.id: field for field in top_fields(definition(said.form))}
            inside = {field.id for field in fields[said.rows].fields} if said.rows else set(fields)
            assert {said.day, *(name for name, _ in asks(said.when))} - {""} <= inside, limit.id
