"""The window: it goes to places, says what went wrong without stopping anybody, and tells the task switcher nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from rygsaek.errors import DiskError
from ui.page import Page
from ui.places import CaseAt, Home, Place
from ui.tasks import Scope, Tasks
from ui.window import NAME, Window


class NotePage(Page):
    """A page with one line; remembers that it was left."""

    left: list[Place] = []

    def __init__(self, place: Place, runner: Scope) -> None:
        super().__init__(place, runner, "Prøveside")
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def leave(self) -> None:
        NotePage.left.append(self.place)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    NotePage.left = []
    tasks = Tasks()
    found = Window(tasks)
    qtbot.addWidget(found)
    for kind in (Home, CaseAt):
        found.register(kind, NotePage)
    found.go(Home())
    found.show()
    yield found
    tasks.close()


def page_of(window: Window) -> NotePage:
    assert isinstance(window.page, NotePage)
    return window.page


def test_the_title_never_says_more_than_the_name(window: Window) -> None:
    window.go(CaseAt("anna"))
    assert window.windowTitle() == NAME == "Rygsæk"


def test_a_page_is_left_before_the_next_one_stands(qtbot: QtBot, window: Window) -> None:
    old = page_of(window)
    with qtbot.waitSignal(window.arrived) as heard:
        old.go.emit(CaseAt("anna"))
    assert heard.args == [CaseAt("anna")]
    assert NotePage.left == [Home()]
    assert old.runner.is_closed
    assert page_of(window) is not old


def test_trouble_is_said_above_the_page_and_takes_no_focus(qtbot: QtBot, window: Window) -> None:
    line = page_of(window).line
    line.setFocus()
    window.show_trouble(DiskError("Disken er fuld.", "Slet noget, du ikke skal bruge."))
    assert window.notice.isVisible()
    assert window.notice.title.text() == "Disken er fuld."
    assert window.notice.advice.text() == "Slet noget, du ikke skal bruge."
    assert window.focusWidget() is line
    window.notice.close_button.click()
    assert not window.notice.isVisible()


def test_laying_out_anew_keeps_the_place(window: Window) -> None:
    window.go(CaseAt("anna"))
    before = page_of(window)
    window.lay_out_anew()
    assert page_of(window) is not before
    assert page_of(window).place == CaseAt("anna")


def test_closing_commits_what_is_typed_first(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()
    assert NotePage.left == [Home()]
