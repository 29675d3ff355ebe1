"""The shelf as a card: a line to search in, and what was found, each with its own press."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.parts.hearing import hear
from ui.parts.widgets import Button, Card, Entry, Note, Row, Text, px
from ui.presenters.shelf import Shelf


class ShelfCard(Card):
    """Hidden while the shelf is empty."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(gap=8)
        self._shelf = shelf
        self.box.addWidget(Text("Fra hylden", "h3"))
        self.words = Entry("Find en pjece eller et tilbud", QLineEdit(), help_text="Skriv et ord, som »gæld« eller »værested«.")
        self.words.line.textChanged.connect(shelf.search)
        self.box.addWidget(self.words)
        self.say = Note("", "told")
        self._found = QVBoxLayout()
        self._found.setSpacing(px(8))
        self.box.addLayout(self._found)
        self.box.addWidget(self.say)
        self.hide()
        hear(self, shelf.changed, self._show)

    def _show(self) -> None:
        while (item := self._found.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in self._shelf.found():
            self._found.addWidget(self._line(one.name, one.title, one.trouble))
        self.say.say(self._shelf.say)
        self.setVisible(not self._shelf.is_empty)

    def _line(self, name: str, title: str, trouble: str) -> QWidget:
        if trouble:
            return Note(trouble, "wrong", parent=self)
        button = Button("Print", name=f"Print {title}", parent=self)
        button.setEnabled(self._shelf.may_print)
        button.clicked.connect(lambda _=False, one=name: self._shelf.print(one))
        return Row(Text(title, parent=self), button, trailing=1, parent=self)
