"""The coordinating meeting: A5, with invitation, agenda and minutes as three states of one document."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forms.answers import computed, put
from forms.checks import check
from forms.model import Copy, Field
from forms.pdf.document import render
from tests.support.forms import definition, example
from tests.support.papers import request_for

TODAY = date(2026, 5, 4)
NAME = "udrettedagsorden"
THIRD = [("indkaldelse", "r1"), ("dagsorden", "r1"), ("referat", "r1"), ("referat_andre", "r1")]


def field(path: str) -> Field:
    top, _, cell = path.partition("/")
    found = next(f for s in definition(NAME).sections for f in s.fields if f.id == top)
    return next(f for f in found.fields if f.id == cell) if cell else found


def changed(**answers: Any) -> Any:
    form, filled = example(NAME)
    for path, value in answers.items():
        filled = put(filled, path, value)
    return form, filled


def told(**answers: Any) -> list[tuple[str, str]]:
    form, filled = changed(**answers)
    values = computed(form, filled, TODAY, {})
    for path, value in values.items():
        filled = put(filled, path, value)
    return [(problem.field, problem.severity) for problem in check(form, filled, today=TODAY, finishing=True)]


def said(paper: str, row: str = "", copy: Copy = "citizen", **answers: Any) -> str:
    request = request_for(*changed(**answers), paper=paper, row=row, copy=copy)
    return " ".join(" ".join(render(request).page_texts).split())


def test_the_fixed_points_are_eleven_with_room_for_three_and_leave_time_for_them() -> None:
    rows = field("dagsorden").start
    assert len(rows) == 11
    assert [number for number, row in enumerate(rows, 1) if "emne" not in row] == [5, 6, 7]
    assert sum(row.get("tid_min", 0) for row in rows) <= 40


def test_minutes_are_added_and_a_long_meeting_is_told() -> None:
    values = computed(*changed(), TODAY, {})
    assert (values["tid_i_alt"], values["varighed_min"], values["opgaver_antal"]) == (40, 60, 2)
    assert not {("slut", "note"), ("tid_i_alt", "note")} & set(told())
    assert ("slut", "note") in told(slut="11:01")
    assert ("tid_i_alt", "note") in told(**{"dagsorden/r1/tid_min": 26})
    assert ("slut", "block") in told(slut="09:00")


def test_points_are_due_four_days_before_and_a_meeting_too_near_is_told() -> None:
    assert computed(*changed(), TODAY, {})["punkter_senest"] == "2026-04-30"
    assert ("moede_dato", "note") in told(moede_dato="2026-05-07", moede_status="planlagt")
    assert ("moede_dato", "note") not in told(moede_dato="2026-05-08", moede_status="planlagt")


def test_each_participant_is_told_why_in_one_of_two_wordings() -> None:
    assert field("deltagere/hvorfor_inviteret").required == "hard"
    ida = said("indkaldelse", "r1", "third", moede_status="planlagt")
    per = said("indkaldelse", "r2", "third", moede_status="planlagt")
    assert "fordi du kender Annas ydelser" in ida and "skal du deltage, så vidt du kan" in ida
    assert "fordi du kan lave en plan for huslejen" in per and "Du er inviteret" in per and "skal du deltage" not in per


def test_the_blank_agenda_has_the_eleven_points_with_room_to_write() -> None:
    text = " ".join(" ".join(render(request_for(definition(NAME), {}, blank=True, names={}, version="")).page_texts).split())
    points = [row.get("emne", field("dagsorden/emne").label["da"]) for row in field("dagsorden").start]
    places = [text.find(f"{number}. {point}") for number, point in enumerate(points, 1)]
    assert len(points) == 11 and -1 not in places and places == sorted(places)
    assert text.count("Hvad blev vi enige om?") == 11
    assert "Alle ved, hvem der er med." in text


def test_no_cpr_number_can_be_written_and_birth_date_and_address_show_only_when_ticked() -> None:
    assert not [
        f for s in definition(NAME).sections for f in (*s.fields, *(c for r in s.fields for c in r.fields)) if f.kind == "cpr"
    ]
    for paper, row in THIRD:
        text = said(paper, row, "third", vis_paa_papir=None)
        assert not any(word in text for word in ("Elmegade", "søster", "1981", "12 11 33 44", "anna@")), paper
    assert "Elmegade" in said("indkaldelse", "r1", "third", vis_paa_papir=["adresse"])
    assert "Elmegade" not in said("indkaldelse", "r1", "third", vis_paa_papir=["adresse"], beskyttet_adresse=True)
    assert ("vis_paa_papir", "note") in told(beskyttet_adresse=True)
    assert "1981" in said("indkaldelse", "r1", "third", vis_paa_papir=["foedselsdato"])


def test_minutes_tell_decisions_tasks_and_what_waits_and_nothing_internal() -> None:
    for text in (said("referat", "r1", "third"), said("mit_referat")):
        assert all(
            words in text
            for words in (
                "Anna betaler 400 kroner", "Per Lund: Skriver planen og sender den til Anna. Senest mandag den 11. maj 2026.",
                "Lise Holm: Ringer til lægen om en tid.", "Et kursus til efteråret",
            )
        )  # fmt: skip
        assert "Bo ringer selv" not in text
    assert "Du kan blive boende." in said("mit_referat")
    assert "Afbud Bo Dam" in said("referat", "r1", "third")


def test_the_citizen_is_always_told_and_each_task_has_somebody() -> None:
    assert ("borger_briefet_dato", "block") in told(borger_briefet_dato=None)
    assert ("borger_briefet_af", "block") in told(borger_briefet_af=None, borger_deltager=True)
    assert ("dagsorden/r3/opgave_ansvarlig", "block") in told(**{"dagsorden/r3/opgave_ansvarlig": None})
    assert ("opgaver_antal", "note") in told(**{"dagsorden/r3/opgave_ansvarlig": None})


@pytest.mark.parametrize(("paper", "statuses"), [("indkaldelse", {"planlagt", "indkaldt"}), ("referat", {"holdt"})])
def test_invitation_and_minutes_each_have_their_time(paper: str, statuses: set[str]) -> None:
    shown = definition(NAME).paper(paper)
    assert shown is not None and shown.show_if is not None
    assert {*shown.show_if.get("one_of", [shown.show_if.get("is")])} == statuses
