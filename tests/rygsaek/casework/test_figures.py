"""The figures tell of all cases and of nobody: small ones are not shown, and what has not failed does not count as failed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from forms.course import method_course
from forms.limits import method_limits
from rygsaek.casework import cases, figures
from rygsaek.casework.desk import Desk
from rygsaek.casework.figures import Figure, Period, Rules
from rygsaek.casework.progress import Dated, Progress
from rygsaek.errors import InputError
from tests.support.desks import as_role, profile

MONDAY = date(2026, 4, 13)
RULES = Rules(method_course(), method_limits(), profile().calendar)


def one_case(
    inquiry: int = 0, assigned: int | None = 0, contact: int | None = None, meeting: int | None = None, **more: Any
) -> Progress:
    """Days are counted from Monday 13 April 2026."""
    days = {"henvendelse": inquiry, "tildelt": assigned, "foerste_kontakt": contact, "foerste_moede": meeting}
    said = {name: (day(of),) for name, of in days.items() if of is not None}
    return Progress(days={**said, **more.pop("days", {})}, inquiry=day(inquiry), **more)


def day(after: int) -> str:
    return (MONDAY + timedelta(after)).isoformat()


def counted(known: list[Progress], period: Period = figures.ALWAYS, today: int = 30) -> dict[str, Figure]:
    return {one.id: one for one in figures.counted(known, period, RULES, MONDAY + timedelta(today))}


def value(known: list[Progress], name: str, **more: Any) -> tuple[float | None, int | None]:
    found = counted(known, **more)[name]
    return (found.value, found.of)


def test_four_are_not_shown_and_five_are() -> None:
    four = [one_case(contact=1, meeting=3, visits=(Dated(day(3), "holdt"),), goals=(Dated(day(9), "ja"),))] * 4
    assert all(one.is_hidden and one.of is None for one in counted(four).values())
    found = counted([*four, four[0]])
    assert (found["sager"].value, found["kontakt_dage"].value, found["maal_naaet"].value) == (5, 1, 100)


def test_days_are_counted_from_the_inquiry_and_the_one_in_the_middle_is_told() -> None:
    known = [one_case(assigned=2, contact=contact, meeting=contact + 3) for contact in (3, 3, 4, 9, 20)]
    assert value(known, "kontakt_dage") == (4, 5)
    assert value(known, "moede_dage") == (7, 5)
    assert value(known, "moede_dage", today=11) == (None, None), "what lies ahead has not happened"


def test_a_limit_that_still_can_be_kept_is_not_counted_and_one_that_is_over_is() -> None:
    kept, late, open_ = one_case(contact=2), one_case(contact=3), one_case()
    assert value([kept] * 3 + [late], "frist_kontakt") == (None, None)
    assert value([kept] * 6 + [late] * 2, "frist_kontakt") == (75, 8)
    assert value([kept] * 6 + [open_] * 4, "frist_kontakt", today=2) == (100, 6)
    assert value([kept] * 6 + [open_] * 4, "frist_kontakt", today=3) == (60, 10)


def test_who_rested_in_time_or_tried_in_time_has_missed_nothing() -> None:
    in_time = [one_case(days={"retur_3_1": (day(1),)}), one_case(days={"afslutning": (day(2),)})]
    in_time.append(one_case(attempts=(Dated(day(2), "ingen_svar"),)))
    for excused in in_time:
        assert value([one_case(contact=1)] * 5 + [excused] * 5, "frist_kontakt") == (100, 5)
    too_late = one_case(attempts=(Dated(day(3), "ingen_svar"),))
    assert value([one_case(contact=1)] * 5 + [too_late] * 5, "frist_kontakt") == (50, 10)


def test_who_needs_no_advice_has_not_missed_it() -> None:
    advised, missed = one_case(meeting=1, days={"raad_givet": (day(2),)}), one_case(meeting=1)
    assert value([advised] * 4 + [missed], "frist_raad") == (80, 5)
    assert value([advised] * 5 + [one_case(meeting=1, stopped=("frist_raad",))], "frist_raad") == (100, 5)


def test_holidays_are_no_working_days() -> None:
    in_easter = Progress(days={"tildelt": ("2026-04-01",), "foerste_kontakt": ("2026-04-07",)}, inquiry="2026-04-01")
    assert value([in_easter] * 5, "frist_kontakt") == (100, 5)


def test_no_figure_is_made_of_what_papers_never_say() -> None:
    closed = one_case(days={"afslutning": (day(1),)})
    assert {"frist_maal", "frist_opf"}.isdisjoint(counted([closed] * 9, today=900))


def test_kept_contact_and_goals_leave_out_what_has_not_come_or_is_not_known() -> None:
    visits = tuple(Dated(day(n), what) for n, what in enumerate(["holdt"] * 9 + ["aflyst", "planlagt"]))
    goals = tuple(Dated(day(n), what) for n, what in enumerate(["ja", "ja", "delvist", "nej", "nej", "ikke_vurderet", ""]))
    known = [one_case(visits=(*visits, Dated(day(60), "holdt")), goals=goals)]
    assert value(known, "holdte_besoeg") == (90, 10)
    assert value(known, "maal_naaet") == (40, 5)


def test_the_follow_up_runs_on_after_the_course_has_ended() -> None:
    closed = {"afslutning": (day(0),)}
    kept, missed = one_case(days={**closed, "efteropfoelgning": (day(120),)}), one_case(days=closed)
    assert value([kept] * 4 + [missed], "frist_efter", today=100) == (None, None), "it can still be kept"
    assert value([kept] * 4 + [missed], "frist_efter", today=300) == (80, 5)


def test_an_attempt_counts_once_it_is_known_what_came_of_it_and_a_no_is_contact() -> None:
    came = ("kontakt", "aftale", "frabeder_sig", "ingen_svar", "besked_givet", "")
    known = [one_case(attempts=tuple(Dated(day(n), what) for n, what in enumerate(came)))]
    assert value(known, "forsoeg_kontakt") == (60, 5)


def test_a_period_takes_cases_by_their_inquiry_and_visits_by_their_own_day() -> None:
    known = [one_case(inquiry=n, visits=(Dated(day(n + 10), "holdt"),)) for n in range(12)]
    period = Period(MONDAY + timedelta(5), MONDAY + timedelta(11))
    assert value(known, "sager", period=period) == (7, 7)
    assert value(known, "holdte_besoeg", period=period) == (None, None), "two of them lie in it"


def test_only_who_leads_gets_them_and_the_look_is_written_down(desk: Desk, anna: str) -> None:
    with pytest.raises(InputError) as raised:
        figures.figures(desk)
    assert raised.value.code == "role.not_yours"
    for _ in range(5):
        cases.fill_form(desk, cases.create_case(desk, {"navn": "Bo Dam"}), "screeningsskema", {"henvendelse_dato": "2026-05-01"})
    auditor = as_role(desk, "revisor")
    assert figures.figures(auditor)[0].value == 5, "a case without an inquiry is none"
    with desk.vault.read() as reader:
        told = reader.query("SELECT detail, purpose FROM access_entry WHERE case_id = '' ORDER BY n")
    assert told[-1][0] == figures.DETAIL
    with pytest.raises(InputError) as raised:
        figures.figures(auditor, Period(date(2026, 5, 2), date(2026, 5, 1)))
    assert raised.value.code == "overview.period"
