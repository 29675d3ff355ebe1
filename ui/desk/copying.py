"""A paper that was filled in by hand: which one it is and the day on it are asked, and then it is written as any other."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.desk.desk_page import DeskPage
from ui.parts.pick import Pick
from ui.parts.widgets import Body, Button, Card, Entry, Heading, Row
from ui.places import CaseAt, CopyAt, WizardAt
from ui.presenters.copying import Asked, CopyingPresenter
from ui.tasks import Scope

TITLE = "Skriv et papir af, der er udfyldt i hånden"


class CopyingPage(DeskPage):
    """The form is chosen, the day is typed, and the copy is begun."""

    def __init__(self, place: CopyAt, runner: Scope, presenter: CopyingPresenter) -> None:
        super().__init__(place, runner, TITLE, back=CaseAt(place.case), back_text="Sagen")
        self._presenter, self._case, self._wanted = presenter, place.case, place.form
        card = Card(gap=16)
        self.heading = Heading(TITLE, 2)
        self.form = Pick()
        self.form.currentIndexChanged.connect(self._on_changed)
        self.day = Entry(
            "Hvilken dag står der på papiret?", help_text="Som 3. april 2025. Frister og samtykker regnes fra den dag."
        )
        self.day.line.setText(place.day)
        self.day.line.textEdited.connect(self._on_changed)
        self.day.line.returnPressed.connect(self._on_copy)
        self.write = Button("Skriv det af", self._on_copy, look="primary")
        self.write.setEnabled(False)
        card.box.addWidget(self.heading)
        card.box.addWidget(Entry("Hvilket papir er det?", self.form))
        card.box.addWidget(self.day)
        card.box.addWidget(Body("Gem papiret, hvis der er skrevet under på det. Du kan lægge det i sagen som en fil.", "muted"))
        card.box.addWidget(Row(self.write, Button("Fortryd", self.go_back)))
        column = self.add_column(width=620)
        column.box.addWidget(card)
        column.box.addStretch(1)
        presenter.asked.listen(self._on_asked)
        presenter.begun.listen(lambda document: self.go.emit(WizardAt(self._case, document)))
        presenter.wrong.listen(self._on_wrong)

    def enter(self) -> None:
        self._presenter.begin()

    def focus_first(self) -> None:
        (self.day.line if self._wanted else self.form).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_asked(self, asked: Asked) -> None:
        self.setAccessibleName(f"{TITLE}: {asked.name}")
        self.heading.setText(f"{asked.name}: skriv et papir af, der er udfyldt i hånden")
        self.form.offer([name for _, name in asked.forms], [form for form, _ in asked.forms], self._wanted or None)
        self.write.setEnabled(bool(asked.forms))

    def _on_changed(self, _: object) -> None:
        self.place = CopyAt(self._case, self.form.chosen(), self.day.line.text())
        self.moved.emit(self.place)

    def _on_copy(self) -> None:
        if not self.day.text():
            self._on_wrong("Skriv den dag, der står på papiret.")
        elif self.write.isEnabled():
            self.write.setEnabled(False)
            self._presenter.copy(self.form.chosen(), self.day.text())

    def _on_wrong(self, words: str) -> None:
        self.write.setEnabled(True)
        self.day.say_problem(words)
        self.day.line.setFocus(Qt.FocusReason.OtherFocusReason)
