"""Cards that say themselves what came of what was pressed in them, and a page's cards together."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.parts.widgets import Card, Heading, Note


class PartCard(Card):
    """A card with a line at its foot."""

    def __init__(self, title: str, level: int = 3) -> None:
        super().__init__()
        self.box.addWidget(Heading(title, level))
        self._kept = Note("", "done")
        self._problem = Note("", "wrong")
        self.box.addWidget(self._kept)
        self.box.addWidget(self._problem)

    def add(self, *widgets: QWidget) -> None:
        """Puts widgets over the foot."""
        for one in widgets:
            self.box.insertWidget(self.box.count() - 2, one)

    def say_kept(self, text: str) -> None:
        """It is kept."""
        self._problem.say("")
        self._kept.say(text)

    def say_problem(self, text: str) -> None:
        """It is not kept, and why."""
        self._kept.say("")
        self._problem.say(text)

    def set_busy(self, is_busy: bool) -> None:
        """While it is being kept."""
        if is_busy:
            self._kept.say("")
            self._problem.say("")


class Parts:
    """The cards of a page by the names under which they are told of. What is pressed cannot be pressed again while it is at work,
    and the keyboard comes back to it."""

    def __init__(self, page: QWidget, cards: Mapping[str, PartCard]) -> None:
        self._page, self._cards = page, cards
        self._had: QWidget | None = None

    def __getitem__(self, name: str) -> PartCard:
        return self._cards[name]

    def say_kept(self, name: str, said: str) -> None:
        """What was done."""
        self._cards[name].say_kept(said)

    def say_problem(self, name: str, said: str) -> None:
        """What went wrong."""
        self._cards[name].say_problem(said)

    def set_busy(self, name: str, is_busy: bool) -> None:
        """While a card is at work."""
        if is_busy:
            self._had = self._page.focusWidget()
        self._cards[name].set_busy(is_busy)
        if not is_busy and self._had is not None:
            self._had.setFocus(Qt.FocusReason.OtherFocusReason)
            self._had = None
