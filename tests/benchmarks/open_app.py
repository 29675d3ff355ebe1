"""The program itself, started as by its icon: the passphrase typed as soon as the page is there, then the list painted.

Prints `unlocking`, then `painted` and the resident memory in KiB once a case of the list has been painted, and ends the process.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListView

from tests.benchmarks.hello import tell
from tests.benchmarks.work import PASSPHRASE
from ui.app import run
from ui.desk.home import HomePage
from ui.doorstep.unlock import UnlockPage
from ui.places import Unlock
from ui.shell import Shell


class Painted(QObject):
    """Waits for the first paint of a list with cases in it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        shell.app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or not isinstance(self._shell.window.page, HomePage):
            return False
        views = self._shell.window.page.findChildren(QListView)
        if any(view.model() is not None and view.model().rowCount() > 100 and watched is view.viewport() for view in views):
            self._shell.app.removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False


class Refused(QObject):
    """Ends the process, with the page's own words, where the vault was not opened."""

    def __init__(self, shell: Shell, page: UnlockPage) -> None:
        super().__init__(page)
        self._shell, self._page = shell, page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        print(f"refused {self._page.problem.text()} {self._page.advice.text()}", flush=True)
        QApplication.exit(1)


def type_words(shell: Shell) -> None:
    """Types the passphrase and presses Enter."""
    page = shell.window.page
    assert isinstance(page, UnlockPage), Unlock
    page.words.line.setText(PASSPHRASE)
    page.problem.installEventFilter(Refused(shell, page))
    print("unlocking", flush=True)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(page.words.line, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"))


def started(shell: Shell) -> None:
    Painted(shell)
    QTimer.singleShot(0, lambda: type_words(shell))


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), started=started))
