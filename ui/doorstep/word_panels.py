"""The six words: shown to be written down, and typed back. Used when a vault is made, recovered, or gets new words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rygsaek.errors import RygsaekError
from ui.parts.widgets import Body, Button, Entry, Note, Row, Text, px
from ui.presenters.new_words import NewWords


class _Word(QFrame):
    """One numbered word."""

    def __init__(self, number: int, word: str) -> None:
        super().__init__()
        self.setProperty("look", "word")
        box = QVBoxLayout(self)
        box.setContentsMargins(px(16), px(8), px(16), px(12))
        box.setSpacing(0)
        self.word = Text(word, "words", wrap=False)
        self.word.setAccessibleName(f"Ord {number}: {word}")
        number_text = Text(str(number), "small", wrap=False)
        box.addWidget(number_text)
        box.addWidget(self.word)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(px(150), 0))


class ShowWords(QWidget):
    """Shows words to write down on paper; another six, or a sentence of one's own, may be had. kept: written down."""

    kept = Signal()

    def __init__(self, words: NewWords, *, next_text: str = "Jeg har skrevet dem ned", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(16))
        box.addWidget(Body("Ordene er nøglen til rygsækken. Skriv dem på papir i denne rækkefølge. Kun du skal kende dem."))
        self._holder = Row()
        box.addWidget(self._holder)
        self._own = Entry("Skriv din egen sætning", help_text="Mindst 15 tegn. En hel sætning er nem at huske.")
        self._own.hide()
        box.addWidget(self._own)
        self.next = Button(next_text, self._on_next, look="primary")
        self.another = Button("Giv mig andre ord", self._on_another)
        self.own = Button("Vælg selv", self._on_own, look="plain")
        box.addWidget(Row(self.next, self.another, self.own))
        self._own.line.returnPressed.connect(self._on_next)
        self._show()

    def focus_first(self) -> None:
        """To what goes on."""
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        while (item := self._holder.flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, word in enumerate(self._words.words.split()):
            self._holder.flow.addWidget(_Word(place + 1, word))

    def _on_another(self) -> None:
        self._own.hide()
        self._holder.show()
        self._words.another()
        self._show()

    def _on_own(self) -> None:
        self._holder.hide()
        self._own.show()
        self._own.line.setFocus()

    def _on_next(self) -> None:
        if not self._own.isHidden():
            try:
                self._words.choose_own(self._own.text())
            except RygsaekError as error:
                self._own.say_problem(f"{error.title} {error.advice}")
                self._own.line.setFocus()
                return
        self.kept.emit()


class RepeatWords(QWidget):
    """Takes the words typed back. given: what was typed; back: to see the words again."""

    given = Signal(str)
    back = Signal()

    def __init__(self, *, next_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(16))
        self.entry = Entry("Skriv ordene fra dit papir", help_text="Med mellemrum imellem. Store og små bogstaver er det samme.")
        self.entry.line.setProperty("look", "large")
        self.problem = Note("", "wrong")
        self.next = Button(next_text, self._on_next, look="primary")
        self._back = Button("Tilbage", self.back.emit)
        box.addWidget(self.entry)
        box.addWidget(self.problem)
        box.addWidget(Row(self.next, self._back))
        self.entry.line.returnPressed.connect(self._on_next)

    def focus_first(self) -> None:
        """To the line."""
        self.entry.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Empty again."""
        self.entry.line.clear()
        self.problem.say("")

    def say_problem(self, text: str) -> None:
        """What is different."""
        self.problem.say(text)
        self.entry.field.setAccessibleDescription(text)
        self.focus_first()

    def set_busy(self, is_busy: bool, text: str) -> None:
        """While the work goes on nothing can be given."""
        self.next.setEnabled(not is_busy)
        self.next.say(text)
        self.entry.line.setReadOnly(is_busy)

    def _on_next(self) -> None:
        if self.next.isEnabled():
            self.problem.say("")
            self.given.emit(self.entry.line.text())
