"""A calm page to read aloud from: few sentences, large, one a line, with the other language under each where the form has it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ui.page import Column
from ui.parts.hearing import hear
from ui.parts.widgets import Heading, Text, px
from ui.presenters.reading_aloud import ReadingAloud
from ui.presenters.visit import Visit
from ui.table.visit_frame import VisitFrame
from ui.table.visit_pages import TOP
from ui.tasks import Scope

NOTHING = "Der er ikke noget at læse højt endnu."


class Aloud:
    """Turns the pages within the visit's frame."""

    def __init__(self, visit: Visit, runner: Scope, frame: VisitFrame) -> None:
        self._visit, self._frame = visit, frame
        self.reading = ReadingAloud(visit, runner)
        self.reading.changed.listen(self._on_changed)

    def show(self) -> None:
        """Puts the pages into the frame, from the first one on."""
        self._frame.show_sheet(AloudSheet(self.reading), only=("back", "next"))
        self.reading.load()
        self._on_changed()
        self._frame.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, by: int) -> bool:
        """Another page; False where there is none that way, or another part of the visit stands."""
        return self._visit.station == "aloud" and self.reading.turn(by)

    def _on_changed(self) -> None:
        if self._visit.station == "aloud":
            self._frame.say_where("Læs højt", self.reading.progress)
            self._frame.say_next("Færdig" if self.reading.is_last else "Næste ›")


class AloudSheet(Column):
    """Shows the page that stands; turning is the frame's."""

    def __init__(self, reading: ReadingAloud) -> None:
        super().__init__(width=900, gap=16)
        self._reading = reading
        self.sheet.setProperty("at", "table")
        self.over = Text("", "large")
        self.heading = Heading("", 0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(24))
        self.box.addSpacing(TOP)
        for one in (self.over, self.heading):
            self.box.addWidget(one)
        self.box.addLayout(self._lines)
        self.box.addStretch(1)
        hear(self, reading.changed, self._show)
        self._show()

    def _show(self) -> None:
        page = self._reading.page
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        over = page.title if page is not None and page.heading else ""
        heading = (page.heading or page.title) if page is not None else NOTHING if self._reading.is_read else ""
        for label, text in ((self.over, over), (self.heading, heading)):
            label.setText(text)
            label.setVisible(bool(text))
        for line in page.lines if page is not None else ():
            self._lines.addWidget(Text(line.text, "table", parent=self.sheet))
            if line.second:
                self._lines.addWidget(Text(line.second, "table", parent=self.sheet))
        self.verticalScrollBar().setValue(0)
