"""Words to touch under a field: what is known already, so that nobody writes it twice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts.flow_layout import FlowLayout
from ui.parts.widgets import Button, px
from ui.presenters.field_view import QuickWord


class Offers(QWidget):
    """A wrapping row of words. Reached with Tab last, so that typing on is never in their way."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=px(8))
        self._words: tuple[QuickWord, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_words(self, words: Sequence[QuickWord]) -> None:
        """Shows these words, or nothing."""
        if tuple(words) == self._words:
            return
        self._words = tuple(words)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for word in self._words:
            button = Button(word.label, name=f"Brug: {word.label}", parent=self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, text=word.text: self.picked.emit(text))
            self._flow.addWidget(button)
            button.show()
        self.setVisible(bool(self._words))

    @property
    def words(self) -> tuple[QuickWord, ...]:
        """What is offered now."""
        return self._words
