"""What papers owe at the steps that a case has come to, as the method's course says it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from forms.course import read_course
from rygsaek.casework import cases, dues, signing
from rygsaek.casework.desk import Desk
from tests.support.consents import give, part
from tests.support.desks import SetClock, as_role

FIRST = {"dato": "2026-05-04", "besoeg_status": "holdt", "foerste_moede": True}


def write(desk: Desk, case: str, form: str, **answers: Any) -> str:
    document = cases.begin_document(desk, case, form)
    cases.fill(desk, case, document, answers)
    return document


def missing(desk: Desk, case: str) -> list[tuple[str, str, str, str]]:
    """What is missing but for reasons: kind, milestone, document and the form that is written for it."""
    return [(one.what, one.id, one.document, one.form) for one in dues.standing(desk, case).missing if one.what != "reason"]


def test_a_step_owes_nothing_before_it_is_reached(desk: Desk, anna: str) -> None:
    assert missing(desk, anna) == []
    write(desk, anna, "besoeg", dato="2026-05-06", foerste_moede=True)
    assert missing(desk, anna) == []


def test_a_held_first_meeting_owes_what_came_of_it_and_the_marker(desk: Desk, anna: str) -> None:
    visit = write(desk, anna, "besoeg", **FIRST)
    write(desk, anna, "besoeg", dato="2026-05-03", besoeg_status="holdt")
    assert missing(desk, anna) == [
        ("form", "foerste_moede", visit, "besoeg"),
        ("form", "foerste_moede", "", "markering"),
    ]
    cases.fill(desk, anna, visit, {"udbytte": "Vi talte om huslejen."})
    marker = cases.begin_document(desk, anna, "markering")
    assert missing(desk, anna) == [("form", "foerste_moede", "", "markering")], "what stood there from the start is not done"
    rows = cases.open_document(desk, anna, "markering")
    assert rows == marker
    known = [row["_id"] for row in _answers(desk, anna, marker)["systemer"]]
    cases.fill(desk, anna, marker, {f"systemer/{row}/sat_dato": "2026-05-04" for row in known})
    assert missing(desk, anna) == []


def test_an_agreement_without_a_first_meeting_says_so_and_it_is_signed_and_handed_over(desk: Desk, anna: str) -> None:
    goals = [{"_id": "a", "maal": "Blive boende", "opfoelgningsdato": "2026-06-04"}]
    agreement = write(desk, anna, "samarbejdsaftale", indgaaet_dato="2026-05-04", aftaler=goals)
    assert missing(desk, anna) == [
        ("form", "aftale_indgaaet", "", "besoeg"),
        ("signature", "aftale_indgaaet", agreement, "samarbejdsaftale"),
        ("paper", "aftale_indgaaet", agreement, "samarbejdsaftale"),
    ]
    for path in ("borger_godkendt", "underskrift_fs"):
        signing.sign(desk, anna, agreement, path, "papir", "Anna")
    assert [what for what, *_ in missing(desk, anna)] == ["form", "paper"]
    visit = write(desk, anna, "besoeg", dato="2026-05-04", besoeg_status="holdt")
    cases.begin_document(desk, anna, "besoeg")
    assert missing(desk, anna)[0] == ("form", "aftale_indgaaet", visit, "besoeg"), "the visit that was held is to say it"
    cases.fill(desk, anna, visit, {"foerste_moede": True, "udbytte": "Vi lavede en aftale."})
    assert ("form", "aftale_indgaaet") not in {(what, step) for what, step, *_ in missing(desk, anna)}


def test_a_question_outside_the_municipality_waits_for_a_yes_that_names_who_is_asked(desk: Desk, anna: str) -> None:
    asked = {"art": "ekstern", "kilde": "Nordby Bolig", "dato": "2026-05-04", "kraever_samtykke": True}
    question = write(desk, anna, "sagsoplysning", **asked)
    assert missing(desk, anna) == [("form", "sagsoplysning", question, "samtykke")]
    consent = give(desk, anna, part("Nordby Bolig"))
    assert {document for _, _, document, _ in missing(desk, anna)} == {consent}, "it is not printed and not signed"
    cases.fill(desk, anna, consent, {"part/nordby_bolig/svar": False})
    assert ("form", "sagsoplysning", question, "samtykke") in missing(desk, anna), "a no is no yes"
    cases.fill(desk, anna, question, {"svar": "Borgeren siger nej, så vi spørger ikke."})
    assert ("form", "sagsoplysning", question, "samtykke") not in missing(desk, anna)


def test_each_held_meeting_owes_its_own_minutes_and_that_the_citizen_is_told(desk: Desk, anna: str) -> None:
    held = {"moede_status": "holdt", "indkaldt_dato": "2026-04-20"}
    done = {"med_faa_ord": "En plan.", "borger_briefet_dato": "2026-04-28"}
    write(desk, anna, "udrettedagsorden", moede_dato="2026-04-27", **held, **done)
    second = write(desk, anna, "udrettedagsorden", moede_dato="2026-05-04", **held)
    write(desk, anna, "udrettedagsorden", moede_dato="2026-05-12", moede_status="planlagt")
    assert missing(desk, anna) == [("form", "koordinerende_moede", second, "udrettedagsorden")] * 2


def test_a_closing_owes_that_goals_are_looked_at_and_the_marker_goes_and_asks_for_no_more_of_what_lies_before(
    desk: Desk, anna: str
) -> None:
    goals = [{"_id": "a", "maal": "Blive boende", "opfoelgningsdato": "2026-05-04"}]
    agreement = write(desk, anna, "samarbejdsaftale", indgaaet_dato="2026-04-20", aftaler=goals)
    system = {"_id": "s", "system": "Nordby Sag", "sat_dato": "2026-04-20"}
    marker = write(desk, anna, "markering", systemer=[system])
    write(desk, anna, "beslutning", skridt="afslutning", dato="2026-05-04")
    assert missing(desk, anna) == [
        ("form", "afslutning", agreement, "samarbejdsaftale"),
        ("form", "afslutning", marker, "markering"),
    ]
    cases.fill(desk, anna, agreement, {"aftaler/a/maal_naaet": "delvist"})
    cases.fill(desk, anna, marker, {"slutter": True, "systemer/s/fjernet_dato": "2026-05-04"})
    assert missing(desk, anna) == []


def test_in_a_rest_nothing_is_owed_and_a_reopened_case_owes_anew(desk: Desk, anna: str, clock: SetClock) -> None:
    write(desk, anna, "besoeg", **FIRST)
    assert missing(desk, anna) != []
    clock.forward(days=1)
    write(desk, anna, "beslutning", skridt="pause", dato="2026-05-05")
    assert missing(desk, anna) == []
    write(desk, anna, "beslutning", skridt="genaabning", dato="2026-05-05")
    assert missing(desk, anna) == []
    again = write(desk, anna, "besoeg", **{**FIRST, "dato": "2026-05-05"})
    assert ("form", "foerste_moede", again, "besoeg") in missing(desk, anna)


def test_a_paper_of_an_earlier_round_settles_nothing_in_a_reopened_case(desk: Desk, anna: str, clock: SetClock) -> None:
    first = write(desk, anna, "besoeg", **FIRST, udbytte="Vi talte om huslejen.")
    goals = [{"_id": "a", "maal": "Blive boende", "opfoelgningsdato": "2026-06-04"}]
    write(desk, anna, "samarbejdsaftale", indgaaet_dato="2026-05-04", aftaler=goals)
    no_meeting = "Der er en aftale, men ikke et første møde. Skriv i besøget, at det var det første."

    def told() -> list[str]:
        return [one.document for one in dues.standing(desk, anna).missing if one.text == no_meeting]

    assert told() == []
    clock.forward(days=30)
    write(desk, anna, "beslutning", skridt="afslutning", dato="2026-06-01")
    write(desk, anna, "beslutning", skridt="genaabning", dato="2026-06-02")
    write(desk, anna, "samarbejdsaftale", indgaaet_dato="2026-06-03", aftaler=goals)
    assert told() == [""], "the first meeting of this round has not been written"
    again = write(desk, anna, "besoeg", **{**FIRST, "dato": "2026-06-03", "foerste_moede": False})
    assert told() == [again] != [first], "the visit of this round is to say it"
    cases.fill(desk, anna, again, {"foerste_moede": True})
    assert told() == []


def test_a_municipality_says_itself_what_a_step_owes(desk: Desk, anna: str) -> None:
    write(desk, anna, "besoeg", **FIRST)
    text = (
        '[[milestone]]\nid = "hjemme"\ntitle = "Hjemme hos dig"\nreached = [{ form = "besoeg", day = "dato" }]\n'
        'owes = [{ form = "journalnotat", text = "Skriv et notat om besøget." }]\n'
    )
    own = replace(desk, profile=msgspec.structs.replace(desk.profile, milestones=read_course(text, "course.toml")))
    (told,) = dues.standing(own, anna).missing
    assert (told.what, told.text, told.day) == ("form", "Skriv et notat om besøget.", "2026-05-04")
    write(own, anna, "journalnotat", tekst="Vi talte om huslejen.")
    assert dues.standing(own, anna).missing == ()


def test_what_a_role_does_not_see_is_not_told_of(desk: Desk, anna: str) -> None:
    write(desk, anna, "samarbejdsaftale", indgaaet_dato="2026-05-04", aftaler=[{"_id": "a", "maal": "Blive boende"}])
    forms = {form for *_, form in missing(as_role(desk, "ordinaer_sagsbehandler"), anna)}
    assert forms == {"samarbejdsaftale"}, "whether there is a visit is not theirs to know"


def _answers(desk: Desk, case: str, document: str) -> dict[str, Any]:
    from rygsaek.casework.documents import answers_of

    return answers_of(desk.journal.state(case), document)
