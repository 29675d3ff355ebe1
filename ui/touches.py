"""Knows when anybody last touched anything, and rings when it was quiet for long."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.InputMethod,
    }
)  # fmt: skip


class Touches(QObject):
    """touched: a key, the mouse, a finger or a pen. quiet: nothing of the kind for `limit_s` seconds.

    watch: begin to look. Whoever looks at every event has PySide6 load every class that one may go to: 20 ms.
    """

    touched = Signal()
    quiet = Signal()

    def __init__(self, app: QApplication, limit_s: float) -> None:
        super().__init__(app)
        self._app = app
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.quiet)
        self.set_limit(limit_s)

    def watch(self) -> None:
        """Looks from now on."""
        self._app.installEventFilter(self)

    def set_limit(self, limit_s: float) -> None:
        """How many quiet seconds there may be; counted from now."""
        self._timer.start(max(1, round(limit_s * 1000)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES and event.spontaneous():
            self._timer.start()
            self.touched.emit()
        return False
