"""Names under what was agreed: four equal choices for each, and what is signed stays in view."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from ui.field_host import FieldHost
from ui.page import Column
from ui.presenters.offering import Offering
from ui.presenters.signing import signature_paths, signed_words
from ui.presenters.visit import Visit
from ui.tab_order import follow_the_eye
from ui.tasks import Scope
from ui.widgets import Button, Card, Heading, Row, Text


class SignSheet(Column):
    """One part for each paper of the visit. done: the two are finished with their names."""

    done = Signal()

    def __init__(self, visit: Visit, runner: Scope) -> None:
        super().__init__(width=900, gap=20)
        self.sheet.setProperty("at", "table")
        self.hosts: list[FieldHost] = []
        for form in visit.forms.values():
            if form.editing is None:
                continue
            paths = signature_paths(form.editing)
            if not paths:
                continue
            self.box.addWidget(Heading(form.title, 1))
            card = Card()
            self.box.addWidget(card)
            self._show_signed(runner, visit, form.document, card)
            host = FieldHost(form.editing, form.field, Offering(form.editing, runner), "table", self)
            for path in paths:
                self.box.addWidget(host.editor(path))
            self.hosts.append(host)
        self.ready = Button("Færdig med navne", self.done.emit, look="primary")
        self.box.addWidget(Row(self.ready))
        self.box.addStretch(1)
        follow_the_eye(self.sheet)

    def focus_first(self) -> None:
        """The first name to give."""
        for host in self.hosts:
            if host.focus_any():
                return
        self.ready.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_signed(self, runner: Scope, visit: Visit, document: str, card: Card) -> None:
        def show(lines: tuple[tuple[str, str], ...]) -> None:
            for heading, text in lines:
                card.box.addWidget(Text(heading, "muted", parent=card))
                card.box.addWidget(Text(text, "large", parent=card))

        runner.write(lambda: signed_words(visit.desk, visit.case, document), show)
