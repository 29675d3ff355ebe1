"""A row that wraps."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.stage import settle
from ui.parts.widgets import Row, Text


def box(width: int, height: int = 20) -> QWidget:
    found = QWidget()
    found.setFixedSize(width, height)
    return found


def qtbot_app() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def shown(qtbot: QtBot, row: Row, width: int) -> Row:
    qtbot.addWidget(row)
    row.resize(width, row.heightForWidth(width))
    row.show()
    settle(qtbot_app())
    return row


def test_what_fits_stands_beside_and_what_does_not_goes_below(qtbot: QtBot) -> None:
    parts = [box(100) for _ in range(3)]
    row = shown(qtbot, Row(*parts, gap=10), 250)
    assert [(one.x(), one.y()) for one in parts] == [(0, 0), (110, 0), (0, 30)]
    assert row.height() == 50


def test_trailing_parts_stand_to_the_right(qtbot: QtBot) -> None:
    parts = [box(50), box(60)]
    row = shown(qtbot, Row(*parts, gap=10, trailing=1), 300)
    assert row.height() == 20
    assert [one.x() for one in parts] == [0, 240]


def test_hidden_parts_take_no_room(qtbot: QtBot) -> None:
    parts = [box(50), box(60), box(70)]
    parts[1].hide()
    row = shown(qtbot, Row(*parts, gap=10), 300)
    assert parts[2].x() == 60
    assert row.sizeHint().width() == 130


def test_a_paragraph_in_a_row_gets_the_height_that_it_needs(qtbot: QtBot) -> None:
    text = Text("Her står der noget, som er for langt til en linje i en smal række.")
    row = shown(qtbot, Row(text), 200)
    assert text.width() <= 200
    assert text.height() >= text.heightForWidth(text.width())
    assert row.height() == text.height()


def test_no_width_at_all_breaks_nothing(qtbot: QtBot) -> None:
    row = Row(box(50), QLabel("x"))
    qtbot.addWidget(row)
    assert row.heightForWidth(-5) >= 20
    assert row.heightForWidth(0) >= 20
    assert Row().heightForWidth(100) == 0
