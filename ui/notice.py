"""The strip above the page: what went wrong with one piece of advice, or one quiet word that something was done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.marks import Mark
from ui.parts.widgets import Button, Text, px


class Notice(QFrame):
    """Never modal: the page below stays as it is."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(12), px(24), px(12))
        row.setSpacing(px(12))
        self.mark = Mark("wrong")
        self.title = Text("", "strong")
        self.advice = Text("")
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(self.title)
        words.addWidget(self.advice)
        self.close_button = Button("Luk", self._on_close)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1_000)
        row.addStretch(1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def trouble(self, title: str, advice: str) -> None:
        """What happened, and the one thing to do; read aloud at once."""
        self._show(title, advice, urgent=True)

    def tell(self, text: str) -> None:
        """A quiet word."""
        self._show(text, "", urgent=False)

    def dismiss(self) -> None:
        """Goes away without a word."""
        self.hide()

    def _show(self, title: str, advice: str, *, urgent: bool) -> None:
        self.title.setText(title)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.mark.kind = "wrong" if urgent else "told"
        self.mark.update()
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # late: its many names cost the first page 2 ms

        event = QAccessibleAnnouncementEvent(self, f"{title} {advice}".strip())
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
