"""Quiet time: any touch counts, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.touches import Touches


@pytest.fixture
def touches(qapp: QApplication) -> Iterator[Touches]:
    found = Touches(qapp, 300)
    found.watch()
    yield found
    qapp.removeEventFilter(found)
    found.deleteLater()


def timer_of(touches: Touches) -> QTimer:
    found = touches.findChild(QTimer)
    assert found is not None
    return found


def test_it_rings_when_nobody_touched_anything(qtbot: QtBot, touches: Touches) -> None:
    touches.set_limit(0.01)
    with qtbot.waitSignal(touches.quiet, timeout=10_000):
        pass


def test_a_key_and_the_mouse_begin_the_quiet_time_anew(qtbot: QtBot, touches: Touches) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    for touch in (lambda: qtbot.keyClicks(line, "a"), lambda: qtbot.mouseClick(line, Qt.MouseButton.LeftButton)):
        timer_of(touches).stop()
        with qtbot.waitSignal(touches.touched, timeout=10_000):
            touch()
        assert timer_of(touches).remainingTime() > 299_000


def test_what_the_program_does_itself_is_no_touch(qtbot: QtBot, touches: Touches) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    timer_of(touches).stop()
    line.setText("typed by the program")
    QApplication.sendEvent(line, QEvent(QEvent.Type.User))
    assert not timer_of(touches).isActive()


def test_the_limit_can_be_changed_while_it_runs(touches: Touches) -> None:
    touches.set_limit(60)
    assert timer_of(touches).interval() == 60_000
