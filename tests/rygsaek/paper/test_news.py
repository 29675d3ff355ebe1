"""What a citizen's next paper says is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.casework import cases, rows, signing
from rygsaek.casework.desk import Desk
from rygsaek.paper import papers
from rygsaek.paper.papers import Wish
from tests.rygsaek.paper.conftest import exits_of
from tests.support.desks import ANNA

TALK, AGAIN = "Det taler vi om.", "Når vi ses igen."


class Agreement:
    """An agreement of which the citizen has the first version in hand."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder
        self.case = cases.create_case(desk, ANNA)
        self.document = cases.fill_form(desk, self.case, "samarbejdsaftale", {"aktuel_situation": "Bor hos sin søster."})
        self.exits = exits_of(desk)
        self.hand_over()

    def hand_over(self) -> None:
        self.exits.save_document(self.case, Wish(document=self.document), self.folder / "papir.pdf")

    def fill(self, **answers: object) -> None:
        cases.fill(self.desk, self.case, self.document, answers)

    def news(self, copy: papers.Copy = "citizen") -> tuple[str, ...]:
        with self.desk.vault.read() as reader:
            return papers.subject_of(self.desk, reader, self.case, Wish(document=self.document, copy=copy)).request.news


@pytest.fixture
def agreement(desk: Desk, tmp_path: Path) -> Agreement:
    return Agreement(desk, tmp_path)


def test_nothing_is_new_on_a_first_paper_nor_on_the_same_again(desk: Desk, agreement: Agreement) -> None:
    other = cases.fill_form(desk, agreement.case, "netvaerkskort", {})
    with desk.vault.read() as reader:
        assert papers.subject_of(desk, reader, agreement.case, Wish(document=other)).request.news == ()
    assert agreement.news() == ()


def test_each_part_in_which_something_changed_is_named_in_the_papers_order(agreement: Agreement) -> None:
    agreement.fill(naeste_dato="2026-06-01")
    assert agreement.news() == (AGAIN,)
    agreement.fill(aktuel_situation="Har fået nøgle.")
    assert agreement.news() == (TALK, AGAIN)
    assert agreement.news("internal") == ()


def test_a_signature_is_no_news(desk: Desk, agreement: Agreement) -> None:
    signing.sign(desk, agreement.case, agreement.document, "borger_godkendt", "papir", "Anna")
    assert agreement.news() == ()


def test_who_held_the_pen_is_no_news(agreement: Agreement) -> None:
    agreement.fill(udfyldt_af="fs_bagefter", udfyldt_dato="2026-05-05")
    assert agreement.news() == ()


def test_a_paper_that_the_citizen_never_got_is_not_the_last_one(agreement: Agreement) -> None:
    agreement.fill(aktuel_situation="Har fået nøgle.")
    agreement.exits.print_document("ipp://localhost:9/ipp/print", agreement.case, Wish(document=agreement.document))
    assert agreement.news() == (TALK,)
    agreement.hand_over()
    assert agreement.news() == ()


def test_what_the_citizen_does_not_see_is_no_news(desk: Desk, agreement: Agreement) -> None:
    agreement.fill(intern_note="Kun til os")
    row = rows.add_row(desk, agreement.case, agreement.document, "samarbejdsparter", values={"navn": "Bo Dam"})
    assert agreement.news() == ("Det gør Lise sammen med andre.",)
    agreement.hand_over()
    facts = cases.open_document(desk, agreement.case, "borger")
    cases.fill(desk, agreement.case, facts, {"maa_staa_paa_papir": ["telefon"]})
    agreement.fill(**{f"samarbejdsparter/{row}/navn": "Bo Holm"})
    assert agreement.news() == ()
