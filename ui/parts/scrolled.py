"""A text that takes the height it needs, and scrolls where that is more than there is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.parts.widgets import Text, TextLook


class Scrolled(QScrollArea):
    """text: what stands in it. The keyboard scrolls it, too."""

    def __init__(self, look: TextLook = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = Text("", look)
        self._most = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMaximumWidth(self.text.maximumWidth() + self.verticalScrollBar().sizeHint().width())
        self.setWidget(self.text)

    def say(self, text: str) -> None:
        """Shows another text, from its beginning."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.verticalScrollBar().setValue(0)
        self._fit()

    def set_most(self, height: int) -> None:
        """How tall it may be, in pixels."""
        self._most = height
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedHeight(max(min(self.text.heightForWidth(self.width() - bar), self._most), 0))
