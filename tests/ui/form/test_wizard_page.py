"""The wizard and the print page in the window: keys alone from the first field to the paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from rygsaek.casework import cases, views
from tests.support.table import Table, laid
from ui.places import CaseAt, PrintAt, WizardAt

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
FORM = "samarbejdsaftale"


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> Iterator[Table]:
    with laid(qapp, tmp_path, foedselsdato="1980-01-07") as laid_table:
        yield laid_table


def answers(table: Table, document: str) -> dict[str, object]:
    return dict(views.document_view(table.desk, table.case, document).answers)


def test_rows_are_added_moved_taken_away_and_brought_back_by_keys_and_buttons(table: Table) -> None:
    document = cases.open_document(table.desk, table.case, FORM)
    page = table.go(WizardAt(table.case, document))
    page.wizard.go("dialog")
    table.settle()
    rows = page.column._rows["maal_3_mdr"]
    rows.add.click()
    table.settle()
    table.type("Sove bedre")
    table.press(Qt.Key.Key_I, CTRL)
    table.type("Betale husleje")
    table.press(Qt.Key.Key_Up, ALT)
    assert [row["maal"] for row in answers(table, document)["maal_3_mdr"]] == ["Betale husleje", "Sove bedre"]  # type: ignore[attr-defined]
    first = next(iter(rows.shape.cards))
    rows.card(first.path).away.click()
    table.settle()
    assert "taget væk" in " ".join(label.text() for label in rows.findChildren(type(rows.title)))
    page.editing.rows.restore(first.path)
    table.settle()
    assert [row["maal"] for row in answers(table, document)["maal_3_mdr"]] == ["Betale husleje", "Sove bedre"]  # type: ignore[attr-defined]


def test_finishing_leads_to_the_first_thing_that_is_missing_and_says_how_many(table: Table) -> None:
    document = cases.open_document(table.desk, table.case, FORM)
    page = table.go(WizardAt(table.case, document))
    page.done.click()
    table.settle()
    assert "mangler" in page.trouble.text()
    path = page.host.focused_path() or "maal_3_mdr"
    assert page.host.find(path) is None or page.host.editor(path).view.problem


def test_a_finished_form_goes_back_to_its_case(table: Table) -> None:
    document = table.fill(FORM)[FORM]
    page = table.go(WizardAt(table.case, document))
    page.done.click()
    table.settle()
    table.settle()
    assert table.page.place == CaseAt(table.case)
    assert views.document_view(table.desk, table.case, document).state == "klar"


def test_ctrl_enter_goes_through_the_sections_and_what_is_typed_is_kept(table: Table) -> None:
    document = cases.open_document(table.desk, table.case, FORM)
    page = table.go(WizardAt(table.case, document, "aktuel_situation"))
    assert isinstance(table.focused(), QPlainTextEdit)
    table.type("Sover daarligt")
    table.press(Qt.Key.Key_Return, CTRL)
    assert page.wizard.section.id == "aftaler"
    assert answers(table, document)["aktuel_situation"] == "Sover daarligt"
    assert page.saved.text().startswith("Gemt kl.")


def test_the_paper_beside_the_form_follows_what_is_written(table: Table) -> None:
    document = table.fill(FORM)[FORM]
    page = table.go(WizardAt(table.case, document, "haab_laengere_sigt"))
    table.press(Qt.Key.Key_F8)
    table.wait_for(lambda: page.preview is not None and bool(page.preview.words.toPlainText()))
    page.editing.answer("haab_laengere_sigt", "At spille harmonika")
    table.wait_for(lambda: "harmonika" in page.preview.words.toPlainText())
    assert "harmonika" in page.preview.pages.accessibleDescription()


def test_the_print_page_prints_for_the_municipality_all_of_it_and_saves_a_file(table: Table, tmp_path: Path) -> None:
    document = table.fill(FORM)[FORM]
    page = table.go(PrintAt(table.case, (document,)))
    assert page.options.wish.length == "short"
    page.to.copies_for["internal"].click()
    table.settle()
    assert page.options.wish.length == "whole"
    table.press(Qt.Key.Key_Return, CTRL)
    table.wait_for(lambda: bool(table.tray.papers))
    page._ask = lambda _parent, name: tmp_path / name
    page.save.click()
    table.settle()
    assert (tmp_path / "papir.pdf").read_bytes().startswith(b"%PDF")
    assert "Gemt som papir.pdf" in page.kept.text()


def test_another_person_is_named_before_the_paper_is_theirs(table: Table) -> None:
    document = table.fill(FORM)[FORM]
    page = table.go(PrintAt(table.case, (document,)))
    page.to.copies_for["third"].click()
    table.settle()
    assert isinstance(page.to.recipient.line, QLineEdit) and page.to.recipient.line.isVisible()
    page.to.recipient.line.setFocus()
    table.type("Bo Dam")
    assert page.options.wish.recipient == "Bo Dam"


def test_a_section_of_rows_alone_keeps_the_keyboard_and_says_where_a_row_is_missing(table: Table) -> None:
    document = cases.open_document(table.desk, table.case, "udrettedagsorden")
    page = table.go(WizardAt(table.case, document))
    page.wizard.go("hvem")
    table.settle()
    rows = page.column._rows["deltagere"]
    assert rows.add.hasFocus()
    assert page.column.focus_rows("deltagere")
    fault = next(one for one in page.editing.missing() if one.field == "deltagere")
    page._on_finished((fault,))
    table.settle()
    assert rows.add.hasFocus()
    page.done.click()
    table.settle()
    page.wizard.go("hvem")
    table.settle()
    assert "svar" in page.column._rows["deltagere"].problem.text()


def test_a_finished_note_is_corrected_in_a_new_one_beside_it(table: Table) -> None:
    said = {"haendt_dato": "2026-05-04", "tema": "Brev", "tekst": "Huslejen mangler."}
    note = cases.fill_form(table.desk, table.case, "journalnotat", said)
    cases.finish(table.desk, table.case, note)
    page = table.go(WizardAt(table.case, note))
    assert page.done.isHidden()
    page.correct.click()
    table.settle()
    table.settle()
    new = views.document_view(table.desk, table.case, note).successor
    assert new
    assert table.page.place.document == new
    assert answers(table, new)["tekst"] == "Huslejen mangler."
    page = table.go(WizardAt(table.case, note))
    assert "rettet i et nyt" in page.finished.text()
