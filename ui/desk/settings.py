"""The settings: text and colours, you, printer, lock and codes, municipality, backup. Nothing has a Save button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.appearance import Appearance
from ui.desk.desk_page import DeskPage
from ui.desk.part_card import PartCard
from ui.desk.settings_cards import KeysCard, LookCard, PrinterCard, WhoCard
from ui.file_dialogs import ask_folder, ask_target
from ui.parts.widgets import Body, Button, Heading, Row
from ui.places import Home, OfficeAt, SettingsAt, Sheet
from ui.presenters.settings import SettingsPresenter, SettingsView
from ui.tasks import Scope

BACKUP_NAME = "sikkerhedskopi.rygsaek"


class SettingsPage(DeskPage):
    """look_changed: another text size or colours, at once."""

    look_changed = Signal(object)

    def __init__(
        self,
        place: SettingsAt,
        runner: Scope,
        presenter: SettingsPresenter,
        look: Appearance,
        ask_file: Callable[[QWidget, str], Path | None] = ask_target,
        ask_dir: Callable[[QWidget, str], Path | None] = ask_folder,
    ) -> None:
        super().__init__(place, runner, "Indstillinger", back=Home(), has_settings=False)
        self._presenter, self._ask_file, self._ask_dir = presenter, ask_file, ask_dir
        column = self.add_column(width=760, gap=24)
        column.box.addWidget(Heading("Indstillinger", 1))
        self.look = LookCard(look)
        self.look.changed.connect(self.look_changed)
        self.who = WhoCard(presenter)
        self.printer = PrinterCard(presenter)
        self.keys = KeysCard(presenter)
        self.keys.sheet.connect(lambda: self.go.emit(Sheet()))
        self.kommune = self._make_kommune()
        self.backup = self._make_backup()
        self._cards: dict[str, PartCard] = {
            "worker": self.who, "printer": self.printer, "idle": self.keys, "pin": self.keys.pin, "words": self.keys.words,
            "kommune": self.kommune, "backup": self.backup,
        }  # fmt: skip
        for one in (self.look, self.who, self.printer, self.keys, self._make_office(), self.kommune, self.backup):
            column.box.addWidget(one)
        column.box.addStretch(1)
        presenter.view.listen(self._on_view)
        presenter.kept.listen(lambda part, said: self._cards[part].say_kept(said))
        presenter.problem.listen(lambda part, said: self._cards[part].say_problem(said))
        presenter.busy.listen(self._on_busy)

    def enter(self) -> None:
        self._presenter.begin()

    def leave(self) -> None:
        self.who.commit()

    def focus_first(self) -> None:
        self.look.focus_first()

    def _make_office(self) -> PartCard:
        card = PartCard("Kontoret")
        card.add(
            Body("Er du med i et kontor, bliver dine sager sendt dertil, når der er net.", "muted"),
            Row(Button("Åbn kontoret", lambda: self.go.emit(OfficeAt()))),
        )
        return card

    def _make_kommune(self) -> PartCard:
        card = PartCard("Din kommune")
        self._kommune_name = Body("", "muted")
        card.box.insertWidget(1, self._kommune_name)
        card.box.insertWidget(2, Row(Button("Vælg kommunens mappe", self._on_kommune)))
        return card

    def _make_backup(self) -> PartCard:
        card = PartCard("Sikkerhedskopi")
        card.box.insertWidget(1, Body("Kopien er låst med dine seks ord. Læg den et andet sted end computeren."))
        self._last_backup = Body("", "muted")
        card.box.insertWidget(2, self._last_backup)
        self._check = Button("Tjek rygsækken", self._presenter.check)
        card.box.insertWidget(3, Row(Button("Lav en sikkerhedskopi", self._on_backup), self._check))
        card.box.insertWidget(
            4, Body("Skal du hente fra en kopi? Det gør du på en ny computer, første gang du åbner Rygsæk.", "muted")
        )
        return card

    def _on_busy(self, part: str, is_busy: bool) -> None:
        self._cards[part].set_busy(is_busy)
        if part == "backup":
            self._check.setEnabled(not is_busy)

    def _on_view(self, view: SettingsView) -> None:
        self.who.show_view(view)
        self.printer.show_view(view)
        self.keys.show_view(view)
        self._kommune_name.setText(view.kommune or "Ingen mappe er valgt. Papirerne bruger vores egne ord.")
        self._last_backup.setText(view.last_backup or "Du har ikke lavet en kopi endnu.")

    def _on_kommune(self) -> None:
        folder = self._ask_dir(self, "Vælg kommunens mappe")
        if folder is not None:
            self._presenter.set_kommune(folder)

    def _on_backup(self) -> None:
        target = self._ask_file(self, BACKUP_NAME)
        if target is not None:
            self._presenter.backup(target)
