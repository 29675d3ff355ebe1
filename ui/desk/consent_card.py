"""The consents of a case: what each party may, and taking one back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.widgets import Body, Button, Card, Heading, Note, Row, Text, px
from ui.presenters.consents import NO_UNDO, WAYS, ConsentPaper, Consents


class ConsentCard(Card):
    """withdrawn: a consent is taken back, and how that was said; receipt: its receipt is wanted."""

    withdrawn = Signal(str, str)
    receipt = Signal(str)

    def __init__(self, consents: Consents) -> None:
        super().__init__(gap=8)
        self.box.addWidget(Heading("Samtykker", 3))
        if not consents.lines:
            self.box.addWidget(Body("Der er ikke svaret endnu.", "muted"))
        elif consents.summary:
            self.box.addWidget(Text(consents.summary, "strong"))
        for line in consents.lines:
            self.box.addWidget(Note(line.text, line.kind))
        for paper in consents.papers:
            self.box.addWidget(self._paper(paper))

    def _paper(self, paper: ConsentPaper) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        title = Text(paper.title, "small")
        if not paper.parties:
            show = Button("Print kvittering", partial(self.receipt.emit, paper.document), name=f"Print kvittering: {paper.title}")
            box.addWidget(Row(title, show, trailing=1))
            return holder
        asked = QWidget()
        inner = QVBoxLayout(asked)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(8))
        inner.addWidget(Note(f"Nej til {', '.join(paper.parties)}. {NO_UNDO}", "due"))
        leave = Button("Lad det være", asked.hide)
        ways = [Button(words, partial(self.withdrawn.emit, paper.document, way)) for way, words in WAYS.items()]
        inner.addWidget(Row(leave, *ways))
        asked.hide()
        take = Button("Lav om til nej …", name=f"Lav om til nej: {paper.title}")

        def ask() -> None:
            asked.show()
            leave.setFocus(Qt.FocusReason.OtherFocusReason)

        take.clicked.connect(ask)
        box.addWidget(Row(title, take, trailing=1))
        box.addWidget(asked)
        return holder
