"""The least that a window can cost: one label, told when it is painted. Process to measure against, row 14 and 17."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel


class FirstPaint(QObject):
    """Prints `painted` and the resident memory in KiB once its widget has been painted, then ends the process."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False


def tell() -> None:
    with open("/proc/self/status", encoding="ascii") as status:
        resident = next(line.split()[1] for line in status if line.startswith("VmRSS"))
    print(f"painted {resident}", flush=True)
    QApplication.exit()


def main() -> int:
    app = QApplication(sys.argv)
    window = QLabel("Hej")
    window.resize(1280, 800)
    first = FirstPaint()
    window.installEventFilter(first)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
