"""Which paper a document is copied from, and its day: said over the form, and corrected there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.widgets import Button, Entry, Note, Row, px
from ui.presenters.wizard import Wizard

ALONG = "Som 3. april 2025. De dage i papiret, der fulgte med, bliver også rettet."


class PaperDay(QWidget):
    """Not there for what was written here first."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__()
        self._wizard = wizard
        self.words = Note("")
        self.change = Button("Ret dagen", self._on_change, look="plain", name="Ret papirets dag")
        self.day = Entry("Hvilken dag står der på papiret?", help_text=ALONG)
        self.day.line.setMaximumWidth(px(320))
        self.day.line.returnPressed.connect(self._on_keep)
        self.keep = Button("Gem dagen", self._on_keep)
        self.leave = Button("Fortryd", self._on_leave, name="Lad dagen stå")
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(px(8))
        asking.addWidget(self.day)
        asking.addWidget(Row(self.keep, self.leave))
        self._asking.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        box.addWidget(Row(self.words, self.change))
        box.addWidget(self._asking)
        self.show_day()

    def show_day(self) -> None:
        """Says it as it stands now."""
        self.words.say(self._wizard.copied_words)
        self.setVisible(bool(self._wizard.copied_words))
        self.change.setVisible(self._wizard.may_date and self._asking.isHidden())

    def _on_change(self) -> None:
        self.day.line.clear()
        self.day.say_problem("")
        self._asking.show()
        self.show_day()
        self.day.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_keep(self) -> None:
        self._wizard.correct_day(self.day.text(), self._on_wrong, self._on_leave)

    def _on_wrong(self, words: str) -> None:
        self.day.say_problem(words)
        self.day.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self) -> None:
        self._asking.hide()
        self.show_day()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
