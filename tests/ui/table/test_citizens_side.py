"""What the citizen sees of a visit: the page turned round, and a screen of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from tests.support.table import PIN, Table, laid, visit
from ui.shell import before_caret
from ui.table.citizen_window import CitizenWindow

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> Iterator[Table]:
    with laid(qapp, tmp_path, foedselsdato="1980-01-07") as laid_table:
        yield laid_table


def test_the_screen_is_turned_for_who_sits_opposite_and_typing_goes_on(table: Table) -> None:
    page = visit(table)
    table.type("Sove")
    window = page.window()
    window.activateWindow()
    table.settle()

    def press(*keys: Qt.Key | str) -> None:
        """As the system hands them in, to whatever the window says has the keyboard."""
        for key in keys:
            QTest.keyClick(window.windowHandle(), key)
            table.settle()

    press(Qt.Key.Key_F9)
    assert page.turning.is_turned and page.frame.isVisible()
    assert isinstance(page.frame.focusWidget(), QPlainTextEdit)
    press(*" bedre", Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert before_caret(page.writes_in()) == "Sove bed", "a lock comes back to it, turned or not"
    press(Qt.Key.Key_End, ENTER)
    assert page.visit.form is not None and page.visit.form.page is not None
    assert page.visit.form.page.rows_id == "aftaler"
    press(ESCAPE, ESCAPE)
    assert page.is_paused
    press(Qt.Key.Key_F9, ENTER, *PIN, ENTER)
    assert not page.is_paused and page.turning.is_turned
    press(*"Sover mere", Qt.Key.Key_F9)
    assert not page.turning.is_turned and page.frame.isVisible()
    field = page.frame.focusWidget()
    assert isinstance(field, QPlainTextEdit) and field.toPlainText() == "Sover mere"


def test_the_citizens_own_window_follows_and_hides_at_a_pause(table: Table) -> None:
    page = visit(table)
    window = CitizenWindow()
    page.other_screen.window = window
    table.type("Sove bedre")
    page._tell_citizen()
    shown = " ".join(label.text() for label in window.findChildren(QLabel))
    assert "Hvad vil du gerne nå på tre måneder?" in shown
    assert "Sove bedre" in shown
    page.pause()
    table.settle()
    shown = " ".join(label.text() for label in window.findChildren(QLabel) if not label.isHidden())
    assert "Sove bedre" not in shown
    assert "Vi holder pause." in shown


def test_what_is_signed_stays_on_the_citizens_own_screen(table: Table) -> None:
    page = visit(table)
    window = page.other_screen.window = CitizenWindow()
    table.type("Sove bedre")
    page.visit.stop()
    table.settle()
    page.visit.sign()
    table.settle()
    shown = [label.text() for label in window.findChildren(QLabel)]
    assert {"Jeres navne", "Sove bedre"} <= set(shown)
