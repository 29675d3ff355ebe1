"""The course as a picture: reached by keys, told by names, whole at every size of text; never by colour alone."""

from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.support.accessibles import met
from tests.support.clipping import clipped, too_small
from tests.support.screens import Look, dressed, settle
from ui import theme
from ui.desk.course_cards import CourseCard, NextCard
from ui.desk.course_picture import CoursePicture
from ui.parts.marks import MarkKind, paint_mark
from ui.parts.widgets import Button
from ui.presenters.course import Choice, Course, Step

COURSE = Course((
    Step("h", "Henvendelse", "done", "sket 20. april"),
    Step("k", "Kontakt", "done", "sket 27. april"),
    Step("s", "Intern sagsoplysning", "done", "sket 28. april", under="k"),
    Step("m", "Første møde", "due", "aftalt i morgen", act="write", is_next=True),
    Step("a", "Samarbejdsaftale", "now", "i gang", under="m"),
    Step("e", "Ekstern sagsoplysning", "told", "sprunget over", under="m"),
    Step("b", "Behovsvurdering", "due", "aftalt torsdag 4. juni"),
    Step("o", "Opfølgning", "over", "skulle være sket senest mandag 27. april"),
))  # fmt: skip


def shown(app: QApplication, qtbot: QtBot, one: QWidget, width: int) -> QWidget:
    window = QWidget()
    box = QVBoxLayout(window)
    box.addWidget(one)
    box.addStretch(1)
    qtbot.addWidget(window)
    window.resize(width, 900)
    window.show()
    window.activateWindow()
    settle(app)
    return window


@pytest.mark.parametrize(("dark", "scale", "width"), [(False, 100, 1180), (True, 200, 1180), (False, 200, 900)])
def test_nothing_of_it_is_cut_and_every_step_fits_a_finger(
    qapp: QApplication, qtbot: QtBot, dark: bool, scale: int, width: int
) -> None:
    with dressed(qapp, Look(dark, scale)):
        for one in (CoursePicture(COURSE), NextCard(COURSE.steps[3])):
            window = shown(qapp, qtbot, one, width)
            assert clipped(window) == []
            assert too_small(window, theme.TARGET) == []


def test_keys_come_to_what_is_now_and_go_along_the_line_and_down(qapp: QApplication, qtbot: QtBot) -> None:
    picture = CoursePicture(COURSE)
    window = shown(qapp, qtbot, picture, 1180)
    window.focusNextChild()
    walked = [window.focusWidget().accessibleName().partition(",")[0]]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right,
                Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up):  # fmt: skip
        QTest.keyClick(window.focusWidget(), key)
        walked.append(window.focusWidget().accessibleName().partition(",")[0])
    assert walked == ["Første møde", "Samarbejdsaftale", "Ekstern sagsoplysning", "Ekstern sagsoplysning", "Behovsvurdering",
                      "Opfølgning", "Opfølgning", "Behovsvurdering", "Første møde", "Kontakt", "Kontakt"]  # fmt: skip
    pressed: list[Step] = []
    picture.pressed.connect(pressed.append)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert [step.id for step in pressed] == ["k"]


def test_a_screen_reader_is_told_the_same(qapp: QApplication, qtbot: QtBot) -> None:
    window = shown(qapp, qtbot, CoursePicture(COURSE), 1180)
    told = met(window)
    assert [one.name for one in told if one.role == QAccessible.Role.PushButton] == [
        step.spoken for step in sorted(COURSE.steps, key=lambda one: "hksmaebo".index(one.id))
    ]
    assert any(one.name == "Forløb" and one.description == COURSE.spoken for one in told)


def test_each_state_has_a_shape_of_its_own_in_one_and_the_same_colour(qapp: QApplication) -> None:
    shapes: dict[MarkKind, bytes] = {}
    for kind in get_args(MarkKind):
        image = QImage(32, 32, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        paint_mark(painter, QRectF(0, 0, 32, 32), kind, QColor("black"))
        painter.end()
        shapes[kind] = bytes(image.constBits())
    same = {(a, b) for a in shapes for b in shapes if a < b and shapes[a] == shapes[b]}
    assert same == {("due", "now")}, "both are begun or near, and say so in words"


def test_the_next_step_has_the_one_button_that_stands_out_unless_the_pages_own_does_it(qapp: QApplication, qtbot: QtBot) -> None:
    card = NextCard(Step("k", "Kontakt", "open", "ikke begyndt", act="call", is_next=True))
    window = shown(qapp, qtbot, card, 640)
    assert card.button is not None and card.button.property("look") == "primary"
    assert card.button.accessibleName() == "Ring nu: Kontakt"
    wanted: list[Step] = []
    card.wanted.connect(wanted.append)
    card.button.click()
    assert [one.id for one in wanted] == ["k"]
    assert NextCard(Step("m", "Første møde", act="visit")).button is None
    assert window.isVisible()


def test_a_decision_is_chosen_among_those_that_are_possible_now(qapp: QApplication, qtbot: QtBot) -> None:
    card = CourseCard(Course(COURSE.steps, (Choice("pause", "Pause"), Choice("skp", "Støtte- og kontaktperson"))))
    window = shown(qapp, qtbot, card, 1180)
    decided: list[str] = []
    card.decided.connect(decided.append)
    card.decide.click()
    (menu,) = window.findChildren(QMenu)
    assert menu.accessibleName() == "Hvad er besluttet?"
    assert [one.text() for one in menu.actions()] == ["Pause", "Støtte- og kontaktperson"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert decided == ["skp"]
    other = CourseCard(COURSE)
    other.setParent(window)
    assert other.findChildren(Button) == [], "nothing to decide, no button"
