"""Who gets what leaves, and what the citizen's consents say to that: the same wherever something leaves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from rygsaek.paper.wishes import Copy
from ui.parts.choices import BigChoice
from ui.parts.widgets import Entry, Note, Row, Text, empty, px

WHOM: tuple[Copy, ...] = get_args(Copy)


class WhomPart(QWidget):
    """copy: for whose eyes was chosen; recipient: who somebody else is was typed; override: why they get it all the same."""

    copy = Signal(str)
    recipient_typed = Signal(str)
    override_typed = Signal(str)

    def __init__(self, question: str) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(16))
        self.whom = Text(question, "strong")
        self.copies_for = {one: BigChoice("", size=16) for one in ("citizen", "internal", "third")}
        group = QButtonGroup(self)
        for one, button in self.copies_for.items():
            group.addButton(button)
            button.clicked.connect(lambda _=False, one=one: self.copy.emit(one))
        self.recipient = Entry("Hvem er det?", QLineEdit(), help_text="Samtykket skal nævne dem.")
        self.recipient.line.textEdited.connect(lambda text: self.recipient_typed.emit(text.strip()))
        self.covered = Note("", "done")
        self.uncovered = QWidget()
        self._uncovered = QVBoxLayout(self.uncovered)
        self._uncovered.setContentsMargins(0, 0, 0, 0)
        self._uncovered.setSpacing(px(8))
        self.override = Entry("Hvorfor skal de have det alligevel?", QLineEdit(), help_text="Det står i sagen bagefter.")
        self.override.line.textEdited.connect(lambda text: self.override_typed.emit(text.strip()))
        for part in (self.whom, Row(*self.copies_for.values()), self.recipient, self.covered, self.uncovered, self.override):
            box.addWidget(part)
        for hidden in (self.recipient, self.uncovered, self.override):
            hidden.hide()

    def show_whom(self, copy: str, recipient: str, first_name: str, offered: Collection[str] = WHOM) -> None:
        """Who it is for. offered: whom it can be for at all; none where that is settled."""
        who = {"citizen": first_name or "Borgeren", "internal": "Kommunen", "third": "En anden"}
        self.whom.setVisible(bool(offered))
        for one, button in self.copies_for.items():
            button.setText(who[one].replace("&", "&&"))
            button.setAccessibleName(f"Til {who[one].lower() if one != 'citizen' else who[one]}")
            button.setChecked(copy == one)
            button.setVisible(one in offered)
        self.recipient.setVisible(copy == "third")
        if not self.recipient.line.hasFocus() and self.recipient.line.text().strip() != recipient:
            self.recipient.line.setText(recipient)

    def show_consent(self, covered: str, uncovered: Sequence[str], override: str, *, asks_why: bool) -> None:
        """What the consents say. asks_why: a reason would let it go all the same."""
        if not override and not self.override.line.hasFocus():
            self.override.line.clear()
        self.covered.say(covered)
        if list(uncovered) != self.uncovered_words():
            empty(self._uncovered)
            for one in uncovered:
                self._uncovered.addWidget(Note(one, "due"))
        self.uncovered.setVisible(bool(uncovered))
        self.override.setVisible(asks_why)

    def uncovered_words(self) -> list[str]:
        """What stays, and why, as it is shown."""
        return [one.text() for one in self.uncovered.findChildren(Note) if self._uncovered.indexOf(one) >= 0]
