"""Choosing with large targets: one of several, or each by itself. Real radio buttons and check boxes to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ui import theme

PADDING, GAP = 16, 12
_FLAGS = int(Qt.TextFlag.TextWordWrap)

if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object


class _Painted(_Base):
    """Shared drawing: a box with a shape and a text that wraps. `size_px` is the text's size at 100 %."""

    size_px = theme.BASE
    framed = True

    def dress(self, text: str, size: int, *, framed: bool) -> None:
        self.size_px, self.framed = size, framed
        self.setAccessibleName(text)
        self.setText(text.replace("&", "&&"))
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px = theme.current().px
        text = self._metrics().boundingRect(
            QRect(0, 0, max(1, width - self._left() - px(PADDING)), 1 << 16), _FLAGS, self._words()
        )
        return max(px(theme.TARGET) + 4, text.height() + px(12 if self.framed else 8) * 2 + 4)

    def sizeHint(self) -> QSize:
        width = self._metrics().boundingRect(QRect(0, 0, 1 << 16, 1 << 16), _FLAGS, self._words()).width()
        width = min(width + 2, theme.current().line_width(self.size_px)) + self._left() + theme.current().px(PADDING)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        longest = max((self._metrics().horizontalAdvance(word) for word in self._words().split()), default=0)
        width = longest + 2 + self._left() + theme.current().px(PADDING)
        return QSize(width, theme.current().px(theme.TARGET) + 4)

    def hitButton(self, pos: QPoint) -> bool:
        return bool(self.rect().contains(pos))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, now)
        side = now.px(20)
        shape = QRectF(now.px(PADDING if self.framed else 4), (self.height() - side) / 2, side, side)
        self._paint_shape(painter, shape, now)
        painter.setPen(now.color("ink" if self.isEnabled() else "muted"))
        painter.setFont(self._type())
        room = self.rect().adjusted(self._left(), 0, -now.px(4), 0)
        painter.drawText(room, _FLAGS | Qt.AlignmentFlag.AlignVCenter, self._words())
        painter.end()

    def _paint_box(self, painter: QPainter, now: theme.Theme) -> None:
        ring = self.hasFocus()
        if not self.framed and not ring:
            return
        width = float(theme.RING if ring else 2 if self.isChecked() else 1)
        color = now.color("focus" if ring else "primary" if self.isChecked() else "line")
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        if not ring:
            box.adjust(2, 2, -2, -2)
        painter.setPen(QPen(color, width))
        over, share = ("primary", 0.12) if self.isChecked() else ("ink", 0.06 if self.underMouse() else 0.0)
        filled = QColor(theme.mix(now.tokens.surface, getattr(now.tokens, over), share))
        painter.setBrush(filled if self.framed else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, now.px(theme.RADIUS), now.px(theme.RADIUS))

    def _paint_shape(self, painter: QPainter, box: QRectF, now: theme.Theme) -> None:
        raise NotImplementedError

    def _left(self) -> int:
        px = theme.current().px
        return px((PADDING if self.framed else 4) + 20 + GAP)

    def _words(self) -> str:
        return str(self.text()).replace("&&", "&")

    def _type(self) -> QFont:
        return theme.current().font(self.size_px, bold=self.framed)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._type())


class BigChoice(_Painted, QRadioButton):
    """One of several answers, as a large button; those with the same parent exclude each other. No is as large as yes."""

    def __init__(self, text: str, *, size: int = theme.LARGE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dress(text, size, framed=True)

    def _paint_shape(self, painter: QPainter, box: QRectF, now: theme.Theme) -> None:
        _paint_round(painter, box, now, self.isChecked())


class Tick(_Painted, QCheckBox):
    """One thing that is so or not so. framed: as a large button of its own, else as a line with a box."""

    def __init__(self, text: str, *, framed: bool = False, size: int = theme.BASE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dress(text, size, framed=framed)

    def _paint_shape(self, painter: QPainter, box: QRectF, now: theme.Theme) -> None:
        checked = self.isChecked()
        painter.setPen(QPen(now.color("primary" if checked else "line"), now.px(2) if checked else 1.5))
        painter.setBrush(now.color("primary" if checked else "surface"))
        painter.drawRoundedRect(box, now.px(4), now.px(4))
        if checked:
            stroke = QPen(now.color("on_primary"), now.px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(stroke)
            points = ((0.24, 0.52), (0.44, 0.72), (0.78, 0.30))
            line = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(line))


def _paint_round(painter: QPainter, box: QRectF, now: theme.Theme, checked: bool) -> None:
    painter.setPen(QPen(now.color("primary" if checked else "line"), now.px(2) if checked else 1.5))
    painter.setBrush(now.color("surface"))
    painter.drawEllipse(box)
    if checked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("primary"))
        inset = box.width() * 0.28
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
