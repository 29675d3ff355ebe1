"""What can be chosen where papers are printed: named papers, the municipality's own, and the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from tests.support.desks import ANNA, BO, merge, new_desk
from tests.support.table import Table, laid
from tests.ui.stage import go
from ui.parts.widgets import Button, Text
from ui.places import AfterVisitAt, PrintAt, VisitAt, WizardAt
from ui.printing.print_page import PrintPage
from ui.shell import Shell

ENTER = Qt.Key.Key_Return


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> Iterator[Table]:
    shelf = tmp_path / "hylde"
    shelf.mkdir()
    (shelf / "vaerested.txt").write_text("Kom og spis med hver onsdag.", "utf-8")
    (shelf / "gaeld.txt").write_text("Gratis hjælp til gæld.", "utf-8")
    (shelf / "krise.pdf").write_bytes(b"%PDF-1.7 i stykker")
    with laid(qapp, tmp_path) as laid_table:
        yield laid_table


def press(page: object, name: str) -> None:
    """Presses the visible button of that name."""
    (button,) = [one for one in page.findChildren(Button) if one.accessibleName() == name and one.isVisible()]  # type: ignore[attr-defined]
    button.click()


def test_a_letter_and_its_slip_are_chosen_by_name_and_their_eyes_follow(table: Table) -> None:
    document = cases.fill_form(table.desk, table.case, "kontaktbrev", {"besoeg_dato": "2026-05-11", "besoeg_fra": "10:00"})
    page = table.go(PrintAt(table.case, (document,)))
    assert page.named.currentText() == "Brevet"
    assert not any(button.isVisible() for button in page.to.copies_for.values())
    table.press(ENTER, Qt.KeyboardModifier.ControlModifier)
    table.wait_for(lambda: len(table.tray.papers) == 1)
    page.options.choose_offer(1)
    table.settle()
    assert (page.options.wish.copy, page.named.currentText()) == ("internal", "Lap med adressen")
    page.options.choose_offer(-1)
    table.settle()
    assert page.to.copies_for["citizen"].isVisible()


def test_the_municipalitys_own_form_is_offered_to_nobody_else(table: Table) -> None:
    document = cases.fill_form(table.desk, table.case, "kontaktforsoeg", {"kanal": "sms", "resultat": "ingen_svar"})
    page = table.go(PrintAt(table.case, (document,)))
    shown = [copy for copy, button in page.to.copies_for.items() if button.isVisible()]
    assert (shown, page.options.wish.copy) == (["internal"], "internal")


def test_the_shelf_is_searched_and_printed_from_and_tells_what_it_cannot_print(table: Table) -> None:
    document = table.fill("samarbejdsaftale")["samarbejdsaftale"]
    page = table.go(PrintAt(table.case, (document,)))
    card = page.shelf_card
    table.wait_for(card.isVisible)
    card.words.line.setText("gæld")
    table.settle()
    press(card, "Print Gaeld")
    table.wait_for(lambda: len(table.tray.papers) == 1)
    card.words.line.setText("kloster")
    assert card.say.text() == "Der er intet på hylden med de ord."
    card.words.line.setText("krise")
    assert [one.title for one in page.shelf.found()] == ["Krise"]
    assert not [one for one in card.findChildren(Button) if one.isVisible()]


def test_the_shelf_is_at_hand_at_the_end_of_a_visit(table: Table) -> None:
    page = table.go(VisitAt(table.case))
    page.visit.stop()
    table.settle()
    assert page.shelf is not None
    table.wait_for(lambda: not page.shelf.is_empty)
    assert page.shelf.found() == (), "nothing lies open at the table that nobody asked for"
    page.shelf.search("krise")
    assert page.shelf.found() == (), "what is broken is for the desk"
    page.shelf.search("onsdag")
    page.shelf.print(page.shelf.found()[0].name)
    table.wait_for(lambda: len(table.tray.papers) == 1)


def test_the_question_about_children_is_answered_in_the_visits_record(table: Table) -> None:
    page = table.go(AfterVisitAt(table.case))
    table.wait_for(lambda: page.editing is not None and bool(page.children_card.box.count()))
    shown = {path: editor for path, editor in page.child_editors.items() if editor.isVisible()}
    assert set(shown) == {"bekymring_barn"}
    page.editing.answer("bekymring_barn", "i_tvivl")
    table.settle()
    assert page.child_editors["bekymring_barn_goer"].isVisible()
    page.leave()
    table.settle()
    answers = views.document_view(table.desk, table.case, page.presenter.visit_document).answers
    assert answers["bekymring_barn"] == "i_tvivl"


def test_a_text_for_another_system_is_copied_by_a_press(table: Table) -> None:
    systems = [{"system": "CURA", "tekst": "Har en fremskudt sagsbehandler."}]
    document = cases.fill_form(table.desk, table.case, "markering", {"systemer": systems})
    page = table.go(WizardAt(table.case, document))
    table.settle()
    press(page, "Kopiér teksten: Det skal stå der")
    assert QGuiApplication.clipboard().text() == "Har en fremskudt sagsbehandler."
    QGuiApplication.clipboard().clear()


def test_a_paper_for_somebody_else_waits_for_a_consent_or_a_reason(table: Table) -> None:
    document = cases.fill_form(table.desk, table.case, "samarbejdsaftale", {"aktuel_situation": "Bor hos sin søster."})
    page = table.go(PrintAt(table.case, (document,)))
    page.options.choose_copy("third")
    page.options.choose(recipient="Den Ukendte")
    table.wait_for(lambda: page.to.uncovered.isVisible())
    assert "Den Ukendte står ikke i noget samtykke." in page.to.uncovered_words()[0]
    assert page.to.override.isVisible() and not page.print.isEnabled() and not page.save.isEnabled()
    page.to.override.line.setFocus()
    QTest.keyClicks(page.to.override.line, "Der er fare for liv")
    table.settle()
    assert page.print.isEnabled() and page.save.isEnabled()
    page.options.choose(recipient="Bo Dam")
    table.settle()
    assert page.options.wish.override == "" and not page.print.isEnabled()


def test_where_two_things_are_written_the_keyboard_goes_to_choosing_and_not_to_a_blank_paper(
    qapp: QApplication, shell: Shell, desk: Desk, tmp_path: Path
) -> None:
    case = cases.create_case(desk, ANNA)
    document = cases.open_document(desk, case, "samarbejdsaftale")
    with new_desk(tmp_path / "bo", worker=BO) as bo:
        merge(bo, case, desk)
        cases.fill(desk, case, document, {"aktuel_situation": "Bor hos sin søster."})
        cases.fill(bo, case, document, {"aktuel_situation": "Bor på herberg."})
        merge(desk, case, bo)
    go(qapp, shell, PrintAt(case, (document,)))
    page = shell.window.page
    assert isinstance(page, PrintPage) and not page.print.isEnabled()
    focused = shell.window.focusWidget()
    assert focused is not None and focused.accessibleName() == "Vælg nu: Hvordan er dit liv lige nu?"
    assert "»Hvordan er dit liv lige nu?« Her er skrevet to ting." in [one.text() for one in page.twice.findChildren(Text)]
