"""What papers owe where the case has come to, each with the one thing to do about it. By word and shape, and blaming nobody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.parts.widgets import Button, Card, Heading, Line, Marked, Text, px
from ui.presenters.course import Missing


class MissingCard(Card):
    """wanted: one of them is seen to."""

    wanted = Signal(object)

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Det mangler", 3))
        for place, one in enumerate(missing):
            if place:
                self.box.addWidget(Line())
            self.box.addWidget(self._row(one))

    def _row(self, one: Missing) -> QWidget:
        words = Marked("open", Text(one.text))
        if not one.act:
            return words
        word = "Print" if one.act == "print" else "Skriv"
        row = QWidget()
        box = QHBoxLayout(row)  # not a row that flows: what is missing wraps beside its button
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        box.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(Button(word, partial(self.wanted.emit, one), name=f"{word}: {one.text}"))
        return row
