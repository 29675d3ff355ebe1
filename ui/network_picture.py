"""The network as a picture: the citizen in the middle, two rings round. Contact is told by shape, not by colour alone.

In touch: filled, and a full line to the middle; not in touch: hollow, and a dashed line.
The picture's accessible text, and the text beside it for everybody, say the same.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.presenters.network import Actor, Network, spread

MOST = 14
"""So many names fit round a ring; the rest are in the text."""


class NetworkPicture(QLabel):
    """Paints itself in what room there is; never smaller than can be read. A label, since a label with a pixmap is a graphic
    to a screen reader."""

    def __init__(self, network: Network | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.network = network or Network()
        self.setPixmap(QPixmap(1, 1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_network(self.network)

    def show_network(self, network: Network) -> None:
        """Shows another network."""
        self.network = network
        self.setAccessibleName("Netværkskort")
        self.setAccessibleDescription(network.spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(380), now.px(340))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(260), theme.current().px(340))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, self.height() / 2)
        label = QFontMetricsF(now.font(theme.SMALL))
        across = self.width() / 2 - now.px(8)
        upright = self.height() / 2 - label.height() - now.px(6)
        rings = ((self.network.inner, 0.52, 0.0), (self.network.outer, 1.0, 0.5))
        for _, share, _ in rings:
            painter.setPen(QPen(now.color("line"), 1, Qt.PenStyle.SolidLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(0, 0), across * share * 0.78, upright * share)
        for actors, share, turned in rings:
            shown = actors[:MOST]
            for actor, (x, y) in zip(shown, spread(len(shown), 1.0, turned=turned), strict=True):
                self._paint_actor(painter, actor, QPointF(x * across * share * 0.78, y * upright * share), now)
        self._paint_centre(painter, now)
        painter.end()

    def _paint_actor(self, painter: QPainter, actor: Actor, at: QPointF, now: theme.Theme) -> None:
        size = now.px(7)
        metrics = QFontMetricsF(now.font(theme.SMALL))
        line = Qt.PenStyle.SolidLine if actor.contact else Qt.PenStyle.DashLine
        if actor.contact is not None:
            painter.setPen(QPen(now.color("primary" if actor.contact else "muted"), 1.5, line))
            painter.drawLine(QPointF(0, 0), at)
        painter.setPen(QPen(now.color("primary" if actor.contact else "muted"), 2))
        painter.setBrush(now.color("primary" if actor.contact else "surface"))
        painter.drawEllipse(at, size, size)
        room = self.width() / 2 - abs(at.x())
        words = metrics.elidedText(actor.name, Qt.TextElideMode.ElideRight, max(now.px(70), 2 * room - now.px(4)))
        width = metrics.horizontalAdvance(words)
        left = min(max(at.x() - width / 2, -self.width() / 2), self.width() / 2 - width)
        box = QRectF(left, at.y() + size + 1, width + 1, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("surface"))
        painter.drawRect(box)
        painter.setPen(now.color("ink"))
        painter.setFont(now.font(theme.SMALL))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_centre(self, painter: QPainter, now: theme.Theme) -> None:
        metrics = QFontMetricsF(now.font(bold=True))
        words = metrics.elidedText(self.network.centre, Qt.TextElideMode.ElideRight, now.px(110))
        half = max(metrics.horizontalAdvance(words) / 2 + now.px(12), now.px(30))
        box = QRectF(-half, -now.px(18), 2 * half, now.px(36))
        painter.setPen(QPen(now.color("primary"), 2))
        painter.setBrush(now.color("surface"))
        painter.drawRoundedRect(box, now.px(18), now.px(18))
        painter.setPen(now.color("ink"))
        painter.setFont(now.font(bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
