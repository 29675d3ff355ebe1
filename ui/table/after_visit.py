"""After the visit, in the car, three minutes at most: what is owed, promises, the next time, the note, the children."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.profile import names
from rygsaek.casework.desk import Desk
from ui.desk.desk_page import DeskPage
from ui.fields.base import FieldEditor
from ui.form.field_host import FieldHost
from ui.parts.hearing import hear
from ui.parts.widgets import Body, Button, Card, Heading, Note, Row, Text, empty, px
from ui.places import AfterVisitAt, CaseAt, Place, PrintAt, WizardAt
from ui.presenters.after_visit import MARKER, AfterVisit, Found
from ui.presenters.editing import Editing
from ui.presenters.field_words import Wording, field_view
from ui.presenters.offering import Offering
from ui.presenters.print_room import PrintRoom
from ui.presenters.timers import Timers
from ui.tasks import Scope

NOTE_FIELDS = ("udbytte", "naeste_skridt", "intern_note")
CHILD_FIELDS = ("bekymring_barn", "bekymring_barn_goer", "bekymring_barn_dato")
"""The one question about children, whose words stand in the form; the others follow a yes or a doubt."""
AGREEMENT, NEXT_DAY = "samarbejdsaftale", "naeste_dato"


class AfterVisitPage(DeskPage):
    """The caseworker's page after the PIN. It opens at its top; what ends it stands at the foot, in sight all the time."""

    def __init__(self, place: AfterVisitAt, runner: Scope, desk: Desk, room: PrintRoom, timers: Timers) -> None:
        super().__init__(place, runner, "Efter besøget", back=CaseAt(place.case), back_text="Sagen")
        self.place: AfterVisitAt = place
        self._desk, self._timers, self._room = desk, timers, room
        self.presenter = AfterVisit(desk, place.case, runner)
        self.editing: Editing | None = None
        self.child_editors: dict[str, FieldEditor] = {}
        self._first: QWidget | None = None
        column = self.add_column(width=820)
        self.heading = Heading("Før du kører", 1)
        self.trouble = Note("", "wrong")
        self.owed, self.promises, self.next_time = Card(gap=8), Card(gap=8), Card(gap=8)
        self.note = Card(gap=16)
        self.children_card = Card(gap=8)
        for one in (self.heading, self.trouble, self.owed, self.promises, self.next_time, self.note, self.children_card):
            column.box.addWidget(one)
        column.box.addStretch(1)
        for card in (self.promises, self.next_time, self.note, self.children_card):
            card.hide()
        self.done = Button("Færdig", lambda: self.go.emit(CaseAt(place.case)), look="primary", shortcut="Ctrl+Return")
        self.foot_box.addWidget(self.done)
        self.foot_box.setContentsMargins(px(24), px(8), px(24), px(8))
        self.foot.show()
        self.presenter.changed.listen(self._show)
        self.presenter.begun.listen(lambda document: self.go.emit(WizardAt(place.case, document)))
        self.presenter.trouble.listen(lambda error: self.trouble.say(f"{error.title} {error.advice}"))

    def enter(self) -> None:
        self.presenter.load()

    def leave(self) -> None:
        if self.editing is not None:
            self.editing.settle_all()

    def focus_first(self) -> None:
        (self._first or self.done).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        found = self.presenter.found
        if found is None:
            return
        had_focus = self.done.hasFocus() or self.focusWidget() is None
        self._show_owed(found)
        self._show_promises(found)
        self._show_next_time(found)
        if had_focus:
            self.focus_first()
        if self.editing is None and found.visit_document:
            self.editing = Editing(self._desk, self.place.case, found.visit_document, self.runner, self._timers)
            self.editing.load(self._show_note)

    def _show_owed(self, found: Found) -> None:
        """Papers, and the marker: what somebody will miss who is not told."""
        empty(self.owed.box)
        self._first = None
        owed = self.presenter.owed()
        self.owed.box.addWidget(Heading("Papirer", 3, parent=self.owed))
        if not owed:
            self.owed.box.addWidget(Note("Alt er printet og skrevet under.", "done", parent=self.owed))
        for one in owed:
            place = PrintAt(self.place.case, (one.document,)) if one.is_unprinted else WizardAt(self.place.case, one.document)
            word = "Print" if one.is_unprinted else "Åbn"
            self._add_row(self.owed, Note(one.words, "due"), Button(word, partial(self._go, place), name=f"{word}: {one.title}"))
        if found.marking.words:
            self._add_row(
                self.owed, Note(found.marking.words, "due"), Button("Skriv det", self._on_marker, name="Skriv markeringen")
            )

    def _show_promises(self, found: Found) -> None:
        empty(self.promises.box)
        self.promises.setVisible(bool(found.promises))
        self.promises.box.addWidget(Heading("Det har du lovet", 3, parent=self.promises))
        for line in found.promises:
            words = QWidget(self.promises)
            box = QVBoxLayout(words)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
            box.addWidget(Body(line.detail))
            box.addWidget(Text(line.when, "small"))
            self.promises.box.addWidget(words)

    def _show_next_time(self, found: Found) -> None:
        empty(self.next_time.box)
        self.next_time.show()
        self.next_time.box.addWidget(Heading("Næste gang", 3, parent=self.next_time))
        if found.next_time:
            said: QWidget = Note(f"I ses igen {found.next_time}.", "done")
        else:
            said = Note("I har ikke aftalt, hvornår I ses igen.", "due")
        self._add_row(self.next_time, said, Button("Ret" if found.next_time else "Skriv hvornår", self._on_next_time,
                                                   name="Skriv, hvornår I ses igen"))  # fmt: skip

    def _add_row(self, card: Card, said: QWidget, button: Button) -> None:
        said.setMinimumWidth(px(200))
        card.box.addWidget(Row(said, button, gap=12, trailing=1, parent=card))
        self._first = self._first or button

    def _go(self, place: Place) -> None:
        self.go.emit(place)

    def _on_marker(self) -> None:
        found = self.presenter.found
        if found is not None and found.marking.document:
            self.go.emit(WizardAt(self.place.case, found.marking.document))
        else:
            self.presenter.open_form(MARKER)

    def _on_next_time(self) -> None:
        found = self.presenter.found
        if found is not None and found.agreement:
            self.go.emit(WizardAt(self.place.case, found.agreement, NEXT_DAY))
        else:
            self.presenter.open_form(AGREEMENT)

    def _show_note(self) -> None:
        editing, found = self.editing, self.presenter.found
        if editing is None or found is None:
            return
        wording = Wording(names(self._desk.profile, self._desk.worker, found.citizen.citizen_name))
        host = FieldHost(editing, lambda path: field_view(editing, path, wording), Offering(editing, self.runner), "desk", self)
        known = {field.id for section in editing.definition.sections for field in section.fields}
        self.note.show()
        self.note.box.addWidget(Heading("Besøget", 3, parent=self.note))
        for path in NOTE_FIELDS:
            if path in known:
                self.note.box.addWidget(host.editor(path))
            if path == "udbytte" and found.drafted and editing.is_empty(path):
                take = Button("Sæt vores forslag ind", parent=self.note)
                take.clicked.connect(lambda _=False, one=take: self._take_draft(one, found.drafted))
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

    def _take_draft(self, button: Button, drafted: str) -> None:
        """What the two agreed, as a first text to mend."""
        if self.editing is not None:
            self.editing.answer("udbytte", drafted)
            button.hide()
