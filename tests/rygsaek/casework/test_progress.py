"""How far every case has come stands beside the cases, follows every change, and is made again for another course."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.course import method_course
from rygsaek.casework import cases, rows
from rygsaek.casework.desk import Desk
from rygsaek.casework.due_dates import DueDates
from rygsaek.casework.progress import CaseProgress, Dated, Progress, every_progress
from rygsaek.casework.projectors import projectors
from rygsaek.history.checking import projections
from rygsaek.history.projection import settle
from tests.support.desks import ANNA


def progress_of(desk: Desk, case: str) -> Progress:
    with desk.vault.read() as reader:
        return dict(every_progress(reader))[case]


def assign(desk: Desk, case: str, day: str, whom: str) -> str:
    document = cases.begin_document(desk, case, "beslutning")
    cases.fill(desk, case, document, {"skridt": "tildeling", "dato": day, "hvem": "Lise Holm", "tildelt_til": whom})
    return document


def test_a_new_case_is_there_with_nothing_in_it(desk: Desk, anna: str) -> None:
    assert progress_of(desk, anna) == Progress()


def test_the_last_assignment_says_who_has_a_case(desk: Desk, anna: str) -> None:
    later = assign(desk, anna, "2026-05-04", "Bo Krag")
    assign(desk, anna, "2026-05-01", "Lise Holm")
    assert progress_of(desk, anna).holder == "Bo Krag"
    cases.fill(desk, anna, later, {"skridt": "pause"})
    assert progress_of(desk, anna).holder == "Lise Holm", "what is no assignment any more gives nobody the case"


def test_an_inquiry_waits_until_somebody_decides(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "screeningsskema", {"henvendelse_dato": "2026-04-27"})
    found = progress_of(desk, anna)
    assert [(one.day, one.document) for one in found.undecided] == [("2026-04-27", document)]
    assert found.days == {} and found.inquiry == "2026-04-27"
    cases.fill(desk, anna, document, {"beslutning": "videregives", "videregivet_dato": "2026-04-28"})
    found = progress_of(desk, anna)
    assert not found.undecided
    assert found.days == {"henvendelse": ("2026-04-27",), "videregivet": ("2026-04-28",)}


def test_attempts_visits_and_goals_are_counted_with_their_days_and_without_a_word(desk: Desk, anna: str) -> None:
    cases.fill_form(
        desk, anna, "kontaktforsoeg", {"dato": "2026-04-27", "resultat": "ingen_svar", "note": "Gardinet bevægede sig."}
    )
    cases.fill_form(desk, anna, "besoeg", {"dato": "2026-05-01", "besoeg_status": "holdt"})
    agreement = cases.fill_form(desk, anna, "samarbejdsaftale", {"indgaaet_dato": "2026-05-01"})
    values = {"maal": "Åbne posten", "opfoelgningsdato": "2026-05-03", "maal_naaet": "delvist"}
    goal = rows.add_row(desk, anna, agreement, "aftaler", values=values)
    found = progress_of(desk, anna)
    assert (found.attempts, found.visits) == ((Dated("2026-04-27", "ingen_svar"),), (Dated("2026-05-01", "holdt"),))
    assert found.goals == (Dated("2026-05-03", "delvist"),)
    assert "aftale_indgaaet" in found.days
    assert not any(word in msgspec.msgpack.encode(found).decode("latin-1") for word in ("Gardinet", "posten", "Anna"))
    rows.remove_row(desk, anna, agreement, "aftaler", goal.rpartition("/")[2])
    assert progress_of(desk, anna).goals == ()


def test_a_need_of_nothing_stops_the_limit_for_advice_until_there_is_advice(desk: Desk, anna: str) -> None:
    needs = cases.fill_form(desk, anna, "behovsvurdering", {"konklusion": ["ingen_behov"]})
    assert progress_of(desk, anna).stopped == ("frist_raad",)
    cases.fill(desk, anna, needs, {"konklusion": ["ingen_behov", "raad_vejledning"]})
    assert progress_of(desk, anna).stopped == ()


ACTS = st.sampled_from(["assign", "screen", "decide", "attempt", "held", "status", "goal", "undo", "facts"])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(ACTS, min_size=4, max_size=14))
def test_written_in_steps_it_is_what_is_written_at_once(desk: Desk, acts: Sequence[str]) -> None:
    case = cases.create_case(desk, ANNA)
    visit = cases.begin_document(desk, case, "besoeg")
    screening = cases.begin_document(desk, case, "screeningsskema")
    agreement = cases.begin_document(desk, case, "samarbejdsaftale")
    for number, act in enumerate(acts, start=1):
        day = f"2026-04-{number:02}"
        if act == "assign":
            assign(desk, case, day, f"Kollega {number}")
        elif act in ("screen", "decide"):
            said = {"henvendelse_dato": day} if act == "screen" else {"beslutning": "videregives", "videregivet_dato": day}
            cases.fill(desk, case, screening, said)
        elif act == "attempt":
            attempt = cases.begin_document(desk, case, "kontaktforsoeg")
            cases.fill(desk, case, attempt, {"dato": day, "resultat": "kontakt"})
        elif act == "held":
            cases.fill(desk, case, visit, {"dato": day, "besoeg_status": "holdt", "foerste_moede": number % 2 == 0})
        elif act == "status":
            cases.fill(desk, case, visit, {"besoeg_status": "aflyst"})
        elif act == "goal":
            rows.add_row(desk, case, agreement, "aftaler", values={"maal": f"Mål {number}", "maal_naaet": "ja"})
        elif act == "facts":
            cases.fill(desk, case, agreement, {"aktuel_situation": f"Situation {number}"})
        else:
            cases.undo(desk, case)
    assert projections(desk.vault, projectors(desk.library)) == []


def test_another_course_is_counted_anew_when_the_vault_is_opened(desk: Desk, anna: str) -> None:
    cases.fill_form(desk, anna, "besoeg", {"dato": "2026-05-01", "besoeg_status": "holdt", "foerste_moede": True})
    assert set(progress_of(desk, anna).days) == {"foerste_kontakt", "foerste_moede"}
    own = [one for one in method_course() if one.id != "foerste_moede"]
    known = projectors(desk.library, msgspec.structs.replace(desk.profile, milestones=tuple(own)))
    assert settle(desk.vault, known) == (CaseProgress.name, DueDates.name)
    assert settle(desk.vault, known) == (), "once"
    assert set(progress_of(desk, anna).days) == {"foerste_kontakt"}
