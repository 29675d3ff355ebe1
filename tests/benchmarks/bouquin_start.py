"""Bouquin, a notebook with PySide6 and SQLCipher, started on an empty notebook of its own; run inside the peers' environment.

Its own SQLCipher binding has no wheel for every machine; `sqlcipher3` is the same interface over the same library.
"""

import sys
from pathlib import Path

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["sqlcipher4"] = sqlcipher3
sys.modules["sqlcipher4.dbapi2"] = sqlcipher3.dbapi2

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402


class FirstPaint(QObject):
    """Prints `painted` once a window of the program has been painted, then ends the process."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.window().isVisible():
            QApplication.instance().removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False


def tell() -> None:
    print("painted 0", flush=True)
    QApplication.instance().closeAllWindows()
    QApplication.exit()


def main() -> None:
    from bouquin import main as program
    from bouquin.settings import APP_NAME, APP_ORG, get_settings

    folder = Path(sys.argv[1])
    QApplication.setApplicationName(APP_NAME)
    QApplication.setOrganizationName(APP_ORG)
    settings = get_settings()
    settings.setValue("db/default_db", str(folder / "notebook.db"))
    settings.setValue("db/key", "en lang nok nøgle til en prøve")
    settings.sync()
    first = FirstPaint()
    show = program.MainWindow.show

    def show_and_watch(window: program.MainWindow) -> None:
        QApplication.instance().installEventFilter(first)
        show(window)

    program.MainWindow.show = show_and_watch
    program.main()


if __name__ == "__main__":
    main()
