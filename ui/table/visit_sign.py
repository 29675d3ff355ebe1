"""Names under what was agreed: four equal choices for each, and what is signed stays in view beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.form.field_host import FieldHost
from ui.page import Column
from ui.parts.hearing import hear
from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Button, Card, Heading, Note, Row, Text, px
from ui.presenters.offering import Offering
from ui.presenters.signing import Signing, signature_paths, signed_words
from ui.presenters.visit import Visit
from ui.tasks import Scope

WIDE = 900
"""Width in pixels at 100 % from which the names stand beside what is signed."""


class SignSheet(QWidget):
    """One part for each paper of the visit.

    done: the two are finished with their names, and what was signed is finished. wanted: form and path of what is missing there.
    aloud_wanted: what is to be signed is read aloud first.
    """

    done = Signal()
    wanted = Signal(str, str)
    aloud_wanted = Signal()

    def __init__(self, visit: Visit, runner: Scope) -> None:
        super().__init__()
        self._signing = Signing(visit)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.signed, self.names = Column(width=760, gap=16), Column(width=640, gap=20)
        for column in (self.signed, self.names):
            column.sheet.setProperty("at", "table")
            self._box.addWidget(column, 1)
        self.missing = Note("", "due")
        self.answer = Button("Svar på det nu", self._on_answer)
        self._answer_row = Row(self.answer)
        for one in (self.missing, self._answer_row):
            self.names.box.addWidget(one)
        self.hosts: list[FieldHost] = []
        for form in visit.forms.values():
            paths = signature_paths(form.editing) if form.editing is not None else ()
            if form.editing is None or not paths:
                continue
            card = Card()
            self.signed.box.addWidget(Heading(form.title, 2))
            self.signed.box.addWidget(card)
            self._show_signed(runner, visit, form.document, card)
            host = FieldHost(form.editing, form.field, Offering(form.editing, runner), "table", self)
            self.names.box.addWidget(Heading(form.title, 2))
            for path in paths:
                editor = host.editor(path)
                editor.label.setProperty("look", "strong")
                self.names.box.addWidget(editor)
            self.hosts.append(host)
        self.ready = Button("Færdig med navne", lambda: self._signing.finish(self.done.emit), look="primary")
        self.aloud = Button("Læs højt", self.aloud_wanted.emit)
        self.names.box.addWidget(Row(self.ready, self.aloud, gap=12))
        hear(self, self._signing.changed, self._show_missing)
        self._show_missing()
        for column in (self.signed, self.names):
            column.box.addStretch(1)
        follow_the_eye(self)

    def focus_first(self) -> None:
        """What is to be answered first, else the first name to give."""
        if not self._answer_row.isHidden():
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not any(host.focus_any() for host in self.hosts):
            self.ready.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_missing(self) -> None:
        """What keeps a signed paper from being finished: better answered before it is signed, but it can wait."""
        found = self._signing.unfinished
        self.missing.say(" ".join(one.words for one in found))
        self._answer_row.setVisible(any(one.path for one in found))

    def _on_answer(self) -> None:
        first = next(one for one in self._signing.unfinished if one.path)
        self.wanted.emit(first.form, first.path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(WIDE)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)

    def _show_signed(self, runner: Scope, visit: Visit, document: str, card: Card) -> None:
        def show(lines: tuple[tuple[str, str], ...]) -> None:
            for heading, text in lines:
                if heading:
                    card.box.addWidget(Text(heading, "strong", parent=card))
                card.box.addWidget(Text(text, "large", parent=card))

        runner.write(lambda: signed_words(visit.desk, visit.case, document), show)
