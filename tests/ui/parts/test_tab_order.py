"""Tab goes as the eye reads, and laying it out leaves nothing behind that could be mistaken for a widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from ui.form.rows import place_in_order
from ui.page import Column
from ui.parts.tab_order import follow_the_eye


def order(root: QWidget, first: QWidget, count: int) -> list[str]:
    found, stands = [], first
    for _ in range(count):
        found.append(stands.objectName())
        stands = stands.nextInFocusChain()
        while not stands.objectName().startswith("f"):
            stands = stands.nextInFocusChain()
    return found


def test_tab_follows_nested_layouts_and_scrolled_columns_however_late_they_were_filled(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    box, row, column = QVBoxLayout(root), QHBoxLayout(), Column()
    fields = {}
    for name in ("f4", "f2", "f5", "f1", "f3"):
        fields[name] = QLineEdit()
        fields[name].setObjectName(name)
    box.addWidget(fields["f1"])
    box.addLayout(row)
    row.addWidget(fields["f2"])
    row.addWidget(fields["f3"])
    box.addWidget(column)
    column.box.addWidget(fields["f4"])
    box.addWidget(fields["f5"])
    follow_the_eye(root)
    assert order(root, fields["f1"], 5) == ["f1", "f2", "f3", "f4", "f5"]


def test_no_wrapper_of_a_layout_item_outlives_its_item(qapp: QApplication, qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    box = QVBoxLayout(root)
    before = layout_items()
    for _ in range(3):
        widgets = [QLineEdit() for _ in range(10)]
        place_in_order(box, widgets)
        place_in_order(box, widgets[::-1])
        follow_the_eye(root)
        for widget in widgets:
            widget.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert [one for one in layout_items() if not any(one is other for other in before)] == []


def layout_items() -> list[QWidgetItem]:
    return [one for one in Shiboken.getAllValidWrappers() if isinstance(one, QWidgetItem)]
