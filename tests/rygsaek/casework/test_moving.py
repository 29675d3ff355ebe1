"""What was written in the wrong citizen's case is moved, and both cases say so."""

from __future__ import annotations

import pytest

from forms.problems import ProblemsError
from rygsaek.casework import accesslog, cases, held, moving, rows, search, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.history.checking import check

WHY = "Stod hos en forkert"
TEXT = "Har sagt sit job op i mandags"


@pytest.fixture
def bent(desk: Desk) -> str:
    return cases.create_case(desk, {"navn": "Bent Holm", "cpr": "6501801234", "mobil": "87654321"})


def found_in(desk: Desk, text: str) -> list[str]:
    return [hit.case for hit in search.find(desk, text)]


def test_a_text_is_gone_from_the_wrong_case_and_stands_in_the_right_one_with_its_author(desk: Desk, anna: str, bent: str) -> None:
    document = cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": TEXT})
    cases.fill_form(desk, bent, "samarbejdsaftale", {"aktuel_situation": "Bor alene."})
    assert found_in(desk, "job") == [anna]
    moved = moving.move(desk, anna, document, bent, "aktuel_situation", reason=WHY)
    there = views.document_view(desk, bent, moved.document)
    assert there.answers["aktuel_situation"] == f"Bor alene.\n\n{TEXT}"
    wrong = views.document_view(desk, anna, document)
    assert "aktuel_situation" not in wrong.answers
    assert wrong.state == "flyttet"
    assert found_in(desk, "job") == [bent]
    lines = views.history(desk, anna)
    assert all("job" not in line.old + line.new for line in lines)
    field = [line.what for line in views.history(desk, anna, "aktuel_situation")]
    assert field == ["skrev noget, som hører til en anden sag", "flyttede til en anden sag"]
    (came,) = [line for line in views.history(desk, bent) if line.what == "flyttede hertil fra en anden sag"]
    assert (came.new, came.path) == ("Skrevet af Lise Holm 4.5.2026", "aktuel_situation")
    told = [[one.detail for one in accesslog.entries(desk, case) if one.what == "move"] for case in (anna, bent)]
    assert told == [[f"{document}: {WHY}"], [f"{moved.document}: {WHY}"]]
    assert cases.undo(desk, anna) is None
    assert check(desk.vault, desk.journal.projectors) == ()


def test_a_whole_paper_moves_without_what_it_knew_of_the_wrong_citizen(desk: Desk, anna: str, bent: str) -> None:
    document = cases.open_document(desk, anna, "netvaerkskort")
    row = rows.add_row(desk, anna, document, "privat_netvaerk", values={"navn": "Gudrun", "relation_eller_rolle": "søster"})
    moved = moving.move(desk, anna, document, bent, reason=WHY)
    there = views.document_view(desk, bent, moved.document).answers
    assert [one["navn"] for one in there["privat_netvaerk"]] == ["Gudrun"]
    assert there["privat_netvaerk"][0]["_id"] == row
    assert there.get("navn") in (None, "Bent Holm")
    assert "privat_netvaerk" not in views.document_view(desk, anna, document).answers
    assert found_in(desk, "Gudrun") == [bent]
    assert [line.state for line in views.case_view(desk, anna).documents] == ["i gang", "flyttet"]
    assert views.case_list(desk)[0].unprinted + views.case_list(desk)[1].unprinted == 1
    cases.fill(desk, anna, document, {"privat_netvaerk": [{"navn": "Ole"}]})
    assert views.document_view(desk, anna, document).state == "i gang"


def test_what_cannot_be_moved_says_why_and_nothing_is_written(desk: Desk, anna: str, bent: str) -> None:
    facts = views.case_view(desk, anna).documents[0].document
    document = cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": TEXT})
    before = desk.journal.entries(anna), desk.journal.entries(bent)
    refused = (
        (lambda: moving.move(desk, anna, document, anna, reason=WHY), InputError, "move.same_case"),
        (lambda: moving.move(desk, anna, facts, bent, reason=WHY), InputError, "move.own_facts"),
        (lambda: moving.move(desk, anna, document, bent, reason=" "), InputError, "reason.missing"),
        (lambda: moving.move(desk, anna, document, "findes-ikke", reason=WHY), InputError, "case.unknown"),
        (lambda: moving.move(desk, anna, "findes-ikke", bent, reason=WHY), InputError, "document.unknown"),
        (lambda: moving.move(desk, anna, document, bent, "haab_laengere_sigt", reason=WHY), InputError, "move.nothing"),
    )
    for work, kind, code in refused:
        with pytest.raises(kind) as caught:
            work()
        assert caught.value.code == code
    with pytest.raises(ProblemsError) as taken:
        moving.move(desk, anna, facts, bent, "mobil", reason=WHY)
    assert [one.code for one in taken.value.problems] == ["move.taken"]
    with desk.vault.write() as tx:
        held.hold(tx, bent, is_held=True)
    with pytest.raises(InputError, match="efterprøvet"):
        moving.move(desk, anna, document, bent, reason=WHY)
    assert (desk.journal.entries(anna), desk.journal.entries(bent)) == before


def test_a_case_that_is_not_checked_yet_is_neither_frozen_nor_undone(desk: Desk, anna: str) -> None:
    document = cases.fill_form(desk, anna, "samarbejdsaftale", {"aktuel_situation": TEXT})
    with desk.vault.write() as tx:
        held.hold(tx, anna, is_held=True)
    for work in (lambda: cases.undo(desk, anna), lambda: cases.freeze(desk, anna, document, "print")):
        with pytest.raises(InputError) as caught:
            work()
        assert caught.value.code == "case.unchecked"
