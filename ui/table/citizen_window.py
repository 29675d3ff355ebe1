"""The citizen's own window on a second screen: the question as it stands and what is written, large, and nothing to press."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.page import Column
from ui.parts.widgets import Heading, Text, px
from ui.presenters.screens import Area, other_screen
from ui.presenters.shown_to_citizen import Shown
from ui.window import NAME


def free_screen(mine: QScreen) -> QScreen | None:
    """A second screen for the citizen alone, None where there is none."""
    screens = QGuiApplication.screens()
    areas = [Area(*one.geometry().getRect()) for one in screens]  # type: ignore[misc]
    found = other_screen(areas, screens.index(mine))
    return screens[found] if found is not None else None


class CitizenWindow(QWidget):
    """Follows the visit; never takes the keyboard."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setObjectName("window")
        self.setWindowTitle(NAME)
        self.setAccessibleName(NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setProperty("at", "table")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._column = Column(width=1000, gap=24)
        box.addWidget(self._column)
        self.where = Text("", "large")
        self.heading = Heading("", 0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(16))
        for one in (self.where, self.heading):
            self._column.box.addWidget(one)
        self._column.box.addLayout(self._lines)
        self._column.box.addStretch(1)

    def show_on(self, screen: QScreen) -> None:
        """Fills a screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def show_page(self, shown: Shown) -> None:
        """Shows what the citizen is asked now, and what is written."""
        self.where.setText(shown.where)
        self.where.setVisible(bool(shown.where))
        self.heading.setText(shown.heading)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for question, answer in shown.lines:
            if question:
                self._lines.addWidget(Text(question, "h2", parent=self))
            if answer:
                self._lines.addWidget(Text(answer, "table", parent=self))
