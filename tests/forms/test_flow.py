"""The way through a form, page by page."""

from __future__ import annotations

from typing import Any

import pytest

from forms.answers import put
from forms.flow import Flow, FlowPage, pages
from tests.support.inline import TODAY, form

FORM = form("""
    [[section]]
    id = "dialog"
    title = "Det taler vi om"
    field = [
      { id = "formaal", kind = "fixed", label = "Her står det.", together = "start" },
      { id = "navn", kind = "person", label = "Navn", together = "start", once = true },
      { id = "alder", kind = "number", label = "Alder", computed = { rule = "age", of = "borger.foedt" } },
      { id = "maal", kind = "rows", label = "Mål", short = true, list = true, field = [
        { id = "hvad", kind = "text", label = "Mål" },
      ] },
      { id = "tolk", kind = "yes_no", label = "Tolk?", short = true },
      { id = "sprog", kind = "line", label = "Sprog", show_if = { field = "tolk", is = true } },
      { id = "gik_det", kind = "line", label = "Gik det?", ask_if = { field = "dato", reached = true } },
    ]
    [[section]]
    id = "aftaler"
    title = "Det gør vi"
    field = [
      { id = "aftaler", kind = "rows", label = "Hvem gør hvad?", short = true, each = "maal", field = [
        { id = "maal", kind = "text", label = "Mål", prefill = "maal.hvad" },
        { id = "du", kind = "text", label = "Hvad gør du?", short = true, together = "dig" },
        { id = "du_dag", kind = "date", label = "Hvornår?", short = true, together = "dig" },
        { id = "vi", kind = "text", label = "Hvad gør {Navn}?", short = true, together = "vi" },
        { id = "intern", kind = "line", label = "Internt", visible = "internal" },
      ] },
      { id = "kun_fs", kind = "line", label = "Kun for os", visible = "internal" },
      { id = "parter", kind = "rows", label = "Hvem er med?", at_most = 2, field = [
        { id = "hvem", kind = "person", label = "Navn" },
        { id = "nummer", kind = "phone", label = "Nummer" },
      ] },
      { id = "dato", kind = "date", label = "Hvilken dag?", short = true, together = "naeste" },
      { id = "tid", kind = "time", label = "Hvad tid?", short = true, together = "naeste" },
      { id = "underskrift", kind = "signature", label = "Skriv dit navn", short = true },
    ]
    [[section]]
    id = "internt"
    title = "Kun for kommunen"
    visible = "internal"
    field = [{ id = "note", kind = "text", label = "Note" }]
""")
GOALS: dict[str, Any] = {"maal": [{"_id": "a", "hvad": "Sove"}, {"_id": "b", "hvad": "Betale"}]}


def ids(answers: dict[str, Any], **how: Any) -> list[str]:
    found = pages(FORM, answers, **{"by": "question", "audience": "citizen", "today": TODAY, **how})
    return [page.id for page in found]


def fixed_ids() -> Any:
    numbers = iter(range(1000))
    return lambda: f"ny{next(numbers)}"


def begin(answers: dict[str, Any], **how: Any) -> Flow:
    return Flow.begin(FORM, answers, today=TODAY, fresh=fixed_ids(), **how)


def here(flow: Flow) -> FlowPage:
    assert flow.page is not None
    return flow.page


def test_by_section_a_page_is_a_section_with_all_its_paths() -> None:
    found = pages(FORM, GOALS, by="section", audience="internal", today=TODAY)
    assert [page.id for page in found] == ["dialog", "aftaler", "internt"]
    assert found[0].paths == ("formaal", "navn", "alder", "maal", "maal/a/hvad", "maal/b/hvad", "tolk", "gik_det")
    assert found[2].paths == ("note",)


def test_a_citizen_meets_no_internal_section_and_no_internal_field() -> None:
    found = pages(FORM, GOALS, by="section", audience="citizen", today=TODAY)
    assert [page.id for page in found] == ["dialog", "aftaler"]
    assert "kun_fs" not in found[1].paths
    assert not any(path.endswith("/intern") for path in found[1].paths)


def test_by_question_a_page_is_a_question_or_neighbours_that_belong_together() -> None:
    assert ids({}) == ["dialog:start", "maal", "tolk", "parter/+", "aftaler:naeste"]
    start, *_, last = pages(FORM, {}, by="question", audience="citizen")
    assert start.paths == ("formaal", "navn")
    assert last.paths == ("dato", "tid")


def test_a_row_that_follows_another_has_its_card_before_it_is_there() -> None:
    found = [page for page in pages(FORM, GOALS, by="question", audience="citizen") if page.rows_id == "aftaler"]
    assert [(page.id, page.paths, page.row_id, page.is_empty_card) for page in found] == [
        ("aftaler/a", ("aftaler/a/du", "aftaler/a/du_dag"), "a", False),
        ("aftaler/a:vi", ("aftaler/a/vi",), "a", False),
        ("aftaler/b", ("aftaler/b/du", "aftaler/b/du_dag"), "b", False),
        ("aftaler/b:vi", ("aftaler/b/vi",), "b", False),
    ]


def test_a_card_holds_a_whole_row_and_an_empty_card_waits_behind_it() -> None:
    answers = {"parter": [{"_id": "x", "hvem": "Bo"}]}
    found = [page for page in pages(FORM, answers, by="question", waiting={"parter": "ny"}) if page.rows_id == "parter"]
    assert [(page.paths, page.row_id, page.is_empty_card) for page in found] == [
        (("parter/x/hvem", "parter/x/nummer"), "x", False),
        (("parter/ny/hvem", "parter/ny/nummer"), "ny", True),
    ]


def test_no_empty_card_waits_when_there_are_rows_enough() -> None:
    answers = {"parter": [{"_id": "x", "hvem": "Bo"}, {"_id": "y", "hvem": "Eva"}]}
    assert [page.is_empty_card for page in pages(FORM, answers, by="question") if page.rows_id == "parter"] == [False, False]


def test_the_short_length_asks_what_is_marked_short() -> None:
    assert ids(GOALS, length="short") == [
        "maal",
        "tolk",
        "aftaler/a",
        "aftaler/a:vi",
        "aftaler/b",
        "aftaler/b:vi",
        "aftaler:naeste",
    ]


def test_a_form_that_marks_nothing_short_is_asked_whole() -> None:
    definition = form('[[section.field]]\nid = "navn"\nkind = "line"\nlabel = "Navn"')
    assert [page.id for page in pages(definition, {}, by="question", length="short")] == ["navn"]


def test_a_question_answered_once_is_left_out_of_the_next_visit() -> None:
    assert "dialog:start" not in ids({"navn": "Anna"}, settled={"navn"})
    assert "dialog:start" in ids({"navn": "Anna"})
    assert "tolk" in ids({"tolk": True}, settled={"tolk"})


def test_a_question_for_a_day_is_asked_when_the_day_has_come() -> None:
    assert "gik_det" in ids({"dato": "2026-05-04"})
    assert "gik_det" not in ids({"dato": "2026-05-05"})


def test_a_hidden_question_is_skipped() -> None:
    assert "sprog" not in ids({"tolk": False})
    assert "sprog" in ids({"tolk": True})


def test_the_way_goes_on_and_back_and_ends() -> None:
    flow = begin({})
    seen = [here(flow).id]
    while not flow.is_done:
        flow = flow.next({})
        seen.append(here(flow).id)
    assert seen == ["dialog:start", "maal", "tolk", "parter/ny2", "aftaler:naeste", "aftaler:naeste"]
    assert (flow.is_last, flow.index, flow.count) == (True, 4, 5)
    back = flow.back({})
    assert (here(back).id, back.is_done) == ("aftaler:naeste", False)
    assert here(back.back({})).id == "parter/ny2"
    assert here(begin({}).back({})).id == "dialog:start"
    assert begin({}).is_first


def test_a_step_leaves_the_flow_that_it_was_taken_from() -> None:
    flow = begin({})
    flow.next({})
    assert here(flow).id == "dialog:start"


def test_an_answer_on_the_empty_card_makes_it_a_row_and_another_card_waits() -> None:
    flow = begin({}, at="parter")
    page = here(flow)
    assert page.is_empty_card
    answers = put({}, page.paths[0], "Bo")
    flow = flow.refresh(answers)
    assert (here(flow).id, here(flow).is_empty_card) == (page.id, False)
    flow = flow.next(answers)
    assert here(flow).is_empty_card
    assert here(flow).row_id != page.row_id
    assert here(flow.next(answers)).id == "aftaler:naeste"


def test_a_question_that_an_answer_brings_comes_next() -> None:
    flow = begin({}, at="tolk")
    assert here(flow.next({"tolk": True})).id == "sprog"
    assert here(flow.next({"tolk": False})).id == "parter/ny2"


def test_a_page_that_goes_away_gives_way_to_the_next_one() -> None:
    flow = begin({"tolk": True}, at="sprog")
    assert here(flow).id == "sprog"
    assert here(flow.refresh({"tolk": False})).id == "parter/ny2"
    assert here(flow.next({"tolk": False})).id == "parter/ny2"
    assert here(flow.back({"tolk": False})).id == "tolk"


def test_not_now_is_remembered() -> None:
    flow = begin({}, at="tolk").skip({})
    assert here(flow).id == "parter/ny2"
    assert flow.skipped == {"tolk"}
    assert flow.next({}).skipped == {"tolk"}


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("navn", "dialog:start"),
        ("maal", "maal"),
        ("maal/a/hvad", "maal"),
        ("aftaler/b/vi", "aftaler/b:vi"),
        ("aftaler/b", "aftaler/b"),
        ("aftaler/findes_ikke", "aftaler/a"),
        ("aftaler", "aftaler/a"),
        ("internt", "dialog:start"),
        ("findes_ikke", "dialog:start"),
    ],
)
def test_one_can_go_straight_to_what_one_wants_to_answer(path: str, page: str) -> None:
    assert here(begin(GOALS).goto(path, GOALS)).id == page


def test_a_form_with_nothing_to_ask_has_no_page() -> None:
    definition = form('[[section.field]]\nid = "navn"\nkind = "signature"\nlabel = "Navn"')
    flow = Flow.begin(definition, {}, today=TODAY)
    assert (flow.page, flow.count) == (None, 0)
    assert flow.next({}).is_done
    assert flow.back({}).page is None
