"""A column scrolls as little as shows what has the keyboard, and cuts no line for it."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.clipping import cut_above
from tests.support.screens import settle
from ui import theme
from ui.page import Column
from ui.parts.widgets import Heading, Text

HEIGHT = 400


def shown(app: QApplication, qtbot: QtBot, *widgets: QWidget) -> Column:
    theme.apply(app)
    column = Column()
    for one in widgets:
        column.box.addWidget(one)
    column.box.addStretch(1)
    qtbot.addWidget(column)
    column.resize(700, HEIGHT)
    column.show()
    column.activateWindow()
    settle(app)
    return column


def top(column: Column, one: QWidget) -> int:
    return one.mapTo(column.viewport(), QPoint(0, 0)).y()


def test_the_heading_stays_where_all_down_to_the_keyboard_just_has_room(qapp: QApplication, qtbot: QtBot) -> None:
    field = QPushButton("Videre")
    column = shown(qapp, qtbot, Heading("En overskrift", 1), field)
    column.resize(700, top(column, field) + field.height() + 6)
    settle(qapp)
    field.setFocus()
    settle(qapp)
    assert column.verticalScrollBar().value() == 0


def test_what_is_gone_to_further_down_cuts_no_line_above_it(qapp: QApplication, qtbot: QtBot) -> None:
    lines = [Text(f"Linje {number} " + "ord " * (5 + 23 * number % 90)) for number in range(20)]
    buttons = [QPushButton(f"Knap {number}") for number in range(20)]
    column = shown(qapp, qtbot, *(one for pair in zip(lines, buttons, strict=True) for one in pair))
    for button in (*buttons, *reversed(buttons)):
        button.setFocus()
        settle(qapp, 1)
        assert 0 <= top(column, button) <= HEIGHT - button.height(), button.text()
        is_at_end = column.verticalScrollBar().value() == column.verticalScrollBar().maximum()  # no further to go
        assert is_at_end or cut_above(column) == [], button.text()


def test_the_line_that_is_written_stays_in_sight_in_a_field_taller_than_the_page(qapp: QApplication, qtbot: QtBot) -> None:
    field = QPlainTextEdit("\n".join(f"Linje {number}" for number in range(60)))
    field.setFixedHeight(3 * HEIGHT)
    column = shown(qapp, qtbot, Heading("Spørgsmålet", 1), field)
    field.setFocus()
    settle(qapp)
    assert column.verticalScrollBar().value() == 0, "the question stands while its first line is written"
    field.moveCursor(QTextCursor.MoveOperation.End)
    settle(qapp)
    line = field.viewport().mapTo(column.viewport(), field.cursorRect().topLeft()).y()
    assert 0 <= line <= HEIGHT - field.cursorRect().height()
