"""The program itself, started as by its icon: the passphrase typed as soon as the page is there, then the list painted.

Prints `unlocking`, then `painted` and the resident memory in KiB once a case of the list has been painted, and ends the process.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ui import signatures
from ui.starting import window

signatures.read_later()  # as `window` does, but for the classes below

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from tests.benchmarks.hello import tell  # noqa: E402

if TYPE_CHECKING:
    from ui.doorstep.unlock import UnlockPage
    from ui.places import Place
    from ui.shell import Shell


class Painted(QObject):
    """Waits for the first paint of the home page's list with cases in it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        shell.window.arrived.connect(self._on_arrived)

    def _on_arrived(self, place: Place) -> None:
        self._list = getattr(self._shell.window.page, "list", None)
        if self._list is not None:
            self._list.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._list is not None and self._list.model().rowCount() > 100:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False


class Refused(QObject):
    """Ends the process, with the page's own words, where the vault was not opened."""

    def __init__(self, shell: Shell, page: UnlockPage) -> None:
        super().__init__(page)
        self._page = page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        print(f"refused {self._page.problem.text()} {self._page.advice.text()}", flush=True)
        QApplication.exit(1)


def type_words(shell: Shell, words: str) -> None:
    """Types the passphrase and presses Enter."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QKeyEvent

    from ui.doorstep.unlock import UnlockPage

    page = shell.window.page
    assert isinstance(page, UnlockPage), page
    page.words.line.setText(words)
    page.problem.installEventFilter(Refused(shell, page))
    print("unlocking", flush=True)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(page.words.line, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"))


def started(shell: Shell) -> None:
    Painted(shell)
    QTimer.singleShot(0, lambda: type_words(shell, sys.argv[2]))


if __name__ == "__main__":
    sys.exit(window(Path(sys.argv[1]), started=started))
