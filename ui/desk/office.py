"""The office's page: join one or make one, wait, let others in. Reached from the settings and from the line at home's foot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.desk.address_card import AddressCard
from ui.desk.desk_page import DeskPage
from ui.desk.invite_card import InviteCard
from ui.desk.office_cards import (
    BackCard,
    FoundCard,
    JoinCard,
    KitCard,
    LaptopsCard,
    PendingCard,
    PrintedCard,
    WaitingCard,
    WrongCard,
)
from ui.desk.part_card import PartCard, Parts
from ui.file_dialogs import ask_picture, ask_target
from ui.parts.widgets import Body, Heading, Text
from ui.places import HandedAt, Home, OfficeAt, RecoveryAt
from ui.presenters.office import OfficePresenter, OfficeView
from ui.tasks import Scope

WHAT_IT_IS = (
    "Når du er med i et kontor, bliver dine sager sendt dertil, hver gang der er net. "
    "Kolleger ser kun de sager, du deler med dem. Serveren kan ikke læse dem."
)


class OfficePage(DeskPage):
    """One page that shows what fits how things stand."""

    def __init__(
        self,
        place: OfficeAt,
        runner: Scope,
        presenter: OfficePresenter,
        ask_file: Callable[[QWidget, str], Path | None] = ask_target,
        ask_code: Callable[[QWidget], Path | None] = ask_picture,
    ) -> None:
        super().__init__(place, runner, "Kontoret", back=Home())
        self._presenter = presenter
        column = self.add_column(width=760, gap=24)
        self.title = Heading("Kontoret", 1)
        self.told = Body(WHAT_IT_IS)
        self.join, self.found = JoinCard(presenter, ask_code), FoundCard(presenter, ask_file)
        self.back = BackCard(presenter, ask_code)
        self.printed, self.kit, self.waiting = PrintedCard(presenter), KitCard(presenter), WaitingCard(presenter)
        self.invite, self.pending, self.laptops = InviteCard(presenter), PendingCard(presenter), LaptopsCard(presenter)
        self.wrong = WrongCard()
        self.wrong.handed.connect(lambda: self.go.emit(HandedAt()))
        self.wrong.recover.connect(lambda: self.go.emit(RecoveryAt()))
        self.address = AddressCard(presenter)
        self.compare = PartCard("Seks ord for kontoret")
        self.words = Text("", "words")
        self.compare.add(self.words, Body("Har en kollega også lige hentet, skal I have de samme ord. Ellers sig det til it."))
        self._cards: dict[str, tuple[PartCard, ...]] = {
            "none": (self.join, self.found, self.back), "printed": (self.printed,), "kit": (self.kit,),
            "waiting": (self.waiting,),
            "lead": (self.invite, self.pending), "member": (self.laptops, self.wrong, self.compare, self.address),
        }  # fmt: skip
        self._parts = Parts(self, {
            "join": self.join, "back": self.back, "found": self.found, "printed": self.printed, "kit": self.kit,
            "waiting": self.waiting,
            "invite": self.invite, "pending": self.pending,
            "laptops": self.laptops, "address": self.address,
        })  # fmt: skip
        column.box.addWidget(self.title)
        column.box.addWidget(self.told)
        for cards in self._cards.values():
            for one in cards:
                one.setParent(column.sheet)
                one.hide()
                column.box.addWidget(one)
        column.box.addStretch(1)
        presenter.view.listen(self._on_view)
        presenter.laptop.listen(self._on_laptop)
        presenter.printers.listen(self._on_printers)
        presenter.waiting.listen(self.pending.show_waiting)
        presenter.invited.listen(self.invite.show_code)
        presenter.printed_invite.listen(self.invite.ask_came_out)
        presenter.answered_invite.listen(self.invite.show_came_out)
        presenter.told.listen(self._parts.say_kept)
        presenter.problem.listen(self._parts.say_problem)
        presenter.busy.listen(self._parts.set_busy)

    def enter(self) -> None:
        self._presenter.begin()

    def leave(self) -> None:
        self._presenter.end()

    def focus_first(self) -> None:
        if not self.join.isHidden():
            self.join.code.line.setFocus()
        elif not self.printed.isHidden():
            self.printed.yes.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.kit.isHidden():
            self.kit.finish.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.waiting.isHidden():
            self.waiting.look.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.invite.isHidden():
            self.invite.make.setFocus()
        else:
            super().focus_first()

    def _on_view(self, view: OfficeView) -> None:
        shown = {view.state, "lead"} if view.is_lead else {view.state}
        had = self.focusWidget()
        for state, cards in self._cards.items():
            for one in cards:
                one.setVisible(state in shown)
        self.told.setVisible(view.state == "none")
        self.waiting.show_view(view)
        self.laptops.show_view(view)
        self.wrong.show_view(view)
        self.address.show_view(view)
        self.words.setText("  ".join(view.words))
        if had is None or not any(one.isVisible() and one.isAncestorOf(had) for one in self._all()):
            self.focus_first()

    def _all(self) -> list[PartCard]:
        return [one for cards in self._cards.values() for one in cards]

    def _on_laptop(self, name: str) -> None:
        for entry in (self.join.laptop, self.found.laptop, self.back.laptop):
            if not entry.text():
                entry.line.setText(name)

    def _on_printers(self, names: tuple[str, ...]) -> None:
        self.found.show_printers(names)
        self.invite.show_printers(names)
