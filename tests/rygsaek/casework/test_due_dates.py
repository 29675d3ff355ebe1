"""The limits of all cases by day: written without a today, and the same whatever the order in which a case was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.profile import read_profile
from rygsaek.casework import agenda, cases, dues
from rygsaek.casework.desk import Desk
from rygsaek.casework.due_dates import DueDates
from rygsaek.casework.projectors import projectors
from rygsaek.history.checking import projections
from rygsaek.history.projection import settle
from tests.support.desks import ANNA, SetClock


def write(desk: Desk, case: str, form: str, **answers: Any) -> str:
    document = cases.begin_document(desk, case, form)
    cases.fill(desk, case, document, answers)
    return document


def near(desk: Desk, count: int = 5) -> tuple[list[tuple[str, str, str]], int]:
    found, more = agenda.due(desk, count)
    return [(one.short_name, one.limit, one.day) for one in found], more


def test_what_was_missed_comes_first_and_the_rest_is_a_count(desk: Desk, anna: str) -> None:
    bo = cases.create_case(desk, {"navn": "Bo Krag"})
    write(desk, anna, "beslutning", skridt="tildeling", dato="2026-05-04")
    write(desk, bo, "kontaktforsoeg", dato="2026-04-20", kanal="telefon", resultat="kontakt")
    write(desk, bo, "samarbejdsaftale", aftaler=[{"maal": "Ringe", "opfoelgningsdato": "2026-06-20"}])
    found, more = near(desk)
    assert [(limit, day) for _, limit, day in found] == [("frist_foerste_moede", "2026-04-27"), ("frist_kontakt", "2026-05-06")]
    assert (found[0][0], more) == ("B. K.", 2), "a goal to follow up, and the agreement's three months"
    assert near(desk, 1)[1] == 3
    reason = dues.give_reason(desk, bo, "frist_foerste_moede", dues.standing(desk, bo).due[0].start)
    cases.fill(desk, bo, reason, {"grund": "indlagt"})
    assert [limit for _, limit, _ in near(desk)[0]] == ["frist_kontakt"], "what was explained asks for nothing more"


def test_a_closing_that_lies_ahead_takes_nothing_away_before_its_day(desk: Desk, anna: str, clock: SetClock) -> None:
    write(desk, anna, "samarbejdsaftale", aftaler=[{"maal": "Ringe", "opfoelgningsdato": "2026-05-08"}])
    write(desk, anna, "overgang", afslutning_dato="2026-05-07")
    assert [limit for _, limit, _ in near(desk)[0]] == ["frist_opf"]
    clock.forward(days=3)
    assert near(desk) == ([], 1), "the follow-up alone is left, and lies far ahead"


ACTS = st.sampled_from(["assign", "attempt", "held", "goal", "met", "minutes", "close", "reopen", "undo"])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(ACTS, min_size=4, max_size=12))
def test_written_in_steps_it_is_what_is_written_at_once(desk: Desk, acts: Sequence[str]) -> None:
    case = cases.create_case(desk, ANNA)
    agreement, meeting = (cases.begin_document(desk, case, form) for form in ("samarbejdsaftale", "udrettedagsorden"))
    for number, act in enumerate(acts, start=1):
        day = f"2026-04-{number:02}"
        if act in ("assign", "close", "reopen"):
            step = {"assign": "tildeling", "close": "afslutning", "reopen": "genaabning"}[act]
            write(desk, case, "beslutning", skridt=step, dato=day)
        elif act == "attempt":
            write(desk, case, "kontaktforsoeg", dato=day, resultat="ingen_svar", naeste_forsoeg_dato=f"2026-05-{number:02}")
        elif act == "held":
            write(desk, case, "besoeg", dato=day, besoeg_status="holdt", foerste_moede=True)
        elif act == "goal":
            cases.fill(desk, case, agreement, {"aftaler": [{"maal": "Gå en tur", "opfoelgningsdato": day}]})
        elif act == "met":
            cases.fill(desk, case, meeting, {"moede_dato": day, "moede_status": "holdt"})
        elif act == "minutes":
            cases.fill(desk, case, meeting, {"moede_status": "holdt", "udsendt_dato": day})
        else:
            cases.undo(desk, case)
    assert projections(desk.vault, projectors(desk.library, desk.profile)) == []


def test_other_limits_are_counted_anew_when_the_vault_is_opened(desk: Desk, anna: str) -> None:
    write(desk, anna, "beslutning", skridt="tildeling", dato="2026-05-04")
    own = read_profile('kommune = "Nordby Kommune"\n[frister.frist_kontakt]\nlaengde = 10\n', "kommune.toml")
    known = projectors(desk.library, own)
    assert settle(desk.vault, known) == (DueDates.name,)
    assert near(desk)[0][0][2] == "2026-05-06", "a limit that began keeps the length that it began with"


def test_the_table_says_what_the_case_says(desk: Desk, anna: str) -> None:
    write(desk, anna, "besoeg", dato="2026-04-30", besoeg_status="holdt", foerste_moede=True)
    write(desk, anna, "udrettedagsorden", moede_type="intern", moede_dato="2026-05-12")
    write(desk, anna, "samarbejdsaftale", aftaler=[{"maal": "Ringe", "opfoelgningsdato": "2026-05-05"}])
    standing = [(one.limit.id, one.due.day.isoformat()) for one in dues.standing(desk, anna).due]
    found, more = agenda.due(desk, 50)
    assert [(one.limit, one.day) for one in found] == [one for one in standing if one[1] <= "2026-05-09"]
    assert len(found) + more == len(standing)
    assert not any("Ringe" in text for one in found for text in msgspec.to_builtins(list(one)))
