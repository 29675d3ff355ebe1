"""Two who wrote in one field at once: both texts side by side, who and when above each, what differs underlined and heavy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.flow_layout import FlowLayout
from ui.presenters.field_view import StandingView
from ui.widgets import Button, Note, Text, px

SAY = "Her er skrevet to ting. Vælg en, eller skriv en ny. Vi gemmer dem alle."


class TwoVersions(QFrame):
    """Shown only while more than one text stands in a field. chosen: the value that a person picked."""

    chosen = Signal(object)

    def __init__(self, size: str = "desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._standings: tuple[StandingView, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(12), px(12), px(12))
        box.setSpacing(px(8))
        box.addWidget(Note(SAY, "due"))
        self._columns = QWidget()
        self._flow = FlowLayout(self._columns, gap=px(16))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._columns.setSizePolicy(policy)
        self.setSizePolicy(policy)
        box.addWidget(self._columns)
        self.hide()

    def show_standings(self, standings: Sequence[StandingView]) -> None:
        """Shows these texts side by side, or hides where there are not two."""
        if tuple(standings) == self._standings:
            return
        self._standings = tuple(standings) if len(standings) > 1 else ()
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for standing in self._standings:
            column = self._column(standing)
            self._flow.addWidget(column)
            column.show()
        self.setVisible(bool(self._standings))

    def _column(self, standing: StandingView) -> QWidget:
        column = QWidget(self._columns)
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        box.addWidget(Text(standing.who_when, "small"))
        text = Text("")
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setText(marked_up(standing.parts))
        text.setAccessibleName(standing.text)
        text.setMaximumWidth(px(360))
        box.addWidget(text)
        box.addWidget(Button("Vælg den her", lambda: self.choose(standing.value), name=f"Vælg: {standing.text}"))
        return column

    def choose(self, value: Any) -> None:
        """A person picked this one."""
        self.chosen.emit(value)


def marked_up(parts: Sequence[tuple[str, bool]]) -> str:
    """The pieces as rich text, those that differ underlined and heavy. Whatever was written is shown as it stands."""
    pieces = (f"<b><u>{escape(part)}</u></b>" if differs else escape(part) for part, differs in parts)
    return "".join(pieces).replace("\n", "<br>")
