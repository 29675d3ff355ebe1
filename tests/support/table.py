"""A kitchen table for tests: a real vault with a citizen in it, a tray instead of a printer, and the window at a page of it."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from forms.library import Library
from rygsaek.casework import cases, pin, settings
from rygsaek.casework import projectors as casework
from rygsaek.casework.desk import Desk
from rygsaek.history.clock import HybridClock
from rygsaek.history.journal import Journal
from rygsaek.paper import projectors as paper
from rygsaek.paper.exits import Exits
from rygsaek.paper.print_queue import PrintQueue
from rygsaek.paper.printers import JobState, PrinterInfo, Ticket, never
from rygsaek.paper.shelf import Shelf
from rygsaek.vault.vault import Vault
from tests.support.desks import ANNA, LISE, PASSPHRASE, SetClock, library, profile
from tests.support.forms import example
from tests.support.vaults import new_vault
from ui.desk.home import HomePage
from ui.form.wizard import WizardPage
from ui.page import Page
from ui.places import AfterVisitAt, CaseAt, Home, Place, PrintAt, VisitAt, WizardAt
from ui.presenters.home import HomePresenter
from ui.presenters.home_source import DeskHome
from ui.presenters.print_room import PrintRoom
from ui.presenters.quiet import QuietLimits
from ui.printing.print_page import PrintPage
from ui.table.after_visit import AfterVisitPage
from ui.table.visit import VisitPage
from ui.table.visit_needs import VisitNeeds
from ui.tasks import Tasks
from ui.timers import QtTimers
from ui.window import Window
from ui.wiring import migrations

PIN = "142857"
TRAY = "Køkkenbord"
PATIENCE_MS = 20_000


class Tray:
    """A printer that puts out everything at once, or is so slow that nothing comes. papers: title and bytes of what came out."""

    def __init__(self) -> None:
        self.papers: list[tuple[str, bytes]] = []
        self.cancelled: list[str] = []
        self.is_slow = False
        self.is_there = True
        self._titles: dict[str, str] = {}

    def printers(self) -> tuple[PrinterInfo, ...]:
        return (self.look(TRAY),) if self.is_there else ()

    def look(self, name: str) -> PrinterInfo:
        return PrinterInfo(name, f"tray:{name}", name, "ready" if name == TRAY else "missing")

    def prepare(self, name: str, title: str, copies: int) -> Ticket:
        self._titles[title] = title
        return title

    def deliver(self, name: str, ticket: Ticket, data: bytes, stop: Callable[[], bool] = never) -> None:
        if not self.is_slow:
            self.papers.append((ticket, data))

    def state(self, name: str, ticket: Ticket) -> JobState:
        if ticket in self.cancelled:
            return JobState("cancelled")
        return JobState("done" if any(title == ticket for title, _ in self.papers) else "printing")

    def cancel(self, name: str, ticket: Ticket) -> JobState:
        self.cancelled.append(ticket)
        return JobState("cancelled")

    def trace(self, title: str) -> Ticket:
        return title


@dataclass
class Table:
    """Everything at hand: the desk, Anna's case, the tray, the window."""

    app: QApplication
    desk: Desk
    case: str
    tray: Tray
    tasks: Tasks
    room: PrintRoom
    window: Window
    places: list[Place] = field(default_factory=list)
    presses: int = 0

    def go(self, place: Place) -> Any:
        """Shows a page and waits until nothing is under way."""
        self.window.go(place)
        self.settle()
        return self.page

    def fill(self, *forms: str) -> dict[str, str]:
        """Fills forms of the case with their examples; returns the documents by form."""
        found = {}
        for form in forms:
            found[form] = cases.open_document(self.desk, self.case, form)
            answers = {key: value for key, value in example(form)[1].items() if not isinstance(value, dict)}
            cases.fill(self.desk, self.case, found[form], answers)
        return found

    @property
    def page(self) -> Any:
        assert self.window.page is not None
        return self.window.page

    def settle(self) -> None:
        """Waits until every read and write was delivered and the screen is painted."""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while True:
            self.app.processEvents()
            if self.tasks.is_idle:
                self.app.sendPostedEvents()
                self.app.processEvents()
                if self.tasks.is_idle:
                    return
            loop = QEventLoop()
            self.tasks.idle.connect(loop.quit)
            QTimer.singleShot(50, loop.quit)
            loop.exec()
            assert time.monotonic() < deadline, "work never ended"

    def wait_for(self, ask: Callable[[], bool]) -> None:
        """Waits until something is so, however many rounds that takes."""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not ask():
            assert time.monotonic() < deadline, "it never came"
            loop = QEventLoop()
            QTimer.singleShot(20, loop.quit)
            loop.exec()
            self.settle()

    def focused(self) -> QWidget:
        """The widget that the keyboard is in."""
        widget = self.window.focusWidget()
        assert widget is not None, "the keyboard is nowhere"
        return widget

    def type(self, text: str) -> None:
        """Letters of an answer: not counted as presses."""
        QTest.keyClicks(self.focused(), text)

    def press(self, key: Any, modifier: Any = None) -> None:
        """One press, counted, and what follows of it."""
        self.presses += 1
        if modifier is None:
            QTest.keyClick(self.focused(), key)
        else:
            QTest.keyClick(self.focused(), key, modifier)
        self.settle()


@functools.cache
def _hashed_pin() -> dict[str, str]:
    """What a vault keeps of the PIN: hashing it takes as long as opening a page."""
    salt = bytes(16)
    return {"salt": salt.hex(), "hash": pin._hash(PIN, salt).hex()}


@contextmanager
def laid(app: QApplication, folder: Path, *, forms: Library | None = None, **answers: Any) -> Iterator[Table]:
    """A table laid for a visit: Anna's case in a new vault. forms: others than the built-in ones; answers: more facts."""
    vault = new_vault(folder / "vault", PASSPHRASE, migrations())
    with vault, at_table(app, vault, forms=forms) as table:
        settings.put(vault, "visit_pin", _hashed_pin())
        table.case = cases.create_case(table.desk, {**ANNA, **answers})
        yield table


@contextmanager
def at_table(
    app: QApplication, vault: Vault, case: str = "", *, forms: Library | None = None, clock: SetClock | None = None
) -> Iterator[Table]:
    """The window over an open vault."""
    set_clock = clock or SetClock()
    known = forms or library()
    projectors = (*casework.projectors(known), *paper.projectors())
    journal = Journal(vault, projectors, HybridClock(lambda: int(set_clock.now().timestamp() * 1000)))
    desk = Desk(vault, journal, known, profile(), LISE, set_clock.now)
    tray = Tray()
    tasks = Tasks()
    window = Window(tasks)
    queue = PrintQueue(vault, tray, set_clock.now)
    timers = QtTimers(window)
    room = PrintRoom(desk, Exits(desk, queue, shelf=Shelf(vault.folder.parent / "hylde")), queue, tray, tasks, timers)
    table = Table(app, desk, case, tray, tasks, room, window)
    register(table, timers)
    window.moved.connect(table.places.append)
    window.resize(1280, 800)
    window.show()
    try:
        yield table
    finally:
        room.close()
        window.commit()
        table.settle()
        window.hide()
        tasks.close()
        window.deleteLater()
        app.processEvents()


def register(table: Table, timers: QtTimers) -> None:
    """The pages of this part of the house, as the wiring registers them."""
    desk, room = table.desk, table.room
    table.window.register(CaseAt, lambda place, scope: Page(place, scope, type(place).__name__))
    home = DeskHome(desk, lambda: False, lambda: room.exits)
    table.window.register(Home, lambda place, scope: HomePage(place, scope, HomePresenter(home, scope, timers), lambda: None))  # type: ignore[arg-type]
    needs = VisitNeeds(desk, room, timers, time.monotonic, QuietLimits())
    table.window.register(WizardAt, lambda place, scope: WizardPage(place, scope, desk, timers))  # type: ignore[arg-type]
    table.window.register(VisitAt, lambda place, scope: VisitPage(place, scope, needs))  # type: ignore[arg-type]
    table.window.register(PrintAt, lambda place, scope: PrintPage(place, scope, desk, room, timers))  # type: ignore[arg-type]
    table.window.register(AfterVisitAt, lambda place, scope: AfterVisitPage(place, scope, desk, room, timers))  # type: ignore[arg-type]


__all__ = ["PIN", "TRAY", "Page", "Table", "Tray", "at_table", "laid"]


def visit(table: Table, form: str = "samarbejdsaftale", at: str = "") -> VisitPage:
    """The case's visit, at a paper of it."""
    page = table.go(VisitAt(table.case))
    assert isinstance(page, VisitPage)
    page.visit.go(form, at=at)
    table.settle()
    return page
