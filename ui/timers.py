"""Qt's timers for presenters: what is to be done later is done on the screen's thread. Pages share them, and stop their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class QtTimers:
    """Timers that belong to one QObject: when it is gone, nothing rings."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner

    def after(self, seconds: float, act: Callable[[], None]) -> Callable[[], None]:
        """Does something once, later, and returns what calls it off."""
        timer = QTimer(self._owner)
        timer.setSingleShot(True)
        is_over = False

        def end() -> None:
            nonlocal is_over
            if not is_over:
                is_over = True
                timer.stop()
                timer.deleteLater()

        def ring() -> None:
            end()
            act()

        timer.timeout.connect(ring)
        timer.start(round(seconds * 1000))
        return end
