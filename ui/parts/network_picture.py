"""The network as a picture: the citizen in the middle, two rings round. Contact is told by shape, not by colour alone.

In touch: filled, and a full line to the middle; not in touch: hollow, and a dashed line.
The picture's accessible text, and the text beside it for everybody, say the same.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.parts.network_labels import place_labels
from ui.presenters.network import Actor, Network, spread

DOT = 7
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
        return QSize(now.px(420), now.px(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(260), theme.current().px(360))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, self.height() / 2)
        small, strong = QFontMetricsF(now.font(theme.SMALL)), QFontMetricsF(now.font(bold=True))
        across, upright = self.width() / 2 - now.px(56), self.height() / 2 - small.height() - now.px(12)
        centre = self._centre_box(strong, now)
        actors: list[Actor] = []
        dots: list[QPointF] = []
        painter.setPen(QPen(QColor(now.hairline), 1.5))
        for ring, share, turned in ((self.network.inner, 0.56, 0.0), (self.network.outer, 1.0, 0.5)):
            painter.drawEllipse(QPointF(0, 0), across * share, upright * share)
            shown = ring[:MOST]
            actors.extend(shown)
            dots.extend(QPointF(x * across * share, y * upright * share) for x, y in spread(len(shown), 1.0, turned=turned))
        for actor, dot in zip(actors, dots, strict=True):
            _paint_line(painter, actor, dot, now)
        for actor, dot in zip(actors, dots, strict=True):
            _paint_dot(painter, actor, dot, now)
        self._paint_names(painter, actors, dots, centre, small, now)
        painter.setPen(QPen(now.color("primary"), 2))
        painter.setBrush(now.color("surface"))
        painter.drawRoundedRect(centre, centre.height() / 2, centre.height() / 2)
        painter.setPen(now.color("ink"))
        painter.setFont(now.font(bold=True))
        painter.drawText(centre, Qt.AlignmentFlag.AlignCenter, self._centre_words(strong, now))
        painter.end()

    def _paint_names(
        self, painter: QPainter, actors: list[Actor], dots: list[QPointF], centre: QRectF, small: QFontMetricsF, now: theme.Theme
    ) -> None:
        most = max(now.px(96), self.width() / 3.2)
        names = [small.elidedText(one.name, Qt.TextElideMode.ElideRight, most) for one in actors]
        sizes = [QSizeF(small.horizontalAdvance(name) + 2, small.height()) for name in names]
        room = QRectF(-self.width() / 2, -self.height() / 2, self.width(), self.height())
        painter.setFont(now.font(theme.SMALL))
        ground = now.color("surface")
        ground.setAlpha(215)
        for name, box in zip(names, place_labels(dots, sizes, room, [centre], now.px(DOT + 4)), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRect(box)
            painter.setPen(now.color("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _centre_words(self, strong: QFontMetricsF, now: theme.Theme) -> str:
        return strong.elidedText(self.network.centre, Qt.TextElideMode.ElideRight, now.px(110))

    def _centre_box(self, strong: QFontMetricsF, now: theme.Theme) -> QRectF:
        half = max(strong.horizontalAdvance(self._centre_words(strong, now)) / 2 + now.px(16), now.px(30))
        return QRectF(-half, -now.px(18), 2 * half, now.px(36))


def _paint_line(painter: QPainter, actor: Actor, dot: QPointF, now: theme.Theme) -> None:
    if actor.contact is not None:
        style = Qt.PenStyle.SolidLine if actor.contact else Qt.PenStyle.DashLine
        painter.setPen(QPen(now.color("primary" if actor.contact else "line"), 1.5, style))
        painter.drawLine(QPointF(0, 0), dot)


def _paint_dot(painter: QPainter, actor: Actor, dot: QPointF, now: theme.Theme) -> None:
    painter.setPen(QPen(now.color("primary" if actor.contact else "muted"), 2))
    painter.setBrush(now.color("primary" if actor.contact else "surface"))
    painter.drawEllipse(dot, now.px(DOT), now.px(DOT))
