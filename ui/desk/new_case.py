"""A new case: one line for a name, and on to the citizen's own facts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from rygsaek.errors import RygsaekError
from ui.desk.desk_page import DeskPage
from ui.parts.widgets import Body, Button, Card, Entry, Heading, Row
from ui.places import Home, ImportAt, NewCase, WizardAt
from ui.tasks import Scope


class NewCasePage(DeskPage):
    """create: opens a case with a citizen's name; returns the case's id and that of the document with the citizen's facts."""

    def __init__(self, place: NewCase, runner: Scope, create: Callable[[str], tuple[str, str]]) -> None:
        super().__init__(place, runner, "Ny sag", back=Home())
        self._create = create
        column = self.add_column(width=620)
        card = Card(gap=16)
        self.name = Entry("Hvad hedder borgeren?", help_text="Et fornavn er nok. Resten kan vente.")
        self.name.line.setProperty("look", "large")
        self.name.line.setText(place.name)
        self.name.line.setCursorPosition(place.caret if place.caret >= 0 else len(place.name))
        self.name.line.textEdited.connect(self._on_typed)
        self.name.line.returnPressed.connect(self._on_create)
        self.make = Button("Opret sagen", self._on_create, look="primary")
        card.box.addWidget(Heading("Ny sag", 2))
        card.box.addWidget(self.name)
        card.box.addWidget(Body("Sagen er kun på denne computer, og den er låst.", "muted"))
        card.box.addWidget(Row(self.make, Button("Fortryd", self.go_back)))
        column.box.addStretch(1)
        column.box.addWidget(card)
        self.many = Button("Hent dem fra en liste", lambda: self.go.emit(ImportAt()), shortcut="Ctrl+O")
        column.box.addWidget(Row(Body("Har du dine borgere i et regneark?", "muted"), self.many))
        column.box.addStretch(3)

    def focus_first(self) -> None:
        self.name.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        self.place = NewCase(text, self.name.line.cursorPosition())
        self.moved.emit(self.place)

    def _on_create(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self.name.say_problem("Skriv et navn. Kender du det ikke, så skriv det, du kalder borgeren.")
            self.focus_first()
            return
        if self.make.isEnabled():
            self.make.setEnabled(False)
            self.runner.write(lambda: self._create(name), self._on_made, self._on_failed)

    def _on_made(self, made: tuple[str, str]) -> None:
        self.go.emit(WizardAt(*made))

    def _on_failed(self, error: RygsaekError) -> None:
        self.make.setEnabled(True)
        self.name.say_problem(f"{error.title} {error.advice}")
