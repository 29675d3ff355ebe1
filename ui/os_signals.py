"""When the system locks its screen or goes to sleep, as far as it tells: logind's signals on Linux.

A delay is asked for, so that the lock is done before the laptop sleeps. Where there is no system bus, nothing is told;
idle time and the shortcut lock there.
"""

from __future__ import annotations

import os
from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusUnixFileDescriptor

SERVICE, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
ANSWER_MS = 500


def _slot(signature: str) -> bytes:
    return cast("bytes", SLOT(signature))  # PySide takes the str that SLOT gives, and says bytes in its stubs


class SystemLock(QObject):
    """locking: the system locks its screen. sleeping: it is about to sleep, as when the lid is closed."""

    locking = Signal()
    sleeping = Signal()

    def __init__(self, parent: QObject | None = None, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._bus = bus or QDBusConnection.systemBus()
        self._delay: QDBusUnixFileDescriptor | None = None
        self.is_told = False

    def watch(self) -> bool:
        """Begins to listen. False where nobody will tell."""
        if not self._bus.isConnected():
            return False
        self.is_told = self._bus.connect(SERVICE, PATH, MANAGER, "PrepareForSleep", self, _slot("on_sleep(bool)"))
        self._bus.connect(SERVICE, self._session(), SESSION, "Lock", self, _slot("on_lock()"))
        self._ask_for_delay()
        return self.is_told

    @Slot(bool)
    def on_sleep(self, is_coming: bool) -> None:
        """PrepareForSleep: true before, false after."""
        if is_coming:
            self.sleeping.emit()
            self._delay = None
        else:
            self._ask_for_delay()

    @Slot()
    def on_lock(self) -> None:
        """The session's screen is locked."""
        self.locking.emit()

    def _session(self) -> str:
        found = self._ask("GetSessionByPID", os.getpid())
        return found.path() if isinstance(found, QDBusObjectPath) else ""

    def _ask_for_delay(self) -> None:
        found = self._ask("Inhibit", "sleep", "Rygsæk", "Rygsæk låser", "delay")
        if isinstance(found, QDBusUnixFileDescriptor):
            self._delay = found

    def _ask(self, method: str, *arguments: object) -> object:
        call = QDBusMessage.createMethodCall(SERVICE, PATH, MANAGER, method)
        call.setArguments(list(arguments))
        reply = self._bus.call(call, QDBus.CallMode.Block, ANSWER_MS)
        given = reply.arguments()
        return given[0] if reply.type() == QDBusMessage.MessageType.ReplyMessage and given else None
