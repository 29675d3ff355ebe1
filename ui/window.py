"""The one window: it goes to places, keeps the page that stands there, and shows what went wrong above it.

Its title, in the task switcher too, says only the program's name.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rygsaek.errors import RygsaekError
from ui.notice import Notice
from ui.page import Page
from ui.places import Place
from ui.tasks import Scope, Tasks

NAME = "Rygsæk"
Factory = Callable[[Place, Scope], Page]


class Window(QWidget):
    """Pages come from factories by the kind of place; the wiring registers them."""

    arrived = Signal(object)
    """The place that the window now stands at."""
    moved = Signal(object)
    """The place within a page changed: another field."""
    lock_wanted = Signal()
    """The page asks for the lock."""
    closed = Signal()
    """The window was closed by hand; what is typed is committed already."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(NAME)
        self.setAccessibleName(NAME)
        self.setMinimumSize(640, 480)
        self._tasks = tasks
        self._factories: dict[type[Place], Factory] = {}
        self.page: Page | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._add_notice()
        tasks.trouble.connect(self.show_trouble)

    def register(self, kind: type[Place], factory: Factory) -> None:
        """Says how the page of a kind of place is made."""
        self._factories[kind] = factory

    def go(self, place: Place) -> None:
        """Leaves the page that stands and shows the one of the place."""
        scope = self._tasks.scope()
        page = self._factories[type(place)](place, scope)  # before the old page goes: should it fail, that one stays
        self._leave()
        self.notice.dismiss()
        page.go.connect(self.go, Qt.ConnectionType.QueuedConnection)
        page.moved.connect(self.moved)
        page.lock.connect(self.lock_wanted)
        page.say.connect(self.notice.tell)
        self.page = page
        self._box.addWidget(page, 1)
        page.show()
        page.enter()
        page.focus_first()
        self.arrived.emit(place)

    def show_trouble(self, error: RygsaekError) -> None:
        """Says what went wrong and what to do, above the page, without taking the focus from what is typed."""
        self.notice.trouble(error.title, error.advice)

    def lay_out_anew(self) -> None:
        """Builds the page again where it stands, in the theme that is now in force."""
        self._box.removeWidget(self.notice)
        self.notice.hide()
        self.notice.deleteLater()
        self._add_notice()
        if self.page is not None:
            self.go(self.page.again())

    def commit(self) -> None:
        """Commits what is typed, for the lock and the end."""
        if self.page is not None:
            self.page.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.commit()
        super().closeEvent(event)
        self.closed.emit()

    def _leave(self) -> None:
        if self.page is None:
            return
        self.page.leave()
        self.page.runner.close()
        self._box.removeWidget(self.page)
        self.page.hide()
        self.page.deleteLater()
        self.page = None

    def _add_notice(self) -> None:
        self.notice = Notice()
        self._box.insertWidget(0, self.notice)
        self.notice.closed.connect(self._on_notice_closed)

    def _on_notice_closed(self) -> None:
        if self.page is not None and self.focusWidget() is None:
            self.page.focus_first()
