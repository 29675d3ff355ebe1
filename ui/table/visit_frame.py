"""The frame round every page of a visit: where one is above, and the four words that are always there below."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Button, Note, Row, Text, px

ROOMY, TALL = 640, 400
"""Width and height in pixels at 100 % from which a visit has room for everything."""
LOOSE = 700
"""Width from which the four words stand in one row with all their room."""


class VisitFrame(QWidget):
    """`back`, `skip`, `stop`, `next` below; title, progress, `topics` and `pause` above."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("at", "table")
        self.title = Text("", "large", wrap=False)
        self.progress = Text("", "large", wrap=False)
        self.topics = Button("Emner", look="plain")
        self.pause = Button("Pause", look="plain")
        self.back = Button("‹ Tilbage", name="Tilbage")
        self.skip = Button("Ikke nu")
        self.stop = Button("Vi stopper her i dag")
        self.next = Button("Næste ›", look="primary", name="Næste")
        self.trouble = Note("", "wrong")
        self.coach = Text("", "muted")
        self.power = Note("", "due")
        self._buttons = {"back": self.back, "skip": self.skip, "stop": self.stop, "next": self.next, "topics": self.topics}
        self._sheet: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setSpacing(px(8))
        self._box.addWidget(Row(self.title, self.progress, self.topics, self.pause, gap=16, trailing=1, is_whole=True))
        self._box.addWidget(self.trouble)
        self._box.addWidget(self.power)
        self._box.addStretch(0)
        self._box.addWidget(self.coach)
        self._words = Row(self.back, self.skip, self.stop, self.next, gap=12, trailing=3, is_whole=True)
        self._box.addWidget(self._words)
        self.coach.hide()

    def show_sheet(self, sheet: QWidget, only: Collection[str]) -> None:
        """Puts a page in the middle. only: which of the words above and below belong to it."""
        if self._sheet is not None:
            self._box.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = sheet
        self._box.insertWidget(3, sheet, 1)
        sheet.show()
        for name, button in self._buttons.items():
            button.setVisible(name in only)
        follow_the_eye(self)

    def say_next(self, text: str) -> None:
        """What the one thing to do next is called on this page."""
        self.next.say(text)
        self.next.setAccessibleName(text.replace("›", "").strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the text is large for the window, the margins go first, then the title: the question needs the room."""
        super().resizeEvent(event)
        is_small = self.width() < px(ROOMY) or self.height() < px(TALL)
        self._box.setContentsMargins(*((16, 8, 16, 8) if is_small else (px(32), px(16), px(32), px(16))))
        self.title.setVisible(not is_small)
        self._set_room("small" if self.width() < px(LOOSE) else "")

    def _set_room(self, room: str) -> None:
        if self._words.property("room") == room:
            return
        self._words.setProperty("room", room)
        for one in (self.back, self.skip, self.stop, self.next):
            one.style().unpolish(one)
            one.style().polish(one)
            one.updateGeometry()

    def say_where(self, title: str, progress: str) -> None:
        """What is talked about, and how far."""
        self.title.setText(title)
        self.progress.setText(progress)
        self.progress.setAccessibleName(f"Spørgsmål {progress}" if progress else "")

    def say_trouble(self, text: str) -> None:
        """What went wrong and what to do; "" for nothing."""
        self.trouble.say(text)

    def say_coach(self, text: str) -> None:
        """One quiet line for the caseworker."""
        self.coach.setText(text)
        self.coach.setVisible(bool(text))

    def say_power(self, text: str) -> None:
        """The line about the battery."""
        self.power.say(text)

    def focus_first(self) -> None:
        """The one thing to do next."""
        (self.next if not self.next.isHidden() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)
