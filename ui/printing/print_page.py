"""Printing outside the one press of a visit: the paper on the left, who gets it and how on the right, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from rygsaek.casework.desk import Desk
from ui.desk.desk_page import DeskPage
from ui.file_dialogs import ask_target
from ui.page import Column
from ui.parts.choices import BigChoice, Tick
from ui.parts.paper_preview import PaperPreview
from ui.parts.pick import Pick
from ui.parts.whom import WHOM, WhomPart
from ui.parts.widgets import Button, Card, Entry, Heading, Note, Row, Text, px
from ui.places import CaseAt, PrintAt, WizardAt
from ui.presenters.print_options import LATER, PrintOptions
from ui.presenters.print_room import PrintRoom
from ui.presenters.shelf import Shelf
from ui.presenters.timers import Timers
from ui.printing.print_panel import PrintPanel
from ui.printing.shelf_card import ShelfCard
from ui.tasks import Scope

if TYPE_CHECKING:
    from rygsaek.paper.wishes import Copy

LANGUAGES = {"da": "Dansk", "en": "Engelsk", "uk": "Ukrainsk", "ar": "Arabisk", "pl": "Polsk", "tr": "Tyrkisk", "so": "Somali"}
WIDE = 980
"""Width in pixels at 100 % from which the paper stands beside the choices."""


class PrintPage(DeskPage):
    """ask: where to save a file; the system's dialog, or a test's answer."""

    def __init__(
        self,
        place: PrintAt,
        runner: Scope,
        desk: Desk,
        room: PrintRoom,
        timers: Timers,
        ask: Callable[[QWidget, str], Path | None] = ask_target,
    ) -> None:
        super().__init__(place, runner, "Print", back=CaseAt(place.case), back_text="Sagen")
        self.place: PrintAt = place
        self._ask = ask
        self.options = PrintOptions(desk, room, place.case, place.documents, place.visit, runner, timers)
        self.preview = PaperPreview()
        self.preview.setMinimumSize(px(240), px(360))
        self._halves = QHBoxLayout()
        self._halves.setContentsMargins(px(24), px(16), 0, px(16))
        self._column = Column(width=520, gap=16)
        self._halves.addWidget(self.preview, 5)
        self._halves.addWidget(self._column, 4)
        self.body.addLayout(self._halves)
        self._build(self._column, room, runner)
        self._is_pushed = False
        """The keyboard went on from what cannot be pressed to the next in order, which may print a blank paper."""
        self.options.changed.listen(self._show)
        self.options.printing.changed.listen(self._show)
        self.options.previewing.shown.listen(self.preview.show_paper)
        self.options.previewing.failed.listen(lambda error: self.preview.clear(f"{error.title} {error.advice}"))
        self.options.trouble.listen(lambda error: self.trouble.say(f"{error.title} {error.advice}"))
        self.options.saved.listen(self._on_saved)
        self.destroyed.connect(self.options.printing.end)

    def enter(self) -> None:
        self.options.load()
        self.shelf.load()

    def focus_first(self) -> None:
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, column: Column, room: PrintRoom, runner: Scope) -> None:
        self.trouble = Note("", "wrong")
        self.kept = Note("", "done")
        self.paper = Pick()
        self.paper.activated.connect(lambda _at: self.options.choose(document=self.paper.chosen()))
        self.paper_entry = Entry("Hvilket papir?", self.paper)
        self.named = Pick()
        self.named.activated.connect(lambda _at: self.options.choose_offer(int(self.named.chosen())))
        self.named_entry = Entry("Hvad skal printes?", self.named)
        self.to = WhomPart("Hvem skal have papiret?")
        self.to.copy.connect(lambda copy: self.options.choose_copy(cast("Copy", copy)))
        self.to.recipient_typed.connect(lambda text: self.options.choose(recipient=text))
        self.to.override_typed.connect(lambda text: self.options.choose(override=text))
        self.short = BigChoice("Kort", size=16)
        self.whole = BigChoice("Det hele", size=16)
        self._length = QButtonGroup(self)
        for length, button in (("short", self.short), ("whole", self.whole)):
            self._length.addButton(button)
            button.clicked.connect(lambda _=False, one=length: self.options.choose(length=one))
        self.language = Pick()
        self.language.activated.connect(lambda _at: self.options.choose(lang=self.language.chosen()))
        self.language_entry = Entry("Sprog", self.language)
        self.printer = Pick()
        self.printer.activated.connect(lambda _at: self.options.printing.choose(self.printer.chosen()))
        self.printer_entry = Entry("Printer", self.printer)
        self.state = Note("", "told")
        self.count = Pick()
        self.count.offer([str(number) for number in range(1, 7)])
        self.count.activated.connect(lambda _at: self.options.choose(copies=int(self.count.chosen())))
        self.may_stand = Text("", "muted")
        self.change_may = Button("Ret, hvad der må stå", self._on_may_stand)
        self.reading = Text("", "small")
        self.twice = Card(gap=8)
        self.print = Button("Print", lambda: self.options.print(), look="primary", shortcut="Ctrl+Return")
        self.save = Button("Gem som fil", self._on_save)
        self.blank = Button("Tomt papir", lambda: self.options.print_blank(self.options.form_of(self.options.wish.document)))
        self.panel = PrintPanel(self.options.printing)
        self.shelf = Shelf(room, self.options.printing, runner)
        self.shelf_card = ShelfCard(self.shelf)
        self._lengths = Row(self.short, self.whole)
        for one in (
            Heading("Print", 1), self.trouble, self.kept, self.paper_entry, self.named_entry, self.to, self._lengths,
            self.language_entry, self.printer_entry, self.state,
            Entry("Hvor mange?", self.count), self.may_stand, Row(self.change_may), self.twice,
            Row(self.print, self.save, self.blank), self.panel, self.reading, self.shelf_card,
        ):  # fmt: skip
            column.box.addWidget(one)
        column.box.addStretch(1)
        for hidden in (self.language_entry, self.twice, self.change_may):
            hidden.hide()

    def _show(self) -> None:
        options, printing = self.options, self.options.printing
        papers = options.papers
        self.paper.offer(
            [f"{one.title} · {one.state}" for one in papers], [one.document for one in papers], options.wish.document
        )
        self.paper_entry.setVisible(len(papers) > 1)
        places = [str(place) for place in range(len(options.offers))]
        self.named.offer([*(one.title for one in options.offers), "Hele skemaet"], [*places, "-1"], str(options.offer))
        self.named_entry.setVisible(bool(places))
        is_named = options.offer >= 0
        offered = () if is_named else ("internal",) if options.is_internal else WHOM
        self.to.show_whom(options.wish.copy, options.wish.recipient, options.first_name, offered)
        self._show_consent()
        self._lengths.setVisible(options.has_short and not is_named)
        self.short.setChecked(options.wish.length == "short")
        self.whole.setChecked(options.wish.length == "whole")
        self.language.offer([LANGUAGES.get(code, code) for code in options.languages], options.languages, options.wish.lang)
        self.language_entry.setVisible(len(options.languages) > 1)
        lines = printing.lines()
        self.printer.offer([one.words for one in lines], [one.name for one in lines], printing.chosen)
        self.printer_entry.setVisible(bool(printing.printers))
        advice = next((one.advice for one in lines if one.name == printing.chosen), "")
        self.state.say(advice if printing.has_printer else printing.printer_words)
        is_citizens = options.wish.copy == "citizen"
        self.may_stand.setText(f"Må stå på papiret: {options.may_stand or 'alt, der ikke er spurgt om'}")
        self.may_stand.setVisible(is_citizens)
        self.change_may.setVisible(is_citizens and bool(options.facts_document))
        self.reading.setText(options.reading)
        self._is_pushed |= self.focusWidget() is self.print and not options.may_print
        self.print.setEnabled(options.may_print)
        choose = self._show_twice()
        if self._is_pushed and choose is not None:
            self._is_pushed = False
            if self.focusWidget() in (self.save, self.blank):
                choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_consent(self) -> None:
        """What the citizen's consents say to who gets it."""
        options, verdict = self.options, self.options.verdict
        covered = verdict.words[:1].upper() + verdict.words[1:] + "." if verdict is not None and verdict.words else ""
        is_covered = options.is_for_others and verdict is not None and verdict.may
        uncovered = [options.uncovered] if options.uncovered else []
        self.to.show_consent(covered if is_covered else "", uncovered, options.wish.override, asks_why=bool(uncovered))
        self.save.setEnabled(not options.stopping)

    def _show_twice(self) -> Button | None:
        """Returns what leads to the first that is to be chosen; None where nothing is."""
        first: Button | None = None
        while (item := self.twice.box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in self.options.twice:
            self.twice.box.addWidget(Text(f"»{one.label}« Her er skrevet to ting.", "due", parent=self.twice))
            later = Tick(f"Lad det stå som »{LATER}«", parent=self.twice)
            later.setChecked(one.is_left_out)
            later.clicked.connect(lambda checked, register=one.register: self.options.leave_out(register, checked))
            choose = Button("Vælg nu", name=f"Vælg nu: {one.label}", parent=self.twice)
            choose.clicked.connect(lambda _=False, path=one.path: self._go_to(path))
            first = first or choose
            self.twice.box.addWidget(later)
            self.twice.box.addWidget(Row(choose, parent=self.twice))
        is_shown = bool(self.options.twice) and self.options.wish.copy != "internal"
        self.twice.setVisible(is_shown)
        return first if is_shown else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(WIDE)
        if wide and self._halves.indexOf(self.preview) < 0:
            self._halves.insertWidget(0, self.preview, 5)
        elif not wide and self._halves.indexOf(self.preview) >= 0:
            self._column.box.addWidget(self.preview)  # under the choices, where it is scrolled to

    def _go_to(self, path: str) -> None:
        self.go.emit(WizardAt(self.place.case, self.options.wish.document, path))

    def _on_may_stand(self) -> None:
        self.go.emit(WizardAt(self.place.case, self.options.facts_document, "maa_staa_paa_papir"))

    def _on_save(self) -> None:
        target = self._ask(self, "papir.pdf")
        if target is not None:
            self.options.save(target)

    def _on_saved(self, name: str) -> None:
        self.trouble.say("")
        self.kept.say(f"Gemt som {name}. Filen kan læses af alle. Den står på listen på »I dag«, til du fjerner den.")
