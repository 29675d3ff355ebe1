"""Choosing one of a short list of names: a combo box whose list opens with room for a finger."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyleOptionComboBox, QWidget

from ui import theme

NARROWEST = 160


class Pick(QComboBox):
    """Names, each with a value; without one the name is its own value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        listed = QListView()
        listed.setAccessibleName("Valgmuligheder")
        self.setView(listed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def offer(self, names: Sequence[str], values: Sequence[str] | None = None, chosen: str | None = None) -> None:
        """Offers these, and chooses the one whose value is given."""
        self.blockSignals(True)
        self.clear()
        for name, value in zip(names, values or names, strict=True):
            self.addItem(name, value)
        if chosen is not None:
            self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    def chosen(self) -> str:
        """The value of the one that is chosen; "" where there is none."""
        return str(self.currentData() or "")

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any page: a name that is longer than the room ends in dots, and is whole in the list and aloud."""
        return QSize(theme.current().px(NARROWEST), super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        room = self.width() - theme.current().px(56)
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the page, never the choice."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.color("ink"), now.px(2)))
        x, y, arm = self.width() - now.px(20), self.height() // 2, now.px(5)
        painter.drawLine(x - arm, y - arm // 2, x, y + arm // 2)
        painter.drawLine(x, y + arm // 2, x + arm, y - arm // 2)
        painter.end()
