"""Whether a sheet came out of its printer, which only a person can see."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.widgets import Button, Row, Text


class CameOut(QWidget):
    """Hidden until it is asked. answered: whether it did."""

    answered = Signal(bool)

    def __init__(self, question: str) -> None:
        super().__init__()
        self.yes = Button("Ja", partial(self.answered.emit, True), look="primary", name=f"{question} Ja")
        self.no = Button("Nej", partial(self.answered.emit, False), name=f"{question} Nej")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Row(Text(question, "strong"), self.yes, self.no))
        self.hide()

    def ask(self) -> None:
        """The printer has the sheet."""
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, is_busy: bool) -> None:
        """While the answer is being kept."""
        for one in (self.yes, self.no):
            one.setEnabled(not is_busy)
