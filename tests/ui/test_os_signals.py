"""The system's own lock and sleep, told over a real bus by a stand-in for logind."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from ui.os_signals import MANAGER, PATH, SERVICE, SESSION, SystemLock

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon on this machine")


class Logind:
    """Owns logind's name on a bus of the test's own, and says what it is told to say."""

    def __init__(self, address: str) -> None:
        self.bus = QDBusConnection.connectToBus(address, "logind")
        assert self.bus.registerService(SERVICE)
        self.heard_by = QDBusConnection.connectToBus(address, "window")

    def say(self, path: str, interface: str, name: str, *arguments: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(arguments))
        assert self.bus.send(message)


@pytest.fixture
def logind(qtbot: QtBot) -> Iterator[Logind]:
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    yield Logind(daemon.stdout.readline().strip())
    for name in ("logind", "window"):
        QDBusConnection.disconnectFromBus(name)
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def test_it_is_told_before_the_laptop_sleeps(qtbot: QtBot, logind: Logind) -> None:
    lock = SystemLock(None, logind.heard_by)
    assert lock.watch()
    with qtbot.waitSignal(lock.sleeping, timeout=20_000):
        logind.say(PATH, MANAGER, "PrepareForSleep", True)


def test_waking_up_is_no_sleep(qtbot: QtBot, logind: Logind) -> None:
    lock = SystemLock(None, logind.heard_by)
    lock.watch()
    heard: list[int] = []
    lock.sleeping.connect(lambda: heard.append(1))
    logind.say(PATH, MANAGER, "PrepareForSleep", False)
    with qtbot.waitSignal(lock.sleeping, timeout=20_000):
        logind.say(PATH, MANAGER, "PrepareForSleep", True)
    assert heard == [1]


def test_it_locks_with_the_sessions_screen(qtbot: QtBot, logind: Logind) -> None:
    lock = SystemLock(None, logind.heard_by)
    lock.watch()
    with qtbot.waitSignal(lock.locking, timeout=20_000):
        logind.say("/org/freedesktop/login1/session/_31", SESSION, "Lock")


def test_without_a_bus_nobody_tells_and_nothing_breaks(qtbot: QtBot) -> None:
    assert not SystemLock(None, QDBusConnection("no such bus")).watch()
