"""A part of a whole as a bar. It says the same in words to a screen reader, and stands beside them for everybody else."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme

HEIGHT = 16
LEAST = 120


class Bar(QLabel):
    """share: 0 to 1. A label, since a label with a pixmap is a graphic to a screen reader."""

    def __init__(self, share: float, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = min(max(share, 0.0), 1.0)
        self.setPixmap(QPixmap(1, 1))
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(LEAST * 2), theme.current().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(LEAST), theme.current().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        round_ = whole.height() / 4
        painter.setPen(QPen(now.color("line"), 1))
        painter.setBrush(QColor(now.tokens.bg))
        painter.drawRoundedRect(whole, round_, round_)
        if self.share > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("primary"))
            part = QRectF(whole)
            part.setWidth(max(whole.width() * self.share, whole.height() / 2))
            painter.drawRoundedRect(part, round_, round_)
        painter.end()
