"""What is copied leaves the clipboard again, and is marked to stay out of histories."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.clipboard import KEPT_S, MARKS, ClipboardGuard


@pytest.fixture
def guard(qtbot: QtBot) -> Iterator[ClipboardGuard]:
    QGuiApplication.clipboard().clear()
    found = ClipboardGuard()
    yield found
    found.deleteLater()
    QGuiApplication.clipboard().clear()


def copy_by_key(qtbot: QtBot, text: str) -> None:
    line = QLineEdit(text)
    qtbot.addWidget(line)
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_a_copy_is_marked_for_every_system(qtbot: QtBot, guard: ClipboardGuard) -> None:
    copy_by_key(qtbot, "070161-1234")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "070161-1234"
    assert {name for name in MARKS if data.hasFormat(name)} == set(MARKS)


def test_a_copy_goes_after_half_a_minute(qtbot: QtBot, guard: ClipboardGuard) -> None:
    copy_by_key(qtbot, "Anna")
    timer = guard.findChild(type(guard._timer))
    assert timer is not None
    assert timer.isActive()
    assert timer.interval() == KEPT_S * 1000 == 30_000
    timer.timeout.emit()
    assert QGuiApplication.clipboard().text() == ""


def test_a_copy_goes_at_the_lock(qtbot: QtBot, guard: ClipboardGuard) -> None:
    copy_by_key(qtbot, "Anna")
    guard.clear()
    assert QGuiApplication.clipboard().text() == ""


def test_an_empty_copy_is_nothing_to_guard(qtbot: QtBot, guard: ClipboardGuard) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    timer = guard.findChild(type(guard._timer))
    assert timer is not None
    assert not timer.isActive()
