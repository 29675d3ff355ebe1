"""Two halves beside each other, or one under the other where there is no room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.parts.widgets import px


class Halves(QWidget):
    """`left` and `right` are their layouts. wide: from this width, in pixels at 100 %, they stand side by side."""

    def __init__(
        self, *, wide: int = 760, gap: int = 16, shares: tuple[int, int] = (1, 1), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wide = wide
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(gap))
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for half, share in zip((self.left, self.right), shares, strict=True):
            half.setSpacing(px(gap))
            half.setContentsMargins(0, 0, 0, 0)
            holder = QWidget()
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            holder.setSizePolicy(policy)
            outer = QVBoxLayout(holder)
            outer.setContentsMargins(0, 0, 0, 0)
            outer.addLayout(half)
            outer.addStretch(1)
            self._box.addWidget(holder, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.current().px(self._wide)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
