"""Each visit has a record of its own, and the next one that was agreed on stands on its day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rygsaek.casework import agenda, cases, views, visiting
from rygsaek.casework.desk import Desk
from tests.support.desks import ANNA, SetClock, new_desk

TODAY, NEXT = "2026-05-04", "2026-05-18"


def answers(desk: Desk, case: str, document: str) -> dict[str, object]:
    found = views.document_view(desk, case, document).answers
    return {key: found.get(key) for key in ("dato", "fra", "sted", "besoeg_status")}


def planned(desk: Desk, case: str, day: str, **others: object) -> str:
    document = cases.begin_document(desk, case, "besoeg")
    cases.fill(desk, case, document, {"dato": day, "fra": "10:00", "besoeg_status": "planlagt", **others})
    return document


def test_the_visit_planned_for_today_is_the_one_that_was_held(desk: Desk, anna: str) -> None:
    document = planned(desk, anna, TODAY)
    planned(desk, anna, NEXT)
    assert visiting.held_today(desk, anna) == document
    assert answers(desk, anna, document) == {"dato": TODAY, "fra": "10:00", "sted": None, "besoeg_status": "holdt"}
    assert visiting.held_today(desk, anna) == document, "looked at again it is the same"


def test_a_visit_nobody_planned_gets_a_record_of_its_own_without_the_next_ones_time(desk: Desk, anna: str) -> None:
    earlier = planned(desk, anna, "2026-04-20", besoeg_status="holdt")
    later = planned(desk, anna, NEXT)
    cases.fill_form(desk, anna, "samarbejdsaftale", {"naeste_dato": NEXT, "naeste_tid": "14:00", "naeste_sted": "hjem"})
    found = visiting.held_today(desk, anna)
    assert found not in (earlier, later)
    assert answers(desk, anna, found) == {"dato": TODAY, "fra": None, "sted": None, "besoeg_status": "holdt"}
    assert answers(desk, anna, earlier)["dato"] == "2026-04-20"
    assert answers(desk, anna, later)["besoeg_status"] == "planlagt"
    assert not any(line.what == "slettede" for line in views.history(desk, anna, document=found)), "nobody took anything out"


@pytest.mark.parametrize("status", ["aflyst", "ingen_aabnede"])
def test_one_that_came_to_nothing_today_stays_so(desk: Desk, anna: str, status: str) -> None:
    document = planned(desk, anna, TODAY, besoeg_status=status)
    assert visiting.held_today(desk, anna) != document
    assert answers(desk, anna, document)["besoeg_status"] == status


def test_what_was_agreed_on_the_next_time_stands_on_its_day(tmp_path: Path) -> None:
    clock = SetClock()
    with new_desk(tmp_path / "vault", clock) as desk:
        case = cases.create_case(desk, ANNA)
        said = {"naeste_dato": NEXT, "naeste_tid": "14:00", "naeste_sted": "hjem"}
        agreement = cases.fill_form(desk, case, "samarbejdsaftale", said)
        document = visiting.plan_next(desk, case, agreement)
        assert answers(desk, case, document) == {"dato": NEXT, "fra": "14:00", "sted": "hjem", "besoeg_status": "planlagt"}
        assert visiting.plan_next(desk, case, agreement) == "", "once"
        clock.at = datetime(2026, 5, 18, 8, tzinfo=UTC)
        assert [(one.case, one.time) for one in agenda.visits(desk, desk.today())] == [(case, "14:00")]
        assert visiting.plan_next(desk, case, agreement) == "", "a day that has come is not planned again"


def test_where_nobody_said_when_nothing_is_planned(desk: Desk, anna: str) -> None:
    agreement = cases.open_document(desk, anna, "samarbejdsaftale")
    assert visiting.plan_next(desk, anna, agreement) == ""
    assert visiting.plan_next(desk, anna, "") == ""
