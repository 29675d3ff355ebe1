"""The list of cases by what comes next, and the day over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rygsaek.casework import agenda, cases, rows, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.projectors import projectors
from rygsaek.history.changes import PAPER_MADE, NewChange, paper_register
from rygsaek.history.checking import projections
from tests.support.desks import ANNA, SetClock
from tests.support.forms import raw_example


def visit(desk: Desk, case: str, day: str, **more: Any) -> str:
    document = cases.begin_document(desk, case, "besoeg")
    cases.fill(desk, case, document, {"dato": day, **more})
    return document


def shown(desk: Desk) -> list[tuple[str, str | None]]:
    return [(row.name.split()[0], row.next_date) for row in views.case_list(desk)]


def test_what_comes_next_comes_first_and_the_rest_by_name(desk: Desk) -> None:
    people = {name: cases.create_case(desk, {"navn": f"{name} Dam"}) for name in ("Åse", "Bo", "Anna", "Ærø")}
    visit(desk, people["Bo"], "2026-05-20")
    visit(desk, people["Åse"], "2026-05-06", fra="13:00")
    assert shown(desk) == [("Åse", "2026-05-06"), ("Bo", "2026-05-20"), ("Ærø", None), ("Anna", None)]


def test_a_day_that_has_passed_gives_way_to_the_next_without_anyone_writing(desk: Desk, clock: SetClock) -> None:
    bo, anna = cases.create_case(desk, {"navn": "Bo"}), cases.create_case(desk, {"navn": "Anna"})
    visit(desk, bo, "2026-05-05")
    visit(desk, bo, "2026-05-30")
    visit(desk, anna, "2026-05-10")
    assert shown(desk) == [("Bo", "2026-05-05"), ("Anna", "2026-05-10")]
    clock.at = datetime(2026, 5, 5, 21, 0, tzinfo=UTC)
    assert shown(desk) == [("Bo", "2026-05-05"), ("Anna", "2026-05-10")]
    clock.at = datetime(2026, 5, 5, 22, 30, tzinfo=UTC)
    assert shown(desk) == [("Anna", "2026-05-10"), ("Bo", "2026-05-30")]
    clock.at = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert shown(desk) == [("Anna", None), ("Bo", None)]


def test_a_cancelled_visit_is_no_coming_day(desk: Desk) -> None:
    case = cases.create_case(desk, {"navn": "Bo"})
    document = visit(desk, case, "2026-05-05")
    cases.fill(desk, case, document, {"besoeg_status": "aflyst"})
    assert shown(desk) == [("Bo", None)]
    assert agenda.visits(desk, date(2026, 5, 5)) == ()


def test_a_birth_date_and_a_day_of_signing_are_no_coming_days(desk: Desk, anna: str) -> None:
    cases.open_document(desk, anna, "samarbejdsaftale")
    assert shown(desk) == [("Anna", None)]


def test_pages_of_the_list_join_without_gap_or_overlap(desk: Desk) -> None:
    for number in range(7):
        visit(desk, cases.create_case(desk, {"navn": f"Nr {number}"}), f"2026-05-{10 + number % 3}")
    whole = views.case_list(desk)
    assert [*views.case_list(desk, limit=3), *views.case_list(desk, limit=10, offset=3)] == list(whole)


def test_the_day_has_its_visits_by_time(desk: Desk) -> None:
    for name, time in (("Bo Lund", "13:30"), ("Anna Dam", "10:00")):
        visit(desk, cases.create_case(desk, {"navn": name}), "2026-05-04", fra=time)
    found = agenda.visits(desk, date(2026, 5, 4))
    assert [(one.time, one.short_name, one.kind) for one in found] == [("10:00", "A. D.", "visit"), ("13:30", "B. L.", "visit")]


def test_a_promise_of_the_caseworkers_is_on_the_list_of_the_week(desk: Desk, anna: str) -> None:
    goal = {"maal": "Sove bedre", "handling_fs": "Ringer til lægen", "dato_fs": "2026-05-06", "handling_borger": "Går en tur"}
    cases.fill_form(desk, anna, "samarbejdsaftale", {"maal_3_mdr": [{"maal": "Sove bedre"}], "aftaler": [goal]})
    (promise,) = agenda.promises(desk, date(2026, 5, 4), date(2026, 5, 10))
    assert (promise.day, promise.text, promise.short_name) == ("2026-05-06", "Ringer til lægen", "A. N.")
    assert promise.what == "Samarbejdsaftale: Hvilken dag gør Lise det?"
    assert views.case_list(desk)[0].next_what == promise.what
    assert "2026-05-06" in {one.day for one in agenda.dates(desk, date(2026, 5, 4), date(2026, 5, 10))}


@pytest.mark.parametrize(
    ("form", "answers", "day"),
    [
        ("overgang", {"afslutning_dato": "2026-06-01", "opfoelgning_dato": "2026-09-01"}, ""),
        ("opfoelgning", {"plan_dato": "2026-09-01"}, "2026-09-01"),
        ("samarbejdsaftale", {"indgaaet_dato": "2026-05-03"}, "2026-05-03"),
        ("kontaktforsoeg", {"dato": "2026-05-03", "naeste_forsoeg_dato": "2026-05-08"}, "2026-05-03"),
    ],
)
def test_a_paper_bears_its_own_day_and_not_the_next_one_agreed(
    desk: Desk, anna: str, form: str, answers: dict[str, str], day: str
) -> None:
    document = cases.fill_form(desk, anna, form, answers)
    (line,) = [one for one in views.case_view(desk, anna).documents if one.document == document]
    assert line.day == day


def printed(desk: Desk, case: str, document: str, copy: str = "citizen", out: str | list[int] | None = "all") -> None:
    version = cases.freeze(desk, case, document, "print")
    said = {"paper_id": version.id, "version_id": version.id, "version": version.label, "copy": copy, "out": out}
    desk.journal.append(case, (NewChange(document, paper_register(version.id + copy), PAPER_MADE, said),), desk.by)


def test_a_paper_is_owed_until_it_is_printed_and_again_when_it_changes(desk: Desk, anna: str) -> None:
    def unprinted() -> tuple[int, int]:
        return views.case_list(desk)[0].unprinted, agenda.owed(desk).unprinted

    document = cases.open_document(desk, anna, "samarbejdsaftale")
    assert unprinted() == (0, 0)
    cases.fill(desk, anna, document, {"aktuel_situation": "Bor hos en ven."})
    assert unprinted() == (1, 1)
    printed(desk, anna, document, "internal")
    assert unprinted() == (1, 1)
    printed(desk, anna, document, out=None)
    printed(desk, anna, document, out=[1])
    assert unprinted() == (1, 1)
    printed(desk, anna, document)
    assert unprinted() == (0, 0)
    cases.fill(desk, anna, document, {"haab_laengere_sigt": "Et job"})
    assert unprinted() == (1, 1)
    cases.undo(desk, anna)
    assert unprinted() == (1, 1)


def test_moving_a_row_makes_a_printed_paper_owed_again(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "samarbejdsaftale", {"maal_3_mdr": [{"maal": "Et"}, {"maal": "To"}]})
    printed(desk, anna, document)
    row = views.document_view(desk, anna, document).answers["maal_3_mdr"][1]["_id"]
    rows.move_row(desk, anna, document, "maal_3_mdr", row, -1)
    assert views.case_list(desk)[0].unprinted == 1


def test_the_cases_own_facts_owe_no_paper(desk: Desk, anna: str) -> None:
    assert (views.case_list(desk)[0].unprinted, views.case_list(desk)[0].unsigned) == (0, 0)


ACTS = st.sampled_from(
    ["text", "date", "clear-date", "status", "name", "row", "gone", "move", "print", "undo", "hide", "promise"]
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(ACTS, min_size=5, max_size=25))
def test_the_list_written_in_steps_is_the_list_written_at_once(desk: Desk, acts: Sequence[str]) -> None:
    case = cases.create_case(desk, ANNA)
    facts = views.case_view(desk, case).documents[0].document
    agreement = cases.fill_form(desk, case, "samarbejdsaftale", raw_example("samarbejdsaftale"))
    meeting = visit(desk, case, "2026-05-12")
    for number, act in enumerate(acts):
        one_act(desk, case, facts, agreement, meeting, act, number)
    assert projections(desk.vault, projectors(desk.library)) == []


def one_act(desk: Desk, case: str, facts: str, agreement: str, meeting: str, act: str, number: int) -> None:
    day = f"2026-06-{number + 1:02}"
    goals = views.document_view(desk, case, agreement).answers.get("aftaler") or [{"_id": "egen"}]
    goal = f"aftaler/{goals[number % len(goals)]['_id']}"
    writes: dict[str, tuple[str, dict[str, Any]]] = {
        "text": (agreement, {"aktuel_situation": f"Tekst {number}"}),
        "date": (agreement, {"naeste_dato": day}),
        "clear-date": (agreement, {"naeste_dato": None}),
        "status": (meeting, {"besoeg_status": ("aflyst", "planlagt")[number % 2]}),
        "name": (facts, {"navn": f"Anna {number}"}),
        "hide": (agreement, {f"{goal}/handling_fs": None if number % 2 else f"Ringer {number}"}),
        "promise": (agreement, {f"{goal}/dato_fs": day}),
    }
    if act in writes:
        document, values = writes[act]
        cases.fill(desk, case, document, values)
    elif act == "row":
        rows.add_row(desk, case, agreement, "maal_3_mdr", values={"maal": f"Mål {number}"})
    elif act == "gone":
        rows.remove_row(desk, case, agreement, "aftaler", goal.partition("/")[2])
    elif act == "move":
        rows.move_row(desk, case, agreement, "aftaler", goal.partition("/")[2], 1)
    elif act == "print":
        printed(desk, case, agreement)
    else:
        cases.undo(desk, case)
