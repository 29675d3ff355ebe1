"""The program's own mark: a backpack in one line, drawn, beside its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.parts.widgets import Text, px

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


def paint_backpack(painter: QPainter, box: QRectF, now: theme.Theme) -> None:
    """Draws the backpack into a square: body, lid, pocket, handle."""
    side = box.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.setPen(QPen(now.color("primary"), side * 0.075, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    handle = QPainterPath(QPointF(side * 0.38, side * 0.20))
    handle.cubicTo(QPointF(side * 0.38, side * 0.02), QPointF(side * 0.62, side * 0.02), QPointF(side * 0.62, side * 0.20))
    painter.drawPath(handle)
    body = QPainterPath(QPointF(side * 0.18, side * 0.92))
    body.lineTo(side * 0.18, side * 0.46)
    body.cubicTo(QPointF(side * 0.18, side * 0.10), QPointF(side * 0.82, side * 0.10), QPointF(side * 0.82, side * 0.46))
    body.lineTo(side * 0.82, side * 0.92)
    body.closeSubpath()
    painter.drawPath(body)
    painter.drawRoundedRect(QRectF(side * 0.33, side * 0.60, side * 0.34, side * 0.20), side * 0.04, side * 0.04)
    painter.drawLine(QPointF(side * 0.34, side * 0.44), QPointF(side * 0.66, side * 0.44))
    painter.restore()


def icon(now: theme.Theme) -> QIcon:
    """The window's icon."""
    from PySide6.QtGui import QIcon, QPixmap

    picture = QPixmap(64, 64)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_backpack(painter, QRectF(2, 2, 60, 60), now)
    painter.end()
    return QIcon(picture)


class _Backpack(QWidget):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.setFixedSize(QSize(px(size), px(size)))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_backpack(QPainter(self), QRectF(self.rect()), theme.current())


class Brand(QWidget):
    """The mark with the word. size: of the mark, in pixels at 100 %."""

    def __init__(self, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(_Backpack(size))
        row.addWidget(Text("Rygsæk", "h3" if size > 24 else "strong", wrap=False))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
