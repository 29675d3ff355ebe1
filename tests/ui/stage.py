"""The whole window on a real vault, in this process: as the program puts it together, but with no printer and a cheap key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rygsaek.casework.desk import Desk
from rygsaek.paper.ipp_printer import IppPrinter
from ui import app as window_app
from ui.open_vault import OpenVault
from ui.places import Place
from ui.shell import Shell
from ui.wiring import Places


def no_printers() -> IppPrinter:
    """A computer without CUPS and without a printer."""
    return IppPrinter(None, timeout_s=0.5)


@contextmanager
def shell_on(app: QApplication, profile_dir: Path, desk: Desk | None = None) -> Iterator[Shell]:
    """The window; with a desk it stands open at nothing yet. Ends without the lock's own end, which would end the tests."""
    doors = window_app._doors(profile_dir, no_printers)
    shell = Shell(app, doors, profile_dir, command=("true",))
    if desk is not None:
        vault = OpenVault(desk, Places(profile_dir), no_printers, None)
        shell.opened = vault
        shell.syncing = shell._make_syncing(vault)
        from ui.desk_pages import DeskPages

        shell.pages = DeskPages(shell, vault)
        shell.pages.register()
    try:
        yield shell
    finally:
        for one in shell.findChildren(QTimer):
            one.stop()
        shell.window.closed.disconnect()
        if shell.window.page is not None:
            shell.window.page.leave()
            shell.window.page.runner.close()
        shell.tasks.drain()
        if shell.syncing is not None:
            shell.syncing.stop()
        shell.window.hide()
        shell.window.deleteLater()
        shell.touches.deleteLater()
        shell.instance.close()
        settle(app)
        shell.tasks.close()
        settle(app)
        shell.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle(app: QApplication) -> None:
    """Lets what is on its way arrive."""
    for _ in range(5):
        app.sendPostedEvents()
        app.processEvents()


def go(app: QApplication, shell: Shell, place: Place) -> None:
    """Goes to a place and waits until everything that it asked for has arrived."""
    shell.window.go(place)
    arrive(app, shell)


def arrive(app: QApplication, shell: Shell) -> None:
    """Waits until no work is under way and the page has shown what came."""
    from PySide6.QtCore import QEventLoop

    for _ in range(3):
        settle(app)
        if not shell.tasks.is_idle:
            loop = QEventLoop()
            shell.tasks.idle.connect(loop.quit)
            guard = QTimer()
            guard.setSingleShot(True)
            guard.timeout.connect(loop.quit)
            guard.start(20_000)
            while guard.isActive() and not shell.tasks.is_idle:  # what ends may begin more
                loop.exec()
            assert shell.tasks.is_idle, "the work did not end"
    settle(app)


def press(app: QApplication, shell: Shell, name: str) -> None:
    """By the keyboard, the one button of the page with this name; waits for what comes of it."""
    assert shell.window.page is not None
    found = [one for one in shell.window.page.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    assert len(found) == 1, f"{len(found)} buttons {name}"
    found[0].setFocus()
    QTest.keyClick(found[0], Qt.Key.Key_Space)
    arrive(app, shell)
