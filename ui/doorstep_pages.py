"""The pages before the vault is open, by place. Each loads its rooms when it is first gone to: the first paint waits for none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui import places
from ui.page import Page
from ui.tasks import Scope
from ui.timers import QtTimers

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ui.open_vault import OpenVault
    from ui.shell import Shell


def _ask_picture(parent: QWidget) -> Path | None:
    from ui.file_dialogs import ask_picture

    return ask_picture(parent)


class DoorstepPages:
    """The factories of the doorstep. `register` says them to the window."""

    def __init__(self, shell: Shell) -> None:
        self._shell, self._doors = shell, shell.doors

    def register(self) -> None:
        """From now on the window can go to each of these places."""
        window = self._shell.window
        window.register(places.Create, self._create)
        window.register(places.Unlock, self._unlock)
        window.register(places.Recover, self._recover)
        window.register(places.Restore, self._restore)
        window.register(places.KitBack, self._kit_back)

    def _create(self, place: Any, scope: Scope) -> Page:
        from rygsaek.vault.passphrase import generate, refuse_weak
        from ui.doorstep.create import CreatePage
        from ui.presenters.create import CreatePresenter
        from ui.presenters.new_words import NewWords

        presenter: CreatePresenter[OpenVault] = CreatePresenter(self._doors.create, NewWords(generate, refuse_weak), scope)
        page = CreatePage(place, scope, presenter)
        page.made.connect(self._shell.on_opened)
        return page

    def _unlock(self, place: Any, scope: Scope) -> Page:
        from ui.doorstep.unlock import UnlockPage
        from ui.presenters.unlock import UnlockPresenter

        doors, timers = self._doors, QtTimers(self._shell.window)
        presenter: UnlockPresenter[OpenVault] = UnlockPresenter(
            doors.unlock, doors.wait_left, scope, timers, doors.unlock_without_lost, doors.unlock_with_kit
        )
        page = UnlockPage(place, scope, presenter, _ask_picture)
        page.opened.connect(self._shell.on_opened)
        return page

    def _recover(self, place: Any, scope: Scope) -> Page:
        from rygsaek.vault.passphrase import generate, refuse_weak
        from ui.doorstep.recover import RecoverPage
        from ui.presenters.new_words import NewWords
        from ui.presenters.recover import RecoverPresenter

        presenter: RecoverPresenter[OpenVault] = RecoverPresenter(self._doors.recover, NewWords(generate, refuse_weak), scope)
        page = RecoverPage(place, scope, presenter)
        page.opened.connect(self._shell.on_opened)
        return page

    def _restore(self, place: Any, scope: Scope) -> Page:
        from ui.doorstep.recover import RestorePage
        from ui.file_dialogs import ask_backup

        page = RestorePage(place, scope, self._doors.restore_instead if place.instead else self._doors.restore, ask_backup)
        page.restored.connect(self._on_restored)
        return page

    def _on_restored(self, kept: str) -> None:
        aside = f" Den beskadigede ligger ved siden af som »{kept}«. Gem den, til it har set på den." if kept else ""
        self._shell.window.go(places.Unlock(f"Rygsækken er hentet. Lås den op med dine seks ord.{aside}"))

    def _kit_back(self, place: Any, scope: Scope) -> Page:
        from rygsaek.vault.passphrase import generate, refuse_weak
        from ui import wiring
        from ui.doorstep.kit_back import KitBackPage
        from ui.presenters.kit_back import KitBackPresenter
        from ui.presenters.kit_back_source import FreshMachine
        from ui.presenters.new_words import NewWords

        source = FreshMachine(self._doors.create, wiring.line_on, wiring.runner_on)
        presenter: KitBackPresenter[OpenVault] = KitBackPresenter(source, NewWords(generate, refuse_weak), scope)
        page = KitBackPage(place, scope, presenter, _ask_picture)
        page.begun.connect(self._shell.on_begun)
        page.left.connect(self._shell.on_opened)
        return page
