"""The end of a visit: what was agreed in four lines, how the paper fares, and what else there is to talk about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.form.field_host import FieldHost
from ui.page import Column
from ui.parts.choices import Tick
from ui.parts.hearing import hear
from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Button, Card, Heading, Row, Text, px
from ui.presenters.offering import Offering
from ui.presenters.shelf import Shelf
from ui.presenters.visit import Visit
from ui.presenters.visit_end import VisitEnd
from ui.printing.print_panel import PrintPanel
from ui.printing.shelf_card import ShelfCard
from ui.table.visit_pages import TOP, Topics
from ui.tasks import Scope

NEXT_TIME = ("naeste_dato", "naeste_tid", "naeste_sted")
"""The fields of the agreement that say when the two meet again, asked again where the visit stops early."""


WIDE = 620
"""Width in pixels at 100 % from which what was agreed stands beside its headings."""


class EndSheet(Column):
    """chosen: something else to talk about. sign_wanted: names. aloud_wanted: the papers read aloud. over: the visit ends.

    said_next: the next thing's name.
    """

    chosen = Signal(object)
    sign_wanted = Signal()
    aloud_wanted = Signal()
    over = Signal()
    said_next = Signal(str)
    settled = Signal()

    def __init__(self, end: VisitEnd, visit: Visit, runner: Scope, shelf: Shelf) -> None:
        super().__init__(width=900, gap=16)
        self._end, self._visit = end, visit
        self.sheet.setProperty("at", "table")
        self.heading = Heading("", 0)
        self.say = Text("", "table")
        self.agreed = Card(gap=0)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(px(24))
        self._lines.setVerticalSpacing(px(12))
        self._lines.setColumnStretch(1, 1)
        self.agreed.box.addLayout(self._lines)
        self.panel = PrintPanel(end.printing)
        self.panel.settled.connect(self.settled)
        self.printer = Text("", "muted")
        self._boxes: list[Tick] = []
        self.papers = QWidget()
        self._ticks = QVBoxLayout(self.papers)
        self._ticks.setContentsMargins(0, 0, 0, 0)
        self._ticks.setSpacing(0)
        self._next_time = QVBoxLayout()
        self.sign = Button("Skriv jeres navne", self.sign_wanted.emit)
        self.aloud = Button("Læs højt", self.aloud_wanted.emit)
        self.finish = Button("Slut besøget", self.over.emit)
        self.by_hand = Button("Fortsæt på papir", end.go_on_by_hand)
        self.box.addSpacing(TOP // 2)
        for one in (self.heading, self.say, self.agreed, self.panel):
            self.box.addWidget(one)
        self.box.addLayout(self._next_time)
        for two in (self.papers, self.printer, Row(self.sign, self.aloud, self.by_hand, self.finish, gap=12)):
            self.box.addWidget(two)
        self._offer_more()
        self.box.addWidget(ShelfCard(shelf))
        self.box.addStretch(1)
        self.host: FieldHost | None = None
        self._is_wide = True
        self._ask_next_time(runner)
        hear(self, end.changed, self._show)
        self._show()
        follow_the_eye(self.sheet)

    def _show(self) -> None:
        end = self._end
        self.heading.setText(end.heading)
        self.say.setText(end.say)
        self.say.setVisible(bool(end.say))
        self._show_lines()
        self._show_ticks()
        has_wishes = any(one.is_wanted for one in end.ticks)
        self.printer.setText(end.printing.printer_words if has_wishes and not end.is_printed else "")
        self.printer.setVisible(bool(self.printer.text()))
        self.finish.setVisible(not end.is_over)
        self.said_next.emit(end.next_words)

    def _show_lines(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        self._is_wide = self.width() >= px(WIDE)
        for row, told in enumerate(self._end.lines):
            heading = Text(told.heading, "muted", parent=self.agreed)
            text = Text(told.text, "large", parent=self.agreed)
            if self._is_wide:
                heading.setFixedWidth(px(200))
                self._lines.addWidget(heading, row, 0, top)
                self._lines.addWidget(text, row, 1, top)
            else:
                self._lines.addWidget(heading, 2 * row, 0, 1, 2)
                self._lines.addWidget(text, 2 * row + 1, 0, 1, 2)
        self.agreed.setVisible(bool(self._end.lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_wide is not (self.width() >= px(WIDE)):
            self._show_lines()

    def _show_ticks(self) -> None:
        titles = [one.title for one in self._end.ticks]
        if [one.accessibleName() for one in self._boxes] != titles:
            for old in self._boxes:
                self._ticks.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._boxes = [Tick(title, size=20) for title in titles]
            for number, box in enumerate(self._boxes):
                box.clicked.connect(lambda checked, index=number: self._end.want(index, checked))
                self._ticks.addWidget(box)
        for box, tick in zip(self._boxes, self._end.ticks, strict=True):
            box.setChecked(tick.is_wanted)
        self.papers.setVisible(len(titles) > 1)

    def _offer_more(self) -> None:
        choices = self._visit.choices()
        if choices:
            self.box.addSpacing(px(8))
            self.box.addWidget(Text("Vi kan også tale om", "large"))
            topics = Topics(choices, first=2)
            topics.chosen.connect(self.chosen)
            self.box.addWidget(topics)

    def _ask_next_time(self, runner: Scope) -> None:
        """Stopping early books the next time, if wished."""
        form = self._visit.agreement
        if not self._visit.is_stopped or form is None or form.editing is None:
            return
        host = FieldHost(form.editing, form.field, Offering(form.editing, runner), "table", self)
        fields = {field.id for section in form.definition.sections for field in section.fields}
        for path in NEXT_TIME:
            if path in fields:
                self._next_time.addWidget(host.editor(path))
        self.host = host
