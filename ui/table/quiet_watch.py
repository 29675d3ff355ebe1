"""Watches a visit for quiet minutes: dims, asks for a pause, asks for the lock. Any touch counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.parts.dim import Dim
from ui.presenters.quiet import Quiet, QuietLimits
from ui.presenters.timers import Alarm, Timers
from ui.touches import TOUCHES


class QuietWatch(QObject):
    """pause_wanted, lock_wanted: it has been quiet for so long."""

    pause_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, over: QWidget, limits: QuietLimits, timers: Timers, steady_s: Callable[[], float]) -> None:
        super().__init__(over)
        self._steady_s = steady_s
        self._quiet = Quiet(limits, steady_s())
        self._alarm = Alarm(timers, self._look)
        self.dim = Dim(over)
        self.dim.lifted.connect(self.touch)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._set()

    def touch(self) -> None:
        """Somebody did something."""
        self._quiet.touched(self._steady_s())
        self.dim.hide()
        self._set()

    def stop(self) -> None:
        """Watches no more; the page goes."""
        self._alarm.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            now_s = self._steady_s()
            was_awake = self._quiet.state(now_s) == "awake" and self.dim.isHidden()
            self._quiet.touched(now_s)
            if not was_awake and watched is not self.dim and event.type() == QEvent.Type.KeyPress:
                self.dim.hide()
        return False

    def _look(self) -> None:
        state = self._quiet.state(self._steady_s())
        if state == "lock":
            self.lock_wanted.emit()
            return
        if state == "pause":
            self.dim.hide()
            self.pause_wanted.emit()
        elif state == "dim":
            self.dim.cover()
        self._set()

    def _set(self) -> None:
        """One timer is enough: it looks again when the next step could be reached."""
        wait_s = self._quiet.next_step_s(self._steady_s())
        if wait_s is not None:
            self._alarm.set(wait_s + 0.05)
