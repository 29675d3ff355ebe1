"""After the visit, in the car, three minutes at most: what is owed, the next time, the note, and one question."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from forms.profile import names
from rygsaek.casework.desk import Desk
from ui.desk.desk_page import DeskPage
from ui.fields.base import FieldEditor
from ui.form.field_host import FieldHost
from ui.parts.hearing import hear
from ui.parts.widgets import Button, Card, Heading, Note, Row, Text
from ui.places import AfterVisitAt, CaseAt, PrintAt, WizardAt
from ui.presenters.after_visit import AfterVisit
from ui.presenters.editing import Editing
from ui.presenters.field_words import Wording, field_view
from ui.presenters.offering import Offering
from ui.presenters.print_room import PrintRoom
from ui.presenters.timers import Timers
from ui.tasks import Scope

NOTE_FIELDS = ("udbytte", "naeste_skridt", "intern_note")
CHILD_FIELDS = ("bekymring_barn", "bekymring_barn_goer", "bekymring_barn_dato")
"""The one question about children, whose words stand in the form; the others follow a yes or a doubt."""


class AfterVisitPage(DeskPage):
    """The caseworker's page after the PIN."""

    def __init__(self, place: AfterVisitAt, runner: Scope, desk: Desk, room: PrintRoom, timers: Timers) -> None:
        super().__init__(place, runner, "Efter besøget", back=CaseAt(place.case), back_text="Sagen")
        self.place: AfterVisitAt = place
        self._desk, self._timers, self._room = desk, timers, room
        self.presenter = AfterVisit(desk, place.case, runner)
        self.editing: Editing | None = None
        self.child_editors: dict[str, FieldEditor] = {}
        column = self.add_column(width=820)
        self.heading = Heading("Før du kører", 1)
        self.trouble = Note("", "wrong")
        self.owed = Card(gap=8)
        self.next_time = Text("", "large")
        self.note = Card(gap=16)
        self.children_card = Card(gap=8)
        self.done = Button("Færdig", lambda: self.go.emit(CaseAt(place.case)), look="primary", shortcut="Ctrl+Return")
        for one in (self.heading, self.trouble, self.owed, self.next_time, self.note, self.children_card, Row(self.done)):
            column.box.addWidget(one)
        column.box.addStretch(1)
        self.presenter.changed.listen(self._show)
        self.presenter.trouble.listen(lambda error: self.trouble.say(f"{error.title} {error.advice}"))

    def enter(self) -> None:
        self.presenter.load()

    def leave(self) -> None:
        if self.editing is not None:
            self.editing.settle_all()

    def focus_first(self) -> None:
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        _empty(self.owed.box)
        owed = self.presenter.owed()
        if not owed:
            self.owed.box.addWidget(Note("Alt er printet og skrevet under.", "done", parent=self.owed))
        for one in owed:
            place = PrintAt(self.place.case, (one.document,)) if one.is_unprinted else WizardAt(self.place.case, one.document)
            word = "Print" if one.is_unprinted else "Åbn"
            button = Button(word, name=f"{word}: {one.title}", parent=self.owed)
            button.clicked.connect(lambda _=False, to=place: self.go.emit(to))
            self.owed.box.addWidget(Row(Note(one.words, "due", parent=self.owed), button, trailing=1, parent=self.owed))
        next_time = self.presenter.next_time
        self.next_time.setText(f"I ses igen {next_time}." if next_time else "I har ikke aftalt, hvornår I ses igen.")
        if self.editing is None and self.presenter.visit_document and self.presenter.citizen is not None:
            self.editing = Editing(self._desk, self.place.case, self.presenter.visit_document, self.runner, self._timers)
            self.editing.load(self._show_note)

    def _show_note(self) -> None:
        editing, citizen = self.editing, self.presenter.citizen
        if editing is None or citizen is None:
            return
        wording = Wording(names(self._desk.profile, self._desk.worker, citizen.citizen_name))
        host = FieldHost(editing, lambda path: field_view(editing, path, wording), Offering(editing, self.runner), "desk", self)
        known = {field.id for section in editing.definition.sections for field in section.fields}
        self.note.box.addWidget(Text("Besøget", "h3", parent=self.note))
        for path in NOTE_FIELDS:
            if path in known:
                self.note.box.addWidget(host.editor(path))
            if path == "udbytte" and self.presenter.drafted and editing.is_empty(path):
                take = Button("Sæt vores forslag ind", parent=self.note)
                take.clicked.connect(lambda _=False, one=take: self._take_draft(one))
                self.note.box.addWidget(Row(take, parent=self.note))

        self._ask_of_children(editing, host)

    def _ask_of_children(self, editing: Editing, host: FieldHost) -> None:
        """A visit that was planned in an older form has no such question: then the card is away."""
        known = {field.id for section in editing.definition.sections for field in section.fields}
        self.children_card.setVisible(known.issuperset(CHILD_FIELDS))
        if not known.issuperset(CHILD_FIELDS):
            return
        editors = self.child_editors = {path: host.editor(path) for path in CHILD_FIELDS}
        for editor in editors.values():
            self.children_card.box.addWidget(editor)

        def show(_changed: object = None) -> None:
            shown = set(editing.visible())
            for path, editor in editors.items():
                editor.setVisible(path in shown)

        hear(self, editing.changed, show)
        show()

    def _take_draft(self, button: Button) -> None:
        """What the two agreed, as a first text to mend."""
        if self.editing is not None:
            self.editing.answer("udbytte", self.presenter.drafted)
            button.hide()


def _empty(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
