"""What a caseworker does in a case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.library import Library
from forms.problems import ProblemsError
from rygsaek.casework import cases, rows, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.versions import Version
from rygsaek.errors import InputError
from tests.support.desks import ANNA
from tests.support.forms import raw_example
from tests.support.inline import HEAD, whole

GOALS: dict[str, Any] = {"maal_3_mdr": [{"maal": "Sove bedre"}, {"maal": "Få styr på huslejen"}]}


def answers(desk: Desk, case: str, document: str) -> dict[str, Any]:
    return views.document_view(desk, case, document).answers


def test_a_case_opens_with_its_own_facts(desk: Desk, anna: str) -> None:
    shown = views.case_view(desk, anna)
    assert shown.citizen_name == "Anna Nørgaard"
    assert shown.first_name == "Anna"
    assert shown.short_name == "A. N."
    assert shown.address_line == "Elmegade 3, 2. tv, 8000 Aarhus C"
    assert shown.whereabouts == "hos sin søster"
    assert shown.contact_line == "Vil helst have en sms om formiddagen"
    assert shown.interpreter == "nej"
    assert [line.form for line in shown.documents] == ["borger"]


def test_a_form_that_repeats_is_begun_anew_each_time_and_no_empty_paper_is_left_behind(desk: Desk, anna: str) -> None:
    first = cases.open_document(desk, anna, "kontaktforsoeg")
    assert cases.open_document(desk, anna, "kontaktforsoeg") == first, "nobody has written in it"
    cases.fill(desk, anna, first, {"kanal": "sms"})
    second = cases.open_document(desk, anna, "kontaktforsoeg")
    assert second != first
    assert len({cases.open_document(desk, anna, "samarbejdsaftale") for _ in range(2)}) == 1


def test_each_attempt_at_contact_is_a_paper_of_its_own_and_takes_over_why(desk: Desk, anna: str) -> None:
    first = cases.fill_form(desk, anna, "kontaktforsoeg", {"kanal": "telefon", "formaal": "Vi vil høre, hvordan det går."})
    second = cases.fill_form(desk, anna, "kontaktforsoeg", {"kanal": "sms"}, is_new=True)
    assert first != second
    assert answers(desk, anna, first)["kanal"] == "telefon"
    assert answers(desk, anna, second)["formaal"] == "Vi vil høre, hvordan det går."


def test_a_birth_date_comes_along_with_the_number(desk: Desk, anna: str) -> None:
    paper = views.document_view(desk, anna, views.case_view(desk, anna).documents[0].document)
    assert paper.answers["foedselsdato"] == "1980-01-07"
    assert paper.computed["alder"] == 46


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"navn": "Anna", "hest": "ja"}, "answer.unknown_field", "hest"),
        ({"navn": 7}, "answer.wrong_type", "navn"),
        ({"navn": "Anna", "cpr": "12"}, "answer.wrong_cpr", "cpr"),
    ],
)
def test_wrong_answers_open_no_case(desk: Desk, wrong: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        cases.create_case(desk, wrong)
    assert [(problem.code, problem.field) for problem in caught.value.problems] == [(code, field)]
    assert desk.journal.cases() == ()
    assert views.case_list(desk) == ()


def test_what_is_known_is_there_when_a_paper_begins(desk: Desk, anna: str) -> None:
    document = cases.open_document(desk, anna, "samarbejdsaftale")
    shown = views.document_view(desk, anna, document)
    assert shown.answers["navn"] == "Anna Nørgaard"
    assert shown.answers["indgaaet_dato"] == "2026-05-04"
    assert [row["navn"] for row in shown.answers["tilstede"]] == ["Anna", "Lise"]
    assert shown.prefilled["navn"] == "fra borgerens oplysninger"
    assert shown.prefilled["indgaaet_dato"] == "i dag"
    assert shown.state == "tom"


def test_an_answer_that_was_changed_no_longer_says_where_it_came_from(desk: Desk, anna: str) -> None:
    document = cases.open_document(desk, anna, "samarbejdsaftale")
    cases.fill(desk, anna, document, {"navn": "Anna N."})
    shown = views.document_view(desk, anna, document)
    assert "navn" not in shown.prefilled
    assert shown.state == "i gang"


def test_the_open_paper_is_continued(desk: Desk, anna: str) -> None:
    first = cases.open_document(desk, anna, "samarbejdsaftale")
    assert cases.open_document(desk, anna, "samarbejdsaftale") == first
    assert cases.fill_form(desk, anna, "samarbejdsaftale", GOALS) == first


def test_each_goal_has_its_card(desk: Desk, anna: str) -> None:
    found = answers(desk, anna, cases.fill_form(desk, anna, "samarbejdsaftale", GOALS))
    assert [row["maal"] for row in found["aftaler"]] == ["Sove bedre", "Få styr på huslejen"]
    assert [row["_id"] for row in found["aftaler"]] == [row["_id"] for row in found["maal_3_mdr"]]
    assert [row["tidshorisont"] for row in found["aftaler"]] == ["kort", "kort"]


def test_the_same_answers_given_twice_change_nothing(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "samarbejdsaftale", raw_example("samarbejdsaftale"))
    before = desk.journal.changes(anna)
    assert cases.fill(desk, anna, document, raw_example("samarbejdsaftale")) == ()
    assert desk.journal.changes(anna) == before


def test_rows_given_again_by_name_are_the_same_rows(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "samarbejdsaftale", GOALS)
    more = {"aftaler": [{"maal": "  sove  BEDRE ", "handling_borger": "Går i seng kl. 23"}], "maal_3_mdr": [{"maal": "Cykle"}]}
    cases.fill(desk, anna, document, more)
    found = answers(desk, anna, document)
    assert [row["maal"] for row in found["maal_3_mdr"]] == ["Sove bedre", "Få styr på huslejen", "Cykle"]
    assert [row.get("handling_borger") for row in found["aftaler"]] == ["Går i seng kl. 23", None, None]


def test_a_part_of_a_compound_is_kept_with_the_rest(desk: Desk, anna: str) -> None:
    document = views.case_view(desk, anna).documents[0].document
    made = cases.fill(desk, anna, document, {"postnr": "8200"})
    assert [change.register for change in made] == ["@adresse"]
    assert views.case_view(desk, anna).address_line == "Elmegade 3, 2. tv, 8200 Aarhus C"


def test_none_clears_an_answer(desk: Desk, anna: str) -> None:
    document = views.case_view(desk, anna).documents[0].document
    cases.fill(desk, anna, document, {"mobil": None, "by": None})
    assert "mobil" not in answers(desk, anna, document)
    assert views.case_view(desk, anna).address_line == "Elmegade 3, 2. tv, 8000"


def test_rows_go_where_they_are_put(desk: Desk, anna: str) -> None:
    document = cases.open_document(desk, anna, "netvaerkskort")
    first = rows.add_row(desk, anna, document, "privat_netvaerk", values={"navn": "Mor"})
    last = rows.add_row(desk, anna, document, "privat_netvaerk", values={"navn": "Bror"})
    middle = rows.add_row(desk, anna, document, "privat_netvaerk", after=first, values={"navn": "Far"})

    def order() -> list[str]:
        return [row["_id"] for row in answers(desk, anna, document)["privat_netvaerk"]]

    assert order() == [first, middle, last]
    rows.move_row(desk, anna, document, "privat_netvaerk", last, -2)
    assert order() == [last, first, middle]
    rows.move_row(desk, anna, document, "privat_netvaerk", last, 9)
    assert order() == [first, middle, last]
    assert rows.move_row(desk, anna, document, "privat_netvaerk", last, 1) == ()


def test_a_row_that_was_taken_out_comes_back_whole(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "samarbejdsaftale", GOALS)
    before = answers(desk, anna, document)
    row = before["maal_3_mdr"][0]["_id"]
    rows.remove_row(desk, anna, document, "maal_3_mdr", row)
    gone = answers(desk, anna, document)
    assert [one["maal"] for one in gone["maal_3_mdr"]] == ["Få styr på huslejen"]
    rows.restore_row(desk, anna, document, "maal_3_mdr", row)
    assert answers(desk, anna, document)["maal_3_mdr"] == before["maal_3_mdr"]


def test_a_first_answer_in_a_waiting_card_makes_the_row(desk: Desk, anna: str) -> None:
    document = cases.open_document(desk, anna, "netvaerkskort")
    cases.fill(desk, anna, document, {"bolig/nyrow12345/navn": "Boligselskabet"})
    assert [row["_id"] for row in answers(desk, anna, document)["bolig"]] == ["nyrow12345"]


def test_undo_takes_back_ones_own_latest_save(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": "Bor hos en ven."})
    cases.fill(desk, anna, document, {"aktuel_situation": "Bor hos sin søster."})
    assert cases.undoable(desk, anna) is not None
    assert cases.undo(desk, anna)
    assert answers(desk, anna, document)["aktuel_situation"] == "Bor hos en ven."
    lines = views.history(desk, anna, "aktuel_situation")
    assert [(line.old, line.new) for line in lines][-1] == ("Bor hos sin søster.", "Bor hos en ven.")


def test_a_begun_paper_is_not_undone(desk: Desk, anna: str) -> None:
    cases.open_document(desk, anna, "samarbejdsaftale")
    assert cases.undoable(desk, anna) is None
    assert cases.undo(desk, anna) is None


def test_finishing_asks_for_what_is_required_and_names_it(desk: Desk, anna: str) -> None:
    document = cases.open_document(desk, anna, "samarbejdsaftale")
    stopped = cases.finish(desk, anna, document)
    assert not isinstance(stopped, Version)
    assert "aktuel_situation" in {problem.field for problem in stopped}
    assert {problem.code for problem in stopped} == {"answer.required"}
    assert views.document_view(desk, anna, document).state == "tom"


def test_a_finished_agreement_goes_on_in_its_next_version(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "samarbejdsaftale", raw_example("samarbejdsaftale"))
    finished = cases.finish(desk, anna, document)
    assert isinstance(finished, Version), finished
    assert views.document_view(desk, anna, document).state == "klar"
    cases.fill(desk, anna, document, {"haab_laengere_sigt": "At få et job."})
    shown = views.document_view(desk, anna, document)
    assert (shown.state, shown.version_label) == ("i gang", str(finished.number + 1))


def finished_consent(desk: Desk, case: str) -> str:
    document = cases.fill_form(desk, case, "samtykke", raw_example("samtykke"))
    finished = cases.finish(desk, case, document)
    assert isinstance(finished, Version), finished
    return document


def test_a_finished_consent_is_frozen_but_for_its_withdrawal(desk: Desk, anna: str) -> None:
    document = finished_consent(desk, anna)
    with pytest.raises(ProblemsError) as caught:
        cases.fill(desk, anna, document, {"sag_formaal": "Noget andet"})
    assert [problem.code for problem in caught.value.problems] == ["document.frozen"]
    cases.fill(desk, anna, document, {"tilbagekaldt_dato": "2026-06-01"})
    shown = views.document_view(desk, anna, document)
    assert shown.answers["tilbagekaldt_dato"] == "2026-06-01"
    assert shown.is_frozen
    assert shown.state == "klar"


@pytest.mark.parametrize("act", [rows.add_row, rows.remove_row, rows.restore_row])
def test_no_row_moves_in_a_frozen_consent(desk: Desk, anna: str, act: Any) -> None:
    document = finished_consent(desk, anna)
    row = answers(desk, anna, document)["part"][0]["_id"]
    before = desk.journal.changes(anna)
    with pytest.raises(ProblemsError):
        act(desk, anna, document, "part", row)
    assert desk.journal.changes(anna) == before


def test_after_a_finished_consent_a_new_one_is_begun(desk: Desk, anna: str) -> None:
    document = finished_consent(desk, anna)
    again = cases.open_document(desk, anna, "samtykke")
    assert again != document
    assert answers(desk, anna, again)["sag_formaal"] == answers(desk, anna, document)["sag_formaal"]


def test_a_paper_that_takes_over_brings_the_answers_but_not_the_signatures(desk: Desk, anna: str) -> None:
    document = finished_consent(desk, anna)
    again = cases.begin_document(desk, anna, "samtykke", predecessor=document)
    old, new = answers(desk, anna, document), answers(desk, anna, again)
    assert [row["part_navn"] for row in new["part"]] == [row["part_navn"] for row in old["part"]]
    assert "underskrift_borger" in old
    assert "underskrift_borger" not in new
    assert views.document_view(desk, anna, again).begun.predecessor == document


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda desk, case: cases.open_document(desk, "ukendt", "samtykke"), "case.unknown"),
        (lambda desk, case: cases.open_document(desk, case, "ukendt"), "form.unknown"),
        (lambda desk, case: cases.fill(desk, case, "ukendt", {"navn": "A"}), "document.unknown"),
        (lambda desk, case: cases.freeze(desk, case, "ukendt", "print"), "document.unknown"),
        (lambda desk, case: cases.begin_document(desk, case, "samtykke", predecessor="ukendt"), "document.unknown"),
        (lambda desk, case: views.case_view(desk, "ukendt"), "case.unknown"),
        (lambda desk, case: views.document_view(desk, case, "ukendt"), "document.unknown"),
        (lambda desk, case: views.history(desk, "ukendt"), "case.unknown"),
    ],
)
def test_what_is_not_there_is_said_and_leaves_nothing(desk: Desk, anna: str, act: Any, code: str) -> None:
    before = desk.journal.changes(anna)
    with pytest.raises(InputError) as caught:
        act(desk, anna)
    assert caught.value.code == code
    assert desk.journal.changes(anna) == before
    assert desk.journal.cases() == (anna,)


def test_the_whole_visit_fills_in(desk: Desk) -> None:
    case = cases.create_case(desk, {**raw_example("borger"), **ANNA})
    for form in ("besoeg", "samarbejdsaftale", "netvaerkskort", "samtykke"):
        document = cases.fill_form(desk, case, form, raw_example(form))
        given = raw_example(form)
        found = answers(desk, case, document)
        for key, value in given.items():
            assert key in found or key in views.document_view(desk, case, document).computed or not value, (form, key)
    assert {line.form for line in views.case_view(desk, case).documents} >= {"besoeg", "samarbejdsaftale", "samtykke"}


PLAN = """
    [[section.field]]
    id = "{field}"
    kind = "line"
    label = "Plan"
    {upgrade}
"""


def test_a_paper_of_an_old_form_is_taken_through_every_version_between(desk: Desk, anna: str, tmp_path: Path) -> None:
    upgrades = ("", '[upgrade]\nfoerst = "saa"', '[upgrade]\nsaa = "sidst"')
    for version, (field, upgrade) in enumerate(zip(("foerst", "saa", "sidst"), upgrades, strict=True), start=1):
        body = whole(PLAN.format(field=field, upgrade=upgrade), HEAD.replace("version = 1", f"version = {version}"))
        (tmp_path / f"plan-{version}.toml").write_text(body, encoding="utf-8")
        desk = replace(desk, library=Library.load([tmp_path]))
        assert desk.library.problems == ()
        if version == 1:
            old = cases.fill_form(desk, anna, "proeve", {"foerst": "Ud at gå"})
    new = cases.begin_document(desk, anna, "proeve", predecessor=old)
    assert answers(desk, anna, new) == {"sidst": "Ud at gå"}
    assert answers(desk, anna, old) == {"foerst": "Ud at gå"}
