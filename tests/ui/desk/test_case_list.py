"""The list of cases: by the keyboard, by the mouse, by ear, and only as much as is in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.support.accessibles import Role, met
from ui.desk.case_list import CaseList, LineModel
from ui.presenters.lines import Line


def lines(count: int, first: int = 0) -> list[Line]:
    return [Line(f"case{n}", f"A. {n}.", "onsdag", "Besøg", "ikke printet" if n % 2 else "") for n in range(first, first + count)]


@pytest.fixture
def shown(qtbot: QtBot) -> CaseList:
    model = LineModel()
    model.replace(lines(100), is_whole=True)
    found = CaseList(model, "Dine sager")
    qtbot.addWidget(found)
    found.resize(400, 600)
    found.show()
    found.step_in()
    return found


def test_arrows_move_and_enter_opens(qtbot: QtBot, shown: CaseList) -> None:
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    with qtbot.waitSignal(shown.opened) as heard:
        qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert heard.args[0].case == "case2"


def test_up_from_the_first_line_leaves_the_list(qtbot: QtBot, shown: CaseList) -> None:
    with qtbot.waitSignal(shown.upwards):
        qtbot.keyClick(shown, Qt.Key.Key_Up)


def test_one_press_opens(qtbot: QtBot, shown: CaseList) -> None:
    with qtbot.waitSignal(shown.opened) as heard:
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, shown.line_height() + 10))
    assert heard.args[0].case == "case1"


def test_each_line_is_a_sentence_to_a_screen_reader(shown: CaseList) -> None:
    told = met(shown)
    assert told[0].name == "Dine sager"
    items = [one.name for one in told if one.role == Role.ListItem]
    assert items[:2] == ["A. 0., onsdag, Besøg", "A. 1., onsdag, Besøg, ikke printet"]


def test_more_is_asked_for_once_when_the_end_is_in_sight(qtbot: QtBot) -> None:
    asked: list[int] = []
    model = LineModel(asked.append)
    model.replace(lines(200), is_whole=False)
    view = CaseList(model, "Dine sager")
    qtbot.addWidget(view)
    view.resize(400, 600)
    view.show()
    view.scrollToBottom()
    view.scrollToTop()
    view.scrollToBottom()
    assert asked == [200]
    model.append(lines(50, 200), is_whole=True)
    assert model.rowCount() == 250
    view.scrollToBottom()
    assert asked == [200]


def test_an_empty_list_is_not_stopped_at(qtbot: QtBot) -> None:
    view = CaseList(LineModel(), "Dine sager")
    qtbot.addWidget(view)
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert isinstance(view.model(), LineModel)
    view.lines.replace(lines(1), is_whole=True)
    assert view.focusPolicy() == Qt.FocusPolicy.StrongFocus
