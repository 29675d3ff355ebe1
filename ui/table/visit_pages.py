"""The pages of a visit that stand in the middle of the screen: the opening, and one question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.form.field_host import FieldHost
from ui.form.list_rows import ListRows
from ui.form.rows import place_in_order
from ui.page import TIGHT, Column
from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Button, Heading, Note, Row, Text, px
from ui.presenters.editing import Editing
from ui.presenters.form_shape import FieldShape, Item, RowsShape
from ui.presenters.question import Question
from ui.presenters.visit import Choice

TOP = 48
"""Room over a page's heading, in pixels: it stands in the same place on every page, and takes no more where text is large."""


class Topics(Row):
    """What may be talked about, each with the key that leads there; where the text is large for the window, without it."""

    chosen = Signal(object)

    def __init__(self, choices: Sequence[Choice], *, first: int) -> None:
        super().__init__(gap=12)
        self._buttons: list[Button] = []
        for number, one in enumerate(choices, start=first):
            button = Button(one.title, partial(self.chosen.emit, one), shortcut=str(number), name=one.title)
            self._buttons.append(button)
            self.flow.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for one in self._buttons:
            one.be_brief(self.width() < px(TIGHT[0]))
        super().resizeEvent(event)


class Opening(Column):
    """The frame of the talk, in the citizen's sight; it ticks nothing by itself."""

    chosen = Signal(object)
    turn_wanted = Signal()
    screen_wanted = Signal()

    def __init__(self, lines: Sequence[str], choices: Sequence[Choice], *, has_screen: bool = False, say: str = "") -> None:
        super().__init__(width=860, gap=24)
        self.sheet.setProperty("at", "table")
        self.box.addSpacing(TOP)
        self.heading = Heading(lines[0], 0)
        self.box.addWidget(self.heading)
        for line in lines[1:]:
            self.box.addWidget(Text(line, "table"))
        self.box.addSpacing(px(16))
        self.box.addWidget(Text("Hvad vil du tale om?", "large"))
        topics = Topics(choices, first=1)
        topics.chosen.connect(self.chosen)
        self.box.addWidget(topics)
        self.box.addStretch(1)
        self.turn = Button("Vend skærmen", self.turn_wanted.emit, look="plain", shortcut="F9", takes_key=False)
        self.screen_button = Button("Vis på den anden skærm", self.screen_wanted.emit, look="plain")
        if not has_screen:
            self.screen_button.hide()
        self.box.addWidget(Note(say, "told"))
        self.box.addWidget(Row(self.turn, self.screen_button, gap=12))
        follow_the_eye(self.sheet)


class QuestionSheet(Column):
    """One question, or the few that belong together."""

    def __init__(self, editing: Editing, host: FieldHost) -> None:
        super().__init__(width=900, gap=16)
        self._editing = editing
        self._host = host
        self._rows: dict[str, ListRows] = {}
        self.asked: Question | None = None
        self.sheet.setProperty("at", "table")
        self.over = Text("", "large")
        self.heading = Heading("", 0)
        self.second = Text("", "table")
        self.intro = Text("", "large")
        self._items = QVBoxLayout()
        self._items.setSpacing(px(24))
        self.box.addSpacing(TOP)
        for one in (self.over, self.heading, self.second, self.intro):
            self.box.addWidget(one)
        self.box.addLayout(self._items)
        self.box.addStretch(1)

    def show_question(self, asked: Question) -> None:
        """Shows a page. What stands already stays, with its text, caret and focus."""
        self.asked = asked
        texts = ((self.over, asked.over), (self.heading, asked.heading), (self.second, asked.second), (self.intro, asked.intro))
        for label, text in texts:
            label.setText(text)
            label.setVisible(bool(text))
        self._host.is_alone = asked.is_alone
        wanted = {item.path for item in asked.items if isinstance(item, RowsShape)}
        widgets = [self._widget(item, asked) for item in asked.items]
        for path in [one for one in self._rows if one not in wanted]:
            rows = self._rows.pop(path)
            rows.hide()
            rows.setParent(None)
            rows.deleteLater()
        self._host.keep(asked.paths)
        place_in_order(self._items, widgets)
        follow_the_eye(self.sheet)

    def _widget(self, item: Item, asked: Question) -> QWidget:
        if isinstance(item, FieldShape):
            return self._host.editor(item.path)
        rows = self._rows.get(item.path)
        if rows is not None:
            rows.show_shape(item)
            return rows
        rows = self._rows[item.path] = ListRows(item, self._host, heading=asked.heading != item.title)
        rows.removed.connect(self._editing.rows.remove)
        rows.restored.connect(self._editing.rows.restore)
        rows.chosen.connect(lambda path, keeps: self._editing.choose_row(path, keeps=keeps))
        return rows
