"""An invite for a colleague: its code, and the code as a sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.desk.part_card import PartCard
from ui.parts.came_out import CameOut
from ui.parts.pick import Pick
from ui.parts.widgets import Body, Button, Entry, Row, Text
from ui.presenters.office import OfficePresenter

ASK = "Kom arket ud af printeren?"


class InviteCard(PartCard):
    """A code for a colleague."""

    def __init__(self, presenter: OfficePresenter) -> None:
        super().__init__("Inviter en kollega")
        self._presenter = presenter
        self.code = Text("", "large")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.code.setAccessibleName("Invitationens kode")
        self.code.hide()
        self.printer = Pick()
        self.choice = Entry("Printer", self.printer)
        self.choice.hide()
        self.make = Button("Lav en invitation", presenter.invite)
        self.print = Button("Print den", lambda: presenter.print_invite(self._said, self.printer.chosen()))
        self.print.hide()
        self.came_out = CameOut(ASK)
        self.came_out.answered.connect(presenter.invite_came_out)
        self._said = ""
        self._names: tuple[str, ...] = ()
        self.add(
            Body("Koden virker én gang, i et døgn. Giv den i hånden eller i telefonen. Send den ikke."),
            self.code,
            self.choice,
            Row(self.make, self.print),
            self.came_out,
        )

    def show_printers(self, names: tuple[str, ...]) -> None:
        """Offers them."""
        self._names = names
        self.printer.offer(names)
        self._arrange()

    def show_code(self, code: str) -> None:
        """The code, in groups that can break over lines."""
        self._said = code
        self.code.setText(code.replace("-", "-\u200b").replace("#", "#\u200b"))
        self.code.setAccessibleDescription(code)
        self._arrange()

    def ask_came_out(self, trouble: str) -> None:
        """The printer has the sheet; trouble: what it wants, or ""."""
        self.say_problem(trouble)
        self.came_out.ask()

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        self.came_out.set_busy(is_busy)
        for one in (self.make, self.print):
            one.setEnabled(not is_busy)

    def show_came_out(self) -> None:
        """It was answered; the keyboard goes to what is next."""
        self.came_out.hide()
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        self.code.setVisible(bool(self._said))
        self.print.setVisible(bool(self._said and self._names))
        self.choice.setVisible(bool(self._said) and len(self._names) > 1)
