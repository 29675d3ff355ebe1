"""The window's wiring: from a folder to a running program.

What the first paint does not need is imported after it; what the vault needs, while the passphrase is being worked on.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from rygsaek.errors import DiskError, RygsaekError
from rygsaek.vault.files import is_taken, told_as_disk_errors
from rygsaek.vault.system import forbid_core_dumps
from ui import theme
from ui.collecting import Collector
from ui.doors import Doors
from ui.instance import OneInstance
from ui.logbook import catch_everything, open_logbook, quieten_qt
from ui.shell import Shell
from ui.system import keep_singletons
from ui.window import NAME

if TYPE_CHECKING:
    from datetime import datetime

    from forms.profile import Person
    from rygsaek.casework.desk import Desk
    from rygsaek.paper.printers import Printer
    from rygsaek.vault.migrations import Migration
    from rygsaek.vault.secret import RecoverySecret
    from ui.open_vault import OpenVault


def run(
    profile_dir: Path,
    *,
    command: Sequence[str] | None = None,
    make_printer: Callable[[], Printer] | None = None,
    now: Callable[[], datetime] | None = None,
    started: Callable[[Shell], None] | None = None,
) -> int:
    """Shows the window of the vault under a folder, and returns the exit code when it is closed.

    command: what starts the fresh process after a lock; None for this program on the same folder.
    make_printer, now: other printers and another clock than this computer's, for tests and the demo.
    started: called when the first page is shown.
    """
    keep_singletons()
    forbid_core_dumps()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else theme.new_application()
    app.setApplicationName(NAME)
    app.setApplicationDisplayName(NAME)
    try:
        with told_as_disk_errors():
            open_logbook(profile_dir)
    except DiskError as error:
        return without_a_folder(error)
    app.setDesktopFileName("rygsaek")
    app.setQuitOnLastWindowClosed(False)
    quieten_qt()
    Collector(app)
    doors = _doors(profile_dir, make_printer, now)
    instance = OneInstance(doors.folder)
    if instance.call_first():
        return 0
    shell = Shell(app, doors, profile_dir, command=command or own_command(profile_dir), instance=instance)
    teller = _Teller(shell)
    catch_everything(teller.tell)
    shell.start()
    if started is not None:
        started(shell)
    return app.exec()


def without_a_folder(error: DiskError) -> int:
    """Says why nothing can be kept here, in a window of its own: there is none yet that could. Returns the exit code."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Critical, NAME, error.title, QMessageBox.StandardButton.Close)
    box.setInformativeText(error.advice)
    box.button(QMessageBox.StandardButton.Close).setText("Luk")
    box.exec()
    return error.exit_code


def own_command(profile_dir: Path) -> tuple[str, ...]:
    """How this program is started again on the same folder; nothing else is passed on."""
    program = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "ui.main")
    return (*program, "--profile-dir", str(profile_dir))


def _doors(profile_dir: Path, make_printer: Callable[[], Printer] | None, now: Callable[[], datetime] | None = None) -> Doors:
    vault = profile_dir / "vault"

    def opened(desk: Desk, secret: RecoverySecret | None = None) -> OpenVault:
        from ui.open_vault import OpenVault
        from ui.wiring import Places

        vault = OpenVault(desk, Places(profile_dir), make_printer, secret)
        vault.look_ahead()
        return vault

    def create(who: Person, words: str) -> OpenVault:
        from ui import wiring

        return opened(*wiring.create(wiring.Places(profile_dir), words, who, now=now or wiring.utc_now))

    def unlock(words: str) -> OpenVault:
        from rygsaek.vault import unlocking

        found = unlocking.unlock(vault, words, migrations=_Steps(), now=int(time.time()))
        from ui import wiring

        return opened(wiring.desk_of(found, wiring.Places(profile_dir), now or wiring.utc_now))

    def recover(sheet: RecoverySecret, words: str) -> OpenVault:
        from ui import wiring

        return opened(wiring.recover(wiring.Places(profile_dir), sheet, words, now=now or wiring.utc_now))

    def restore(backup: Path, words: str) -> None:
        from ui import wiring

        wiring.restore(wiring.Places(profile_dir), backup, words)

    def restore_instead(backup: Path, words: str) -> str:
        from ui import wiring

        return wiring.restore_instead(wiring.Places(profile_dir), backup, words)

    def unlock_without_lost(words: str) -> OpenVault:
        from rygsaek.vault.keys import DATABASE
        from rygsaek.vault.mark import accept_loss

        accept_loss(vault / DATABASE)
        return unlock(words)

    def wait_left() -> float:
        if not (vault / "vault.wait").exists():
            return 0.0
        from rygsaek.vault.waiting import wait_left_s  # the first page asks: nothing that opens a vault is loaded for it

        return float(wait_left_s(vault, int(time.time())))

    def unlock_with_kit(words: str, given: str) -> OpenVault:
        from ui import wiring

        return opened(wiring.unlock_with_kit(wiring.Places(profile_dir), words, given, now=now or wiring.utc_now))

    return Doors(
        vault, lambda: is_taken(vault), create, unlock, recover, restore, restore_instead, unlock_without_lost, wait_left,
        unlock_with_kit,
    )  # fmt: skip


class _Steps(Sequence["Migration"]):
    """Every room's steps, fetched when the vault asks for them: the words are worked out on another core meanwhile."""

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> Migration: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Migration]: ...

    def __getitem__(self, index: int | slice) -> Migration | Sequence[Migration]:
        return self._all()[index]

    def _all(self) -> tuple[Migration, ...]:
        from ui import wiring

        return wiring.migrations()


class _Teller(QObject):
    """Says on the screen's thread what went wrong on any."""

    _told = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._told.connect(shell.window.show_trouble, Qt.ConnectionType.QueuedConnection)

    def tell(self, error: RygsaekError) -> None:
        self._told.emit(error)
