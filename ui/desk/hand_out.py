"""Handing out a whole case for a record system, or one of its files: to whom, what goes, what stays, and what was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.desk.desk_page import DeskPage
from ui.desk.today_cards import breakable
from ui.file_dialogs import ask_folder, ask_target
from ui.parts.whom import WhomPart
from ui.parts.widgets import Body, Button, Card, Heading, Note, Row, Text, empty
from ui.places import CaseAt, HandOutAt
from ui.presenters.handing_out import Given, HandingOut
from ui.tasks import Scope

TO_RECORDS = "Eksportér til journalen"
AS_FILE = "Gem bilag som fil"
WHAT_IT_IS = (
    "Du får en mappe. I den er hvert papir som PDF og som tekst, alle bilag og en fil, som et andet system kan læse. "
    "Mappen er ikke låst."
)
WHAT_A_FILE_IS = "Du får bilaget som PDF. Filen er ikke låst."
LISTED = "Det kan læses af alle, der kan bruge computeren. Det står på listen på »I dag«, til du sletter det."
NOTHING_GOES = "Der er ikke noget, der kan komme med."


class HandOutPage(DeskPage):
    """ask: where to put it; the system's dialog, or a test's answer."""

    def __init__(
        self, place: HandOutAt, runner: Scope, handing: HandingOut, ask: Callable[[QWidget], Path | None] | None = None
    ) -> None:
        is_file = bool(place.attachment)
        title = AS_FILE if is_file else TO_RECORDS
        super().__init__(place, runner, title, back=CaseAt(place.case), back_text="Sagen")
        self._handing, self._ask = handing, ask or (_where_file if is_file else _where_folder)
        self.column = self.add_column(width=760)
        self.trouble = Note("", "wrong")
        self.to = WhomPart("Hvem skal have det?")
        self.to.copy.connect(lambda copy: handing.choose(copy=copy))
        self.to.recipient_typed.connect(lambda text: handing.choose(recipient=text))
        self.to.recipient.line.returnPressed.connect(handing.ask_now)
        self.to.override_typed.connect(lambda text: handing.choose(override=text))
        self.going = Text("")
        self.save = Button("Gem som fil …" if is_file else "Vælg, hvor mappen skal ligge …", self._on_save, look="primary")
        self.done = Card(gap=8)
        self.done.hide()
        for one in (
            Heading(title, 1), Body(WHAT_A_FILE_IS if is_file else WHAT_IT_IS, "muted"), self.trouble, self.to, self.going,
            Row(self.save), self.done,
        ):  # fmt: skip
            self.column.box.addWidget(one)
        self.column.box.addStretch(1)
        handing.changed.listen(self._show)
        handing.given.listen(self._on_given)
        handing.trouble.listen(lambda error: self.trouble.say(f"{error.title} {error.advice}"))
        self._show()

    def enter(self) -> None:
        self._handing.begin()

    def leave(self) -> None:
        self._handing.end()

    def focus_first(self) -> None:
        next(one for one in self.to.copies_for.values() if one.isChecked()).setFocus()

    def _show(self) -> None:
        handing, whom = self._handing, self._handing.whom
        self.to.show_whom(whom.copy, whom.recipient, handing.first_name)
        self.to.show_consent("", [f"Ikke med: {one}" for one in handing.staying], whom.override, asks_why=handing.uncovered)
        is_known = handing.plan is not None and not handing.needs_name
        told = f"Det kommer med: {', '.join(handing.going)}." if handing.going else NOTHING_GOES
        self.going.setText(told if is_known else "")
        self.save.setEnabled(handing.may_give)

    def _on_save(self) -> None:
        target = self._ask(self)
        if target is not None:
            self.trouble.say("")
            self.done.hide()
            self._handing.give(target)

    def _on_given(self, given: Given) -> None:
        """What was written where, and what was not."""
        empty(self.done.box)
        self.done.box.addWidget(Note(f"Gemt: {breakable(given.where)}", "done"))
        self.done.box.addWidget(Text(f"Med er: {', '.join(given.titles)}."))
        for one in given.stayed:
            self.done.box.addWidget(Note(f"Ikke med: {one}", "due"))
        self.done.box.addWidget(Text(LISTED, "muted"))
        self.done.show()


def _where_folder(page: QWidget) -> Path | None:
    return ask_folder(page, "Hvor skal mappen ligge?")


def _where_file(page: QWidget) -> Path | None:
    return ask_target(page, "bilag.pdf")
