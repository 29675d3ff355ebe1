"""What a table may need beside the questions: a word about power, the citizen's own screen, the page turned round."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.parts.turned import Turned
from ui.presenters.background import Background
from ui.presenters.runner import Runner
from ui.presenters.screens import MIRRORED, Area, is_mirrored
from ui.presenters.shown_to_citizen import Shown
from ui.presenters.timers import Alarm, Timers
from ui.table.citizen_window import CitizenWindow, free_screen
from ui.table.power import Power, is_low, power_left, power_words

POWER_S = 60.0


class PowerWatch:
    """Asks once a minute how much power is left, tells what to say of it, and stops what nobody waits for while it is little."""

    def __init__(self, runner: Runner, timers: Timers, background: Background, say: Callable[[str], None]) -> None:
        self._runner, self._background, self._say = runner, background, say
        self._alarm = Alarm(timers, self.look)
        self.ask: Callable[[], Power | None] = power_left

    def look(self) -> None:
        """Looks now, and again in a minute."""
        self._runner.read(lambda: self.ask(), self._told)

    def stop(self) -> None:
        """Looks no more; the visit is over."""
        self._alarm.stop()
        self._background.save_power(False)

    def _told(self, power: Power | None) -> None:
        self._background.save_power(is_low(power))
        self._say(power_words(power))
        self._alarm.set(POWER_S)


class OtherScreen(QObject):
    """The citizen's window, while there is a screen for it and the caseworker wants it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.window: CitizenWindow | None = None
        page.destroyed.connect(self.close)

    @property
    def is_there(self) -> bool:
        """Whether there is a screen that the citizen may have."""
        return free_screen(self._page.screen()) is not None

    @property
    def say(self) -> str:
        """What is to be known of the screens, "" for nothing."""
        areas = [Area(*one.geometry().getRect()) for one in QGuiApplication.screens()]  # type: ignore[misc]
        return MIRRORED if is_mirrored(areas) else ""

    def swap(self) -> None:
        """Opens the citizen's window, or closes it."""
        screen = free_screen(self._page.screen())
        if self.window is not None:
            self.close()
        elif screen is not None:
            self.window = CitizenWindow()
            self.window.show_on(screen)

    def show_page(self, shown: Shown) -> None:
        """What the citizen sees now."""
        if self.window is not None:
            self.window.show_page(shown)

    def close(self) -> None:
        """No second window any more."""
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None


class Turning:
    """Turns one page of a stack round, and back."""

    def __init__(self, stack: QStackedLayout, page: QWidget) -> None:
        self._stack, self._page = stack, page
        self._turned: Turned | None = None

    @property
    def is_turned(self) -> bool:
        return self._turned is not None

    @property
    def shown(self) -> QWidget:
        """What stands in the stack for the page."""
        return self._turned or self._page

    def swap(self) -> None:
        """Round, or back; the keyboard stays in its field."""
        focus = self._page.focusWidget()
        if self._turned is None:
            self._stack.removeWidget(self._page)
            self._page.setParent(None)
            self._turned = Turned()
            self._turned.take(self._page)
            self._stack.addWidget(self._turned)
            self._stack.setCurrentWidget(self._turned)
        else:
            turned, self._turned = self._turned, None
            turned.give_back()
            self._stack.removeWidget(turned)
            turned.hide()
            turned.deleteLater()
            self._stack.addWidget(self._page)
            self._stack.setCurrentWidget(self._page)
            self._page.show()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """To the page from another that stood in the stack: a turned one is reached through what turns it."""
        if self._turned is not None:
            self._turned.take_keyboard()
