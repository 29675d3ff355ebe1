"""A dark veil over a table where nothing has happened for a while. The first touch lifts it and does nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

VEIL = QColor(0, 0, 0, 190)
FIRST = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
SWALLOWED = FIRST | {QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd}


class Dim(QWidget):
    """Covers a widget. lifted: someone touched it."""

    lifted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAccessibleName("Skærmen er dæmpet. Rør den for at gå videre.")
        over.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Comes down. The keyboard stays where it is, so that typing on lifts it and is typed."""
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        over = self.parentWidget()
        if over is not None and event.type() == QEvent.Type.Resize and watched is over:
            self.setGeometry(over.rect())
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() in SWALLOWED:
            if event.type() in FIRST:
                self.hide()
                self.lifted.emit()
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), VEIL)
        painter.end()
