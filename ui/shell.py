"""The running window: from the doorstep to the desk, and back through the lock.

It owns what lives as long as the process: window, tasks, clipboard guard, idle watch, the meeting of a second start. What
belongs to an open vault begins in `on_opened` and ends with the process.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from rygsaek.errors import RygsaekError
from ui import places, theme
from ui.appearance import Appearance, read_appearance, write_appearance
from ui.doors import Doors
from ui.doorstep_pages import DoorstepPages
from ui.instance import OneInstance
from ui.locking import Locking, end
from ui.places import Place
from ui.presenters.background import Background
from ui.tasks import Tasks
from ui.touches import Touches
from ui.window import Window

if TYPE_CHECKING:
    from sync.runner import Outcome, Runner
    from ui.open_vault import OpenVault
    from ui.syncing import Syncing

IDLE_MIN = 5
KEEP_PLACE_MS = 200
WIDTH, HEIGHT = 1280, 800
END_S = 1.5
"""Seconds that closing by hand waits for the disk. What is typed was kept in the drafts a moment after its key."""
WARM_UP_MS = 300
WAY_IN_MS = 30
"""Words that are there at once are first worked on: until then nothing is fetched that would keep the interpreter from them."""
SETTLE_IN_MS = 150
WAY_IN = "rygsaek.vault.unlocking ui.wiring ui.open_vault ui.presenters.home_source".split()
"""What opens the vault and reads what the first page behind it shows. Loaded on another thread: no Qt in it."""
FIRST_PAGE = "ui.desk_pages ui.desk.desk_page ui.desk.case_list ui.desk.today_cards ui.desk.home".split()
"""That page itself."""
ERASED = ("En leder har bestemt, at rygsækken på denne computer skal slettes. Det er gjort.", "Tal med din leder.")
DELETED = ("Sagen er slettet for altid. To på kontoret har sagt ja til det.", "Tal med din leder, hvis det er forkert.")
FROM_OFFICE = "Din leder har sendt nye formularer eller oplysninger ud. De gælder nu. Det, du har skrevet, står, som det var."


class Shell(QObject):
    """command: starts the fresh process after a lock. instance: of which this start has learnt that it is the first."""

    def __init__(
        self,
        app: QApplication,
        doors: Doors,
        profile_dir: Path,
        *,
        command: Sequence[str],
        instance: OneInstance | None = None,
    ) -> None:
        super().__init__()
        self.app, self.doors, self.profile_dir = app, doors, profile_dir
        self.opened: OpenVault | None = None
        self.syncing: Syncing | None = None
        self._has_news = False
        self.background = Background()
        self.appearance = read_appearance(profile_dir)
        self.tasks = Tasks(self)
        self.dress()
        self.window = Window(self.tasks)
        self.touches = Touches(app, IDLE_MIN * 60)
        self.instance = instance or OneInstance(doors.folder)
        self.instance.setParent(self)
        self.locking = Locking(
            hide=self._hide, commit=self._commit, hold=self._hold, part=self.instance.close, close=self._close, command=command,
            steady_s=time.monotonic,
        )  # fmt: skip
        self._place: Place | None = None
        self._place_timer = once(self, KEEP_PLACE_MS)
        self._warm_up_timer = once(self, WARM_UP_MS)
        self._first_paint_timer = once(self, 0)
        self._way_in_timer = once(self, WAY_IN_MS)
        self._settle_in_timer = once(self, SETTLE_IN_MS)
        self._fetch_timer = once(self, 0)
        self._to_fetch = list(FIRST_PAGE)
        self._place_timer.timeout.connect(self._keep_place)
        self.window.arrived.connect(self._on_place)
        self.window.moved.connect(self._on_place)
        self.window.lock_wanted.connect(self.lock)
        self.window.closed.connect(self._on_closed)
        self.touches.quiet.connect(self._on_quiet)
        self.instance.front.connect(self.come_to_front)
        self._lock_key = QShortcut(QKeySequence("Ctrl+L"), self.window, self.lock)
        self._lock_key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme)
        DoorstepPages(self).register()

    def start(self) -> None:
        """Shows the first page. What the first paint does not need is fetched right after it."""
        self.window.go(places.Unlock() if self.doors.exists() else places.Create())
        self._fit_screen()
        self._first_paint_timer.timeout.connect(self._after_first_paint)
        self._way_in_timer.timeout.connect(self._fetch_way_in)
        self._settle_in_timer.timeout.connect(self._settle_in)
        self._fetch_timer.timeout.connect(self._fetch_page)
        self._first_paint_timer.start()

    def _fit_screen(self) -> None:
        """As large as reads well, and all of a screen that is no larger. Without a screen there is nothing to fit."""
        room = self.window.screen().availableGeometry()
        self.window.resize(WIDTH, HEIGHT)
        if self.app.platformName() != "offscreen" and (room.width() <= WIDTH or room.height() <= HEIGHT):
            self.window.showMaximized()
        else:
            self.window.show()

    def come_to_front(self) -> None:
        """Another start asked for this window."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def dress(self) -> None:
        """Puts on what the settings and the system say."""
        theme.apply(self.app, dark=self.appearance.is_dark(theme.system_is_dark(self.app)), scale=self.appearance.scale)

    def change_appearance(self, appearance: Appearance) -> None:
        """Changes text size or colours, and keeps them for the next start.

        Colours change in place: a page at the table goes on as it is. Another size lays the settings page out anew.
        """
        resized = appearance.scale != self.appearance.scale
        self.appearance = appearance
        with suppress(OSError):
            write_appearance(self.profile_dir, appearance)
        self.dress()
        if resized:
            self.window.lay_out_anew()

    def lock(self) -> None:
        """Locks now. On the doorstep there is nothing to lock."""
        if self.opened is not None:
            self.locking.lock()

    def on_opened(self, opened: OpenVault, only_next: bool = False, say: str = "") -> None:
        """The vault is open: pages of the desk, and back to where the person was. say: what is more to be known than that."""
        from ui.desk_pages import DeskPages

        self.opened = opened
        self.syncing = self._make_syncing(opened)
        self.pages = DeskPages(self, opened)
        self.pages.register()
        self.touches.set_limit(60 * (opened.ahead.idle_min or IDLE_MIN))
        place, said = opened.arrival(only_next=only_next)
        self.window.go(place)
        if say or said:
            self.window.notice.tell(say or said)
        self._warm_up_timer.timeout.connect(self.pages.warm_up)
        self._warm_up_timer.timeout.connect(self.syncing.start)
        self._warm_up_timer.start()

    def on_begun(self, opened: OpenVault) -> None:
        """A vault stands open behind the doorstep: from now on there is something to lock."""
        self.opened = opened

    def _make_syncing(self, opened: OpenVault) -> Syncing:
        from ui.syncing import Syncing

        def make() -> Runner:
            from ui.wiring import runner_of

            return runner_of(lambda: opened.desk)

        syncing = Syncing(make, self.background.may_work, self)
        syncing.ended.connect(self._on_synced)
        self.window.arrived.connect(syncing.saved)
        return syncing

    def _on_synced(self, outcome: Outcome | None) -> None:
        if outcome is None or self.opened is None:
            return
        if outcome.order is not None:
            self._erase(self.opened)
        else:
            self.tasks.write(self.opened.follow_office, self._on_followed)
            self._leave_deleted(self.opened)

    def _leave_deleted(self, opened: OpenVault) -> None:
        """A case that two people have deleted meanwhile is not left on the screen. A visit is left to whoever holds it."""
        place = self.window.page.place if self.window.page is not None else None
        case = getattr(place, "case", "")

        def done(is_gone: bool) -> None:
            page = self.window.page
            if is_gone and page is not None and getattr(page.place, "case", "") == case:
                self.window.go(places.Home())
                # behind what was being typed in it, which can be kept nowhere any more
                self.tasks.write(lambda: None, lambda _: self.window.notice.trouble(*DELETED))

        if case and not isinstance(place, places.VisitAt):
            self.tasks.read(lambda: opened.is_gone(case), done)

    def _on_followed(self, has_news: bool) -> None:
        """The pages that come have what the office published. It is told at home, and never at a kitchen table."""
        self._has_news = self._has_news or has_news
        self._tell_news()

    def _tell_news(self) -> None:
        if self._has_news and self.window.page is not None and self.window.page.place == places.Home():
            self._has_news = False
            self.window.notice.tell(FROM_OFFICE)

    def _erase(self, opened: OpenVault) -> None:
        """A lead has ordered it, and signed that: nothing of it stays on the screen or on the disk."""
        from rygsaek.vault.erasing import erase

        self._hold()
        self.window.go(places.Create())
        self.tasks.drain()
        self.opened, self._place = None, None
        erase(opened.desk.vault)
        self.window.notice.trouble(*ERASED)

    def _after_first_paint(self) -> None:
        """What opens the vault is fetched first: the person has begun to type."""
        if self.doors.exists():
            self._way_in_timer.start()
        self._settle_in_timer.start()

    def _fetch_way_in(self) -> None:
        self.tasks.read(lambda: _load_the_way_in(self.profile_dir), lambda _: self._fetch_timer.start())

    def _fetch_page(self) -> None:
        """One more part of the page behind the door, while nothing else is asked of this thread. Never on another:
        PySide6 makes a class when it is first named, and two threads that do so at once end the process (seen with 6.12)."""
        import_module(self._to_fetch.pop(0))
        if self._to_fetch:
            self._fetch_timer.start()

    def _settle_in(self) -> None:
        from ui.brand import icon
        from ui.clipboard import ClipboardGuard
        from ui.danish import speak_danish

        self.clipboard = ClipboardGuard(self)
        speak_danish(self.app)
        self.touches.watch()
        self.window.setWindowIcon(icon(theme.current()))
        self.instance.stand()
        self._watch_system()

    def _watch_system(self) -> None:
        from ui.os_signals import SystemLock

        self.system_lock = SystemLock(self)
        self.system_lock.locking.connect(self.lock)
        self.system_lock.sleeping.connect(self._on_sleep)
        self.system_lock.watch()

    def _on_scheme(self) -> None:
        if self.appearance.colours == "system":
            self.dress()

    def _on_sleep(self) -> None:
        """At the table a closed lid is a pause, where the municipality does not want the lock."""
        page = self.window.page
        is_pause = self.opened is not None and self.opened.desk.profile.settings.lid == "pause"
        if is_pause and page is not None and page.cover():
            self.tasks.drain()
        else:
            self.lock()

    def _on_quiet(self) -> None:
        page = self.window.page
        if page is None or not page.keeps_quiet_itself:
            self.lock()

    def _on_place(self, place: Place) -> None:
        self._tell_news()
        if self.opened is not None and isinstance(place, places.KEPT):
            self._place = place
            self._place_timer.start()

    def _keep_place(self) -> None:
        self._place_timer.stop()
        opened, place = self.opened, self._place
        if opened is not None and place is not None:
            from rygsaek.casework import drafts

            self._place = None
            written = places.encode_place(place)
            self.tasks.write(lambda: drafts.set_last_place(opened.desk, written), None, self._on_place_lost)

    def _on_place_lost(self, error: RygsaekError) -> None:
        """A place that cannot be kept is no loss worth a message; what is typed says its own."""

    def _hide(self) -> None:
        try:
            self._note_caret()  # a field that loses the keyboard shows its answer anew, with the caret before it
        finally:
            for one in self.app.topLevelWidgets():
                one.hide()
        if hasattr(self, "clipboard"):
            self.clipboard.clear()

    def _commit(self, wait_s: float) -> None:
        self.window.commit()
        self._keep_place()
        self.tasks.drain(wait_s)

    def _note_caret(self) -> None:
        """The place where the person slipped, to the letter."""
        page = self.window.page
        if page is None or self.opened is None or not isinstance(page.place, places.KEPT):
            return
        before = before_caret(page.writes_in())
        if before is not None:
            page.place = places.slipped(page.place, before)
        self._place = page.place

    def _hold(self) -> None:
        if self.opened is not None:
            self.opened.queue.hold_all()

    def _close(self, wait_s: float) -> None:
        if self.syncing is not None:
            self.syncing.stop()
        if self.tasks.stop_reading(wait_s / 2) and self.tasks.drain(wait_s / 2) and self.opened is not None:
            self.opened.desk.vault.close()  # else the end of the process closes it: every write is durable by itself

    def _on_closed(self) -> None:
        """The window was closed by hand: everything as in a lock, but nothing starts anew."""
        self._hide()
        self._keep_place()
        self.tasks.drain()
        self._hold()
        self.instance.close()
        self._close(END_S)
        end(0)


def once(owner: QObject, wait_ms: int) -> QTimer:
    """A timer that rings once for each start, and never after its owner is gone."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(wait_ms)
    return timer


def before_caret(widget: QWidget | None) -> str | None:
    """What stands before the caret; None where no text is being written."""
    if isinstance(widget, QLineEdit):
        return widget.text()[: widget.cursorPosition()]
    return widget.toPlainText()[: widget.textCursor().position()] if isinstance(widget, QPlainTextEdit) else None


def _load_the_way_in(profile_dir: Path) -> None:
    """Fetches, while the person types six words, what opens the vault and shows the first page behind it."""
    for name in WAY_IN:
        import_module(name)
    from ui import wiring

    found = wiring.municipality(wiring.Places(profile_dir))  # its forms are read now, and only looked up once the vault is open
    wiring.projectors(found.library, found.profile)  # and so are the course and its limits
