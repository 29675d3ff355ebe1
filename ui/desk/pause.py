"""A pause at the desk: the neutral page of the visit, over everything, until the six digits are written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout

from rygsaek.casework import pin
from rygsaek.casework.desk import Desk
from ui.page import Page
from ui.places import Home, PauseAt
from ui.presenters.pin_gate import PinGate
from ui.presenters.times import clock_words
from ui.table.pause import PausePage
from ui.table.pin_choice import PinChoice
from ui.tasks import Scope

FIRST = "Før den første pause"
WHY = "I en pause ser ingen, hvad der står på skærmen, før du skriver din kode."


class DeskPausePage(Page):
    """Nothing of any case is on the screen. hold: holds the papers on their way. steady_s: seconds of a clock that never jumps.

    Before the first pause the digits are chosen.
    """

    is_citizens = True

    def __init__(
        self, place: PauseAt, runner: Scope, desk: Desk, hold: Callable[[], None], steady_s: Callable[[], float]
    ) -> None:
        super().__init__(place, runner, "Pause")
        self._home, self._desk, self._hold = Home(place.only_next), desk, hold
        gate = PinGate(lambda typed: pin.check_pin(desk.vault, typed))
        self.paused = PausePage(gate, lambda: clock_words(desk.now()), steady_s)
        self.paused.opened.connect(self._go_home)
        self.paused.locked.connect(self.lock)
        self.choice = PinChoice(FIRST, WHY, may_leave=True)
        self.choice.unwanted.connect(self._go_home)
        self.choice.chosen.connect(self._on_chosen)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.paused)
        self._stack.addWidget(self.choice)

    def enter(self) -> None:
        self._hold()
        self.paused.begin()
        self.runner.read(lambda: pin.has_pin(self._desk.vault), self._on_known)

    def leave(self) -> None:
        self.paused.end()

    def focus_first(self) -> None:
        if self._stack.currentWidget() is self.choice:
            self.choice.focus_first()
        else:
            self.paused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_known(self, has_pin: bool) -> None:
        if not has_pin:
            self._stack.setCurrentWidget(self.choice)
            self.choice.focus_first()

    def _on_chosen(self, digits: str) -> None:
        def begin(_none: None) -> None:
            self._stack.setCurrentWidget(self.paused)
            self.paused.begin()

        self.runner.write(lambda: pin.set_pin(self._desk.vault, digits), begin, self.choice.refuse)

    def _go_home(self) -> None:
        self.go.emit(self._home)
