"""Papers on their way, one under the other: what is the matter, and the one question that only a person can answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.choices import Tick
from ui.parts.hearing import hear
from ui.parts.marks import MarkKind
from ui.parts.widgets import Button, Card, Note, Row, Text, px
from ui.presenters.printing import PaperLine, Printing


class PaperCard(Card):
    """One paper. Yes stands first, and no is as large."""

    def __init__(self, line: PaperLine, printing: Printing) -> None:
        super().__init__(gap=8)
        self.line, self._printing = line, printing
        self.setAccessibleName(line.what)
        self.box.addWidget(Text(line.what, "strong"))
        kind: MarkKind = "done" if line.is_out else "due" if line.is_trouble else "told"
        self.box.addWidget(Note(line.words, kind))
        job = line.job
        if line.question:
            few = len(line.pages) > 1
            self.yes = Button("Ja, alle" if few else "Ja", lambda: printing.confirm(job, "all"), look="primary")
            buttons = [self.yes, Button("Nej", lambda: printing.confirm(job, "none"))]
            if few:
                buttons.append(Button("Kun nogle", self._on_some))
            self.box.addWidget(Row(*buttons))
        if line.may_retry:
            self.box.addWidget(Row(Button("Print igen", lambda: printing.again(job)), self._let_be(job)))
        if line.may_release:
            self.box.addWidget(Row(Button("Print det nu", lambda: printing.release(job)), self._let_be(job)))

    def _let_be(self, job: str) -> Button:
        return Button("Lad det være", lambda: self._printing.drop(job))

    def _on_some(self) -> None:
        """Which pages came out."""
        self._ticks = {page: Tick(f"Side {page} kom ud", framed=True) for page in self.line.pages}
        self.box.addWidget(Row(*self._ticks.values()))
        done = Button("Færdig", self._on_told, look="primary")
        self.box.addWidget(Row(done))
        next(iter(self._ticks.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_told(self) -> None:
        came = [page for page, tick in self._ticks.items() if tick.isChecked()]
        self._printing.confirm(self.line.job, came or "none")


class PrintPanel(QWidget):
    """All papers that this page has to do with. settled: the question that the keyboard stood at was answered."""

    settled = Signal()

    def __init__(self, printing: Printing) -> None:
        super().__init__()
        self._printing = printing
        self._lines: tuple[PaperLine, ...] = ()
        self.cards: list[PaperCard] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(8))
        hear(self, printing.changed, self.show_papers)
        self.show_papers()

    def show_papers(self) -> None:
        """Shows the papers as they stand now; a card that has not changed stays, with what is ticked in it."""
        lines = self._printing.papers()
        if lines == self._lines:
            return
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        known = {card.line.job for card in self.cards if card.line.question}
        standing = {card.line: card for card in self.cards}
        for line, card in standing.items():
            if line not in lines:
                self._box.removeWidget(card)
                card.hide()
                card.deleteLater()
        self.cards = [standing.get(line) or PaperCard(line, self._printing) for line in lines]
        for place, card in enumerate(self.cards):
            self._box.insertWidget(place, card)
        self._lines = lines
        asking = next((card for card in self.cards if card.line.question and (had_focus or card.line.job not in known)), None)
        if not self.isVisible():  # behind a pause nothing takes the keyboard
            return
        if asking is not None and not isinstance(focus, QLineEdit | QPlainTextEdit):
            asking.yes.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus:
            self.settled.emit()
