"""The way through a visit: any order, one page after the other, nothing asked twice, nothing answered in passing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from tests.support.desks import ANNA, new_desk
from tests.support.presenting import AtOnce, HandRunner, HandTimers
from ui.presenters.opening import opening_lines
from ui.presenters.visit import Visit
from ui.presenters.visit_form import VisitForm

AGREEMENT, NETWORK, CONSENT = "samarbejdsaftale", "netvaerkskort", "samtykke"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_desk(tmp_path / "vault") as found:
        yield found


def visit_of(desk: Desk, case: str, runner: HandRunner | None = None, **at: str) -> Visit:
    visit = Visit(desk, case, "besøg", runner or AtOnce(), HandTimers())
    visit.begin(**at)
    return visit


def form_of(visit: Visit) -> VisitForm:
    assert visit.form is not None
    return visit.form


def page_of(visit: Visit) -> str:
    page = form_of(visit).page
    assert page is not None
    return page.id


def answers_of(desk: Desk, visit: Visit, form: str) -> dict[str, Any]:
    return dict(views.document_view(desk, visit.case, visit.forms[form].document).answers)


def test_the_opening_page_ticks_nothing(desk: Desk) -> None:
    case = cases.create_case(desk, ANNA)
    before = len(desk.journal.changes(case))
    visit = visit_of(desk, case)
    assert visit.station == "opening"
    assert [one.form for one in visit.choices()] == [AGREEMENT, NETWORK, CONSENT]
    assert len(desk.journal.changes(case)) == before


def test_the_opening_page_says_until_when_where_that_was_planned(desk: Desk) -> None:
    case = cases.create_case(desk, ANNA)
    assert opening_lines(visit_of(desk, case))[0] == "Godt at se dig, Anna."
    cases.fill_form(desk, case, "besoeg", {"dato": desk.today().isoformat(), "fra": "10:00", "til": "11:00"})
    assert opening_lines(visit_of(desk, case))[0] == "Jeg er her til kl. 11."


def test_a_press_before_the_papers_are_read_is_no_wish(desk: Desk) -> None:
    runner = HandRunner()
    visit = visit_of(desk, cases.create_case(desk, ANNA), runner)
    visit.next()
    assert visit.station == "opening"
    runner.all()
    visit.next()
    runner.all()
    assert visit.station == "form"


def test_a_goal_makes_its_own_card(desk: Desk) -> None:
    visit = visit_of(desk, cases.create_case(desk, ANNA))
    visit.next()
    assert page_of(visit) == "maal_3_mdr"
    editing = form_of(visit).editing
    assert editing is not None
    row = editing.rows.waiting("maal_3_mdr")
    editing.type(f"{row}/maal", "Sove bedre", 10)
    visit.next()
    asked = form_of(visit).question
    assert asked is not None and asked.heading == "Sove bedre"
    assert page_of(visit) == f"aftaler/{row.partition('/')[2]}"


def test_enter_goes_to_the_next_empty_question_that_should_be_answered_else_on(desk: Desk) -> None:
    visit = visit_of(desk, cases.create_case(desk, ANNA))
    visit.go(AGREEMENT, at="naeste_dato")
    form = form_of(visit)
    assert form.first_stop() == "naeste_tid", "the day is offered already"
    assert form.next_stop("naeste_dato") == "naeste_tid"
    assert form.editing is not None
    form.editing.type("naeste_tid", "10", 2)
    assert form.next_stop("naeste_dato") == "naeste_sted"
    form.editing.answer("naeste_sted", "hjem")
    assert form.next_stop("naeste_dato") is None


def test_a_waiting_row_in_which_nothing_is_said_is_left_waiting(desk: Desk) -> None:
    visit = visit_of(desk, cases.create_case(desk, ANNA))
    visit.go(CONSENT, at="part")
    form = form_of(visit)
    asked = form.question
    assert asked is not None and form.page is not None and form.page.is_empty_card
    name = asked.paths[0]
    assert form.next_stop(name) is None
    assert form.editing is not None
    form.editing.type(name, "Bo Dam", 6)
    assert form.next_stop(name) == name.replace("part_navn", "svar")


def test_not_now_takes_nothing_as_answered(desk: Desk) -> None:
    visit = visit_of(desk, cases.create_case(desk, ANNA))
    visit.go(AGREEMENT, at="naeste_dato")
    visit.skip()
    assert "naeste_dato" not in answers_of(desk, visit, AGREEMENT)
    visit.go(AGREEMENT, at="naeste_dato")
    visit.next()
    assert answers_of(desk, visit, AGREEMENT)["naeste_dato"] == "2026-05-18"


def test_what_a_group_answered_with_no_is_skipped(desk: Desk) -> None:
    visit = visit_of(desk, cases.create_case(desk, ANNA))
    visit.go(NETWORK, at="beskaeftigelse_nu")
    form = form_of(visit)
    assert form.editing is not None
    form.editing.answer("beskaeftigelse_nu", False)
    visit.next()
    assert page_of(visit) == "uddannelsessted_nu"
    visit.back()
    form.editing.answer("beskaeftigelse_nu", True)
    visit.next()
    assert page_of(visit) == "beskaeftigelse"


def test_any_order_and_back_to_where_it_was(desk: Desk) -> None:
    visit = visit_of(desk, cases.create_case(desk, ANNA))
    for form in (CONSENT, AGREEMENT, NETWORK):
        visit.go(form)
        assert form_of(visit).id == form
    visit.back()
    assert visit.station == "opening"
    visit.go(CONSENT)
    assert len([one for one in views.case_view(desk, visit.case).documents if one.form == CONSENT]) == 1


def test_the_rest_of_the_agreement_asks_nothing_twice(desk: Desk) -> None:
    visit = visit_of(desk, cases.create_case(desk, ANNA))
    visit.go(AGREEMENT)
    editing = form_of(visit).editing
    assert editing is not None
    editing.answer(f"{editing.rows.waiting('maal_3_mdr')}/maal", "Sove bedre")
    asked = []
    while visit.station == "form":
        asked.append(page_of(visit))
        visit.next()
    rest = next(one for one in visit.choices() if one.is_rest and one.form == AGREEMENT)
    visit.go(rest.form, is_rest=True)
    while visit.station == "form":
        assert page_of(visit) not in asked
        visit.next()
    assert not any(one.form == AGREEMENT for one in visit.choices())


def test_stopping_keeps_what_is_typed(desk: Desk) -> None:
    visit = visit_of(desk, cases.create_case(desk, ANNA))
    visit.go(AGREEMENT, at="krise_kontakt")
    editing = form_of(visit).editing
    assert editing is not None
    editing.type("krise_kontakt", "Min bror", 8)
    visit.stop()
    assert (visit.station, visit.is_stopped) == ("end", True)
    assert answers_of(desk, visit, AGREEMENT)["krise_kontakt"] == "Min bror"


def test_a_crash_returns_to_the_field(desk: Desk) -> None:
    case = cases.create_case(desk, ANNA)
    before = visit_of(desk, case)
    before.go(AGREEMENT, at="haab_laengere_sigt")
    document = before.forms[AGREEMENT].document
    visit = visit_of(desk, case, document=document, path="haab_laengere_sigt")
    assert page_of(visit) == "haab_laengere_sigt"
    assert form_of(visit).length == "whole", "the short agreement does not ask it"


def test_a_crash_in_a_party_that_was_no_row_yet_returns_to_its_card(desk: Desk) -> None:
    case = cases.create_case(desk, ANNA)
    before = visit_of(desk, case)
    before.go(CONSENT, at="part")
    editing, asked = form_of(before).editing, form_of(before).question
    assert editing is not None and asked is not None
    path = asked.paths[0]
    editing.type(path, "Bo D", 4)
    editing._drafting.keep()
    visit = visit_of(desk, case, document=before.forms[CONSENT].document, path=path)
    after = form_of(visit)
    assert after.question is not None and path in after.question.paths
    assert after.editing is not None and after.editing.text(path) == "Bo D"


def test_what_was_being_typed_at_a_crash_goes_on_being_typed_blank_at_its_end_and_all(desk: Desk) -> None:
    case = cases.create_case(desk, ANNA)
    before = visit_of(desk, case)
    before.go(AGREEMENT, at="aktuel_situation")
    editing = form_of(before).editing
    assert editing is not None
    editing.put({"krise_kontakt": "Min bror"})
    editing.type("aktuel_situation", "Jeg bor hos ", 12)
    editing._drafting.keep()
    visit = visit_of(desk, case, document=editing.document, path="aktuel_situation")
    after = form_of(visit).editing
    assert after is not None
    assert (after.text("aktuel_situation"), after.value("aktuel_situation")) == ("Jeg bor hos ", None)


def test_a_second_enter_while_a_form_is_being_opened_opens_no_second_one(desk: Desk) -> None:
    runner = HandRunner()
    visit = Visit(desk, cases.create_case(desk, ANNA), "besøg", runner, HandTimers())
    visit.begin()
    runner.all()
    visit.next()
    visit.next()
    visit.go(NETWORK)
    runner.all()
    assert form_of(visit).id == AGREEMENT
    assert form_of(visit).flow is not None and form_of(visit).flow.index == 0
