"""What is due in a case, until when and why. By word and shape, and blaming nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.widgets import Button, Card, Heading, Line, Marked, Note, Row, Text, look_of, px
from ui.presenters.due import DueLine

WRITE_WHY = "Skriv hvorfor"


class DueCard(Card):
    """explain: why a limit was not kept is wanted in words; its id and the day that it is counted from."""

    explain = Signal(str, date)

    def __init__(self, due: Sequence[DueLine], conflicts: Sequence[str] = ()) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Frister", 3))
        for place, one in enumerate(due):
            if place:
                self.box.addWidget(Line())
            self.box.addWidget(self._row(one))
        for told in conflicts:
            self.box.addWidget(Note(told, "told"))

    def _row(self, one: DueLine) -> QWidget:
        more = [Text(told) for told in (one.then, one.why) if told]
        words = Marked(one.kind, Text(f"{one.title}: {one.told}.", look_of(one.kind)), *more, Text(one.because, "small"))
        words.setMinimumWidth(px(220))
        if not one.asks_why:
            return words
        why = Button(WRITE_WHY, partial(self.explain.emit, one.limit, one.start), name=f"{WRITE_WHY}: {one.title}")
        return Row(words, why, gap=12, trailing=1)
