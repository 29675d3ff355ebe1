"""Shapes that say what colour alone may not: due, over, done, wrong, told. Drawn, since no font at hand has them all."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

MarkKind = Literal["due", "over", "done", "wrong", "told", "open", "now"]
TOKEN = {"due": "due", "now": "primary", "over": "over", "done": "done", "wrong": "over", "told": "muted", "open": "muted"}


def paint_mark(painter: QPainter, box: QRectF, kind: MarkKind, color: QColor) -> None:
    """Draws one shape into a square: full circle (over), half (due, now), empty (open), tick (done), triangle (wrong), dash."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    stroke = max(1.5, box.width() / 8)
    painter.setPen(QPen(color, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    inner = box.adjusted(stroke, stroke, -stroke, -stroke)
    if kind == "over":
        painter.setBrush(color)
        painter.drawEllipse(inner)
    elif kind in ("due", "now", "open"):
        painter.drawEllipse(inner)
        if kind != "open":
            painter.setBrush(color)
            painter.drawPie(inner, 90 * 16, 180 * 16)
    elif kind == "done":
        painter.drawPolyline(QPolygonF([_at(inner, 0.05, 0.55), _at(inner, 0.38, 0.9), _at(inner, 0.95, 0.12)]))
    elif kind == "wrong":
        painter.drawPolygon(QPolygonF([_at(inner, 0.5, 0.02), _at(inner, 1, 0.96), _at(inner, 0, 0.96)]))
        painter.drawLine(_at(inner, 0.5, 0.38), _at(inner, 0.5, 0.62))
        painter.drawPoint(_at(inner, 0.5, 0.82))
    else:
        painter.drawLine(_at(inner, 0.1, 0.5), _at(inner, 0.9, 0.5))
    painter.restore()


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + x * box.width(), box.y() + y * box.height())


class Mark(QWidget):
    """One shape beside a text that says the same in words."""

    def __init__(self, kind: MarkKind = "told", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind: MarkKind = kind
        size = theme.current().px(16)
        self.setFixedSize(size, round(size * 1.35))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self.width()
        box = QRectF(0, (self.height() - side) / 2, side, side)
        paint_mark(QPainter(self), box, self.kind, theme.current().color(TOKEN[self.kind]))
