"""Two who wrote in one field at once: both texts side by side, who and when above each, what differs underlined and heavy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.widgets import Button, Note, Text, px
from ui.presenters.field_view import StandingView

SAY = "Her er skrevet to ting. Vælg en, eller skriv en ny. Vi gemmer dem alle."


class TwoVersions(QFrame):
    """Shown only while more than one text stands in a field. chosen: the value that a person picked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._standings: tuple[StandingView, ...] = ()
        self._both = ""
        self._choices: list[Button] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(12), px(12), px(12))
        box.setSpacing(px(8))
        self._say = Note(SAY, "due")
        box.addWidget(self._say)
        self._columns = QWidget()
        self._grid = QGridLayout(self._columns)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(24))
        self._grid.setVerticalSpacing(px(4))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._columns.setSizePolicy(policy)
        self.setSizePolicy(policy)
        box.addWidget(self._columns)
        self.keep = Button("Behold begge", lambda: self.choose(self._both))
        box.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.keep.hide()
        self.hide()

    def show_standings(self, standings: Sequence[StandingView], say: str = SAY, both: str = "") -> None:
        """Shows these texts side by side, or hides where there are not two. both: all of them in one text, where they can be."""
        self._say.say(say)
        self._both = both
        self.keep.setVisible(bool(both))
        self.keep.setAccessibleName(f"Behold begge: {both}")
        if tuple(standings) == self._standings:
            return
        self._standings = tuple(standings) if len(standings) > 1 else ()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._choices = []
        for column, standing in enumerate(self._standings):
            self._fill(column, standing)
        self.setVisible(bool(self._standings))

    def _fill(self, column: int, standing: StandingView) -> None:
        text = Text("", parent=self._columns)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setText(marked_up(standing.parts))
        text.setAccessibleName(standing.text)
        name = f"{standing.choice}: {standing.text}"
        choose = Button(standing.choice, lambda: self.choose(standing.value), name=name, parent=self._columns)
        self._choices.append(choose)
        top = Qt.AlignmentFlag.AlignTop
        who = Text(standing.who_when, "small", parent=self._columns)
        self._grid.addWidget(who, 0, column, top)
        self._grid.addWidget(text, 1, column, top)
        self._grid.addWidget(choose, 2, column, top | Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(column, 1)
        for widget in (who, text, choose):
            widget.show()

    def take_focus(self) -> None:
        """To the first of the two."""
        if self._choices:
            self._choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, value: Any) -> None:
        """A person picked this one."""
        self.chosen.emit(value)


def marked_up(parts: Sequence[tuple[str, bool]]) -> str:
    """The pieces as rich text, those that differ underlined and heavy. Whatever was written is shown as it stands."""
    pieces = (f"<b><u>{escape(part)}</u></b>" if differs else escape(part) for part, differs in parts)
    return "".join(pieces).replace("\n", "<br>")
