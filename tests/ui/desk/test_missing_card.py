"""What papers owe on a case's page: in words, each with the one thing to do, and it leads there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from rygsaek.casework.documents import documents
from tests.support.clipping import clipped
from tests.support.desks import ANNA, new_desk
from tests.support.screens import Look, dressed, settle
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go
from ui.desk.missing_card import MissingCard
from ui.parts.marks import Mark
from ui.parts.widgets import Button, Marked, Text
from ui.places import CaseAt, Place, PrintAt, WizardAt
from ui.presenters.course import Missing
from ui.presenters.course_source import course_of
from ui.shell import Shell

QUESTION = {"art": "ekstern", "kilde": "Nordby Bolig", "dato": "2026-05-04", "kraever_samtykke": True}


def test_a_paper_is_gone_to_itself_and_a_consent_that_it_waits_for_is_begun(tmp_path: Path) -> None:
    with new_desk(tmp_path / "vault") as desk:
        anna = cases.create_case(desk, ANNA)
        visit = cases.fill_form(desk, anna, "besoeg", {"dato": "2026-05-04", "besoeg_status": "holdt", "foerste_moede": True})
        cases.fill_form(desk, anna, "sagsoplysning", QUESTION)
        told = [(one.document, one.form, one.act) for one in course_of(desk, anna).missing]
        assert told == [(visit, "besoeg", "write"), ("", "markering", "write"), ("", "samtykke", "write")]


def test_the_card_is_whole_at_every_size_and_each_line_has_its_button(qapp: QApplication, qtbot: QtBot) -> None:
    lines = (
        Missing("Skriv, hvad der kom ud af det første møde.", "d", "besoeg", "write"),
        Missing("Borgeren har ikke fået aftalen, som den står nu. Print den.", "a", act="print"),
        Missing("Samtykket er ikke skrevet under."),
    )
    for dark, scale in ((False, 100), (True, 200)):
        with dressed(qapp, Look(dark, scale)):
            card = MissingCard(lines)
            qtbot.addWidget(card)
            card.resize(620, card.heightForWidth(620))
            card.show()
            settle(qapp)
            assert clipped(card) == []
            for one in card.findChildren(Marked):
                (shape,), (text,) = one.findChildren(Mark), one.findChildren(Text)
                assert abs(shape.y() - text.y()) <= 2, "the shape stands at the first line"
            wanted: list[Missing] = []
            card.wanted.connect(wanted.append)
            write, to_paper = card.findChildren(Button)
            assert to_paper.accessibleName() == "Print: Borgeren har ikke fået aftalen, som den står nu. Print den."
            for one in (write, to_paper):
                QTest.keyClick(one, Qt.Key.Key_Space)
            assert wanted == list(lines[:2])


def test_the_page_leads_to_what_is_missing(qapp: QApplication, shell: Shell, made: Made, desk: Desk) -> None:
    held = {"dato": "2026-05-01", "besoeg_status": "holdt", "foerste_moede": True}
    visit = cases.fill_form(desk, made.case, "besoeg", held, is_new=True)

    def pressed(word: str) -> Place:
        go(qapp, shell, CaseAt(made.case))
        assert shell.window.page is not None
        next(one for one in shell.window.page.findChildren(Button) if one.accessibleName().startswith(word)).click()
        arrive(qapp, shell)
        return shell.window.page.place

    written = pressed("Skriv: Skriv, hvad")
    assert isinstance(written, WizardAt) and written.document == visit
    marker = pressed("Skriv: Andre systemer")
    assert isinstance(marker, WizardAt) and documents(desk.journal.state(made.case), "markering")[0].document == marker.document
    assert pressed("Print: Borgeren") == PrintAt(made.case, (made.documents["samarbejdsaftale"],))
