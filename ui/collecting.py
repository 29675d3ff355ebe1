"""Cyclic garbage is collected on the screen's thread alone.

Pages are rings of widgets and presenters. Python collects rings on whichever thread happens to make the next object, and a
widget that a reader thread takes down ends the process (seen: a segmentation fault, "Garbage-collecting" in `rygsaek-reader`).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

ROUND_MS = 1_000


class Collector(QObject):
    """Turns Python's own collecting off, and does it here, as often as Python would have and the screen has time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(ROUND_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> None:
        """The oldest generation whose threshold is passed, with all that are younger."""
        counts = gc.get_count()
        due = [age for age, (count, most) in enumerate(zip(counts, self._thresholds, strict=True)) if count > most]
        if due:
            gc.collect(max(due))
