"""The pages of an open vault, by place. Each is made with what it needs, and loads its rooms when it is first gone to."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from ui import places
from ui.page import Page
from ui.tasks import Scope
from ui.timers import QtTimers
from ui.window import Factory

if TYPE_CHECKING:
    from ui.appearance import Appearance
    from ui.open_vault import OpenVault
    from ui.presenters.print_room import PrintRoom
    from ui.shell import Shell


class DeskPages:
    """The factories of one open vault. `register` says them to the window."""

    def __init__(self, shell: Shell, vault: OpenVault) -> None:
        self._shell, self._vault = shell, vault
        self._timers = QtTimers(shell.window)
        self._room: PrintRoom | None = None

    def register(self) -> None:
        """From now on the window can go to each of these places."""
        window = self._shell.window
        factories: dict[type[places.Place], Factory] = {
            places.Home: self._home, places.Sheet: self._sheet, places.NewCase: self._new_case, places.CaseAt: self._case,
            places.HistoryAt: self._history, places.SettingsAt: self._settings, places.WizardAt: self._wizard,
            places.VisitAt: self._visit, places.PauseAt: self._pause, places.AfterVisitAt: self._after_visit,
            places.PrintAt: self._print, places.OfficeAt: self._office,
            places.HandedAt: self._handed, places.RecoveryAt: self._recovery, places.OverviewAt: self._overview,
            places.HandOutAt: self._hand_out, places.ScanAt: self._scan, places.ImportAt: self._import,
            places.CopyAt: self._copy,
        }  # fmt: skip
        for kind, factory in factories.items():
            window.register(kind, factory)

    def warm_up(self) -> None:
        """Fetches, off the screen's thread, what the next pages need; then asks once what became of earlier print jobs."""
        self._shell.tasks.read(self._load, lambda _: self.room.go_round())
        self._shell.background.freed.listen(self._on_freed)

    def _on_freed(self) -> None:
        self._shell.tasks.read(self._catch_up)

    @property
    def room(self) -> PrintRoom:
        """The one print room of this vault, with the desk as it is now."""
        from ui.presenters.print_room import PrintRoom

        vault = self._vault
        if self._room is None:
            self._room = PrintRoom(vault.desk, vault.exits, vault.queue, vault.printer, self._shell.tasks, self._timers)
        self._room.desk, self._room.exits = vault.desk, vault.exits
        return self._room

    def _load(self) -> None:
        self._vault.exits.recover()
        self._catch_up()
        __import__("ui.presenters.print_room")
        tuple(self._vault.desk.library.newest_of_all().values())  # a case's page names every form; each is read by now

    def _catch_up(self) -> None:
        """The search index is brought up to date, where there is power for it; a search finds what is new all the same."""
        from rygsaek.casework import search

        if self._shell.background.may_work():
            search.catch_up(self._vault.desk)

    def _home(self, place: Any, scope: Scope) -> Page:
        from ui.desk.home import HomePage
        from ui.presenters.home import HomePresenter
        from ui.presenters.home_source import DeskHome

        vault = self._vault
        presenter = HomePresenter(DeskHome(vault.desk, vault.disk_is_open, lambda: vault.exits), scope, self._timers)
        page = HomePage(place, scope, presenter, lambda: scope.write(vault.disk_was_told), leads=vault.desk.role.leads)
        syncing = self._shell.syncing
        if syncing is not None:
            page.send.connect(syncing.now)
            page.stop.connect(syncing.cancel)
            syncing.busy.connect(page.show_sending)
            syncing.came.connect(page.on_came)
            syncing.failed.connect(page.on_not_sent)
            syncing.ended.connect(page.on_sent)
        return page

    def _pause(self, place: Any, scope: Scope) -> Page:
        from ui.desk.pause import DeskPausePage

        return DeskPausePage(place, scope, self._vault.desk, self.room.hold_all, time.monotonic)

    def _sheet(self, place: Any, scope: Scope) -> Page:
        from ui.doorstep.sheet import SheetPage
        from ui.file_dialogs import ask_target
        from ui.presenters.sheet import SheetPresenter

        presenter = SheetPresenter(self._vault, scope, needs_words=not self._vault.has_secret)
        return SheetPage(place, scope, presenter, ask_target)

    def _new_case(self, place: Any, scope: Scope) -> Page:
        from ui.desk.new_case import NewCasePage

        return NewCasePage(place, scope, self._vault.new_case)

    def _import(self, place: Any, scope: Scope) -> Page:
        from ui.desk.importing import ImportPage
        from ui.presenters.importing import ImportPresenter
        from ui.presenters.importing_source import DeskImport

        return ImportPage(place, scope, ImportPresenter(DeskImport(self._vault.desk), scope))

    def _case(self, place: Any, scope: Scope) -> Page:
        from ui.desk.case import CasePage
        from ui.presenters.case import CasePresenter
        from ui.presenters.case_source import DeskCase
        from ui.wiring import line_on

        desk = self._vault.desk
        page = CasePage(
            place, scope, CasePresenter(DeskCase(desk, place.case, lambda: line_on(desk), lambda: self._vault.exits), scope)
        )
        if self._shell.syncing is not None:
            self._shell.syncing.came.connect(page.on_came)
            self._shell.syncing.ended.connect(page.on_came)
        return page

    def _copy(self, place: Any, scope: Scope) -> Page:
        from ui.desk.copying import CopyingPage
        from ui.presenters.copying import CopyingPresenter

        return CopyingPage(place, scope, CopyingPresenter(self._vault.desk, place.case, scope))

    def _history(self, place: Any, scope: Scope) -> Page:
        from ui.desk.history import HistoryPage
        from ui.presenters.history import HistoryPresenter
        from ui.presenters.mending import Mending

        desk = self._vault.desk
        presenter = HistoryPresenter(desk, place.case, place.document, place.path, scope)
        page = HistoryPage(place, scope, presenter, Mending(desk, place.case, scope))
        if self._shell.syncing is not None:
            self._shell.syncing.ended.connect(page.on_sent)
        return page

    def _settings(self, place: Any, scope: Scope) -> Page:
        from rygsaek.vault.passphrase import generate, refuse_weak
        from ui.desk.settings import SettingsPage
        from ui.presenters.new_words import NewWords
        from ui.presenters.settings import SettingsPresenter

        presenter = SettingsPresenter(self._vault, NewWords(generate, refuse_weak), scope)
        presenter.idle_changed.listen(lambda minutes: self._shell.touches.set_limit(60 * minutes))
        page = SettingsPage(place, scope, presenter, self._shell.appearance)
        page.look_changed.connect(self._on_look)
        return page

    def _office(self, place: Any, scope: Scope) -> Page:
        from ui.desk.office import OfficePage
        from ui.presenters.office import OfficePresenter
        from ui.presenters.office_source import DeskOffice
        from ui.wiring import line_on

        vault = self._vault
        source = DeskOffice(line_on(vault.desk), lambda: vault.exits, vault.printers)
        presenter = OfficePresenter(source, scope, self._timers)
        if self._shell.syncing is not None:
            presenter.is_back.listen(self._shell.syncing.now)
        return OfficePage(place, scope, presenter)

    def _handed(self, place: Any, scope: Scope) -> Page:
        from ui.desk.handed import HandedPage
        from ui.presenters.handed import HandedPresenter
        from ui.presenters.handed_source import DeskHanded
        from ui.wiring import line_on

        desk = self._vault.desk
        return HandedPage(place, scope, HandedPresenter(DeskHanded(desk, line_on(desk)), scope))

    def _recovery(self, place: Any, scope: Scope) -> Page:
        from ui.desk.recovery import RecoveryPage
        from ui.presenters.recovery import RecoveryPresenter
        from ui.presenters.recovery_source import DeskRecovery
        from ui.wiring import line_on

        desk = self._vault.desk
        presenter = RecoveryPresenter(DeskRecovery(desk, line_on(desk)), scope)
        if self._shell.syncing is not None:
            presenter.opened.listen(self._shell.syncing.now)
        return RecoveryPage(place, scope, presenter)

    def _overview(self, place: Any, scope: Scope) -> Page:
        from ui.desk.overview import OverviewPage
        from ui.presenters.overview import OverviewPresenter
        from ui.presenters.overview_source import DeskOverview

        source = DeskOverview(self._vault.desk, lambda: self._vault.exits)
        return OverviewPage(place, scope, OverviewPresenter(source, scope))

    def _wizard(self, place: Any, scope: Scope) -> Page:
        from ui.form.wizard import WizardPage

        return WizardPage(place, scope, self._vault.desk, self._timers)

    def _visit(self, place: Any, scope: Scope) -> Page:
        from ui.presenters.quiet import QuietLimits
        from ui.table.visit import VisitPage
        from ui.table.visit_needs import VisitNeeds

        told = self._vault.desk.profile.settings
        limits = QuietLimits(told.dim_after_min, told.pause_after_min, told.lock_after_min)
        desk, background = self._vault.desk.for_purpose("Besøg"), self._shell.background
        return VisitPage(place, scope, VisitNeeds(desk, self.room, self._timers, time.monotonic, limits, background))

    def _after_visit(self, place: Any, scope: Scope) -> Page:
        from ui.table.after_visit import AfterVisitPage

        return AfterVisitPage(place, scope, self._vault.desk, self.room, self._timers)

    def _print(self, place: Any, scope: Scope) -> Page:
        from ui.printing.print_page import PrintPage

        return PrintPage(place, scope, self._vault.desk, self.room, self._timers)

    def _hand_out(self, place: Any, scope: Scope) -> Page:
        from ui.desk.hand_out import HandOutPage
        from ui.presenters.handing_out import HandingOut
        from ui.presenters.handing_out_source import DeskCaseOut, DeskFileOut

        vault = self._vault
        if place.attachment:
            file = DeskFileOut(vault.desk, lambda: vault.exits, place.case, place.attachment)
            return HandOutPage(place, scope, HandingOut(file, scope, self._timers))
        whole = DeskCaseOut(vault.desk, lambda: vault.exits, place.case)
        return HandOutPage(place, scope, HandingOut(whole, scope, self._timers))

    def _scan(self, place: Any, scope: Scope) -> Page:
        from ui.desk.scan import ScanPage
        from ui.presenters.scan_source import DeskScanning
        from ui.presenters.scanning import Scanning

        return ScanPage(place, scope, Scanning(DeskScanning(self._vault.desk, place.case), scope))

    def _on_look(self, look: Appearance) -> None:
        self._shell.change_appearance(look)
