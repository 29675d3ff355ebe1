"""Choosing the PIN that ends a pause, once, before the first visit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from rygsaek.errors import RygsaekError
from ui.page import Column
from ui.parts.widgets import Button, Entry, Heading, Row, Text, px

FIRST_VISIT = "Før det første besøg"
WHY = "I et besøg kan I altid holde pause. Så ser ingen, hvad der står på skærmen, før du skriver din kode."


class PinChoice(Column):
    """chosen: six digits, written twice the same. unwanted: the person would rather not; only where `may_leave`."""

    chosen = Signal(str)
    unwanted = Signal()

    def __init__(self, heading: str = FIRST_VISIT, why: str = WHY, *, may_leave: bool = False) -> None:
        super().__init__(width=640, gap=16)
        self.sheet.setProperty("at", "table")
        self.first = Entry("Vælg en kode på seks tal", self._line(), help_text="Du skriver den, når I har holdt pause.")
        self.second = Entry("Skriv den en gang til", self._line())
        self.first.line.returnPressed.connect(lambda: self.second.line.setFocus(Qt.FocusReason.OtherFocusReason))
        self.second.line.returnPressed.connect(self._on_done)
        self.done = Button("Gem koden", self._on_done, look="primary")
        self.box.addStretch(1)
        self.box.addWidget(Heading(heading, 1))
        self.box.addWidget(Text(why, "large"))
        buttons = [self.done, Button("Fortryd", self.unwanted.emit)] if may_leave else [self.done]
        for one in (self.first, self.second, Row(*buttons)):
            self.box.addWidget(one)
        self.box.addStretch(2)

    def focus_first(self) -> None:
        """Where to write first."""
        self.first.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: RygsaekError) -> None:
        """The PIN is none that can be used."""
        self.first.say_problem(f"{error.title} {error.advice}")
        self.first.line.clear()
        self.second.line.clear()
        self.focus_first()

    def _on_done(self) -> None:
        first, second = self.first.text(), self.second.text()
        if first != second:
            self.second.say_problem("De to er ikke ens. Skriv den sidste igen.")
            self.second.line.clear()
            self.second.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.second.say_problem("")
        self.chosen.emit(first)

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        line.setProperty("look", "table")
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        line.setMaxLength(6)
        line.setMaximumWidth(px(240))
        return line
