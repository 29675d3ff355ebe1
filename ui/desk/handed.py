"""Afleveret arbejde: what laptops that were shut out had not sent. Reached from the day, the case and the office's page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.desk.desk_page import DeskPage
from ui.parts.tab_order import follow_the_eye
from ui.parts.widgets import Body, Button, Card, Heading, Note, Row, Text, empty
from ui.places import CaseAt, HandedAt, Home
from ui.presenters.case import Happened
from ui.presenters.handed import HandedCase, HandedPresenter
from ui.tasks import Scope

WHAT_IT_IS = (
    "Når en computer bliver lukket ude, afleverer den først det, den ikke har sendt. "
    "Det kommer ikke ind i sagen, før en, der har den, har set på det. "
    "En sag, som ingen andre har, kan en leder tage."
)
ASKING = "Vi spørger serveren …"
NOTHING = "Der er ikke afleveret noget i dine sager."
FOR_GOOD = "Det kan ikke hentes tilbage."


class HandedPage(DeskPage):
    """A card for each case in which something waits."""

    def __init__(self, place: HandedAt, runner: Scope, presenter: HandedPresenter) -> None:
        back, back_text = (CaseAt(place.case), "Sagen") if place.case else (Home(), "I dag")
        super().__init__(place, runner, "Afleveret arbejde", back=back, back_text=back_text)
        self._presenter = presenter
        column = self.add_column(width=760, gap=16)
        self.told, self.problem = Note("", "told"), Note("", "wrong")
        self.ask_again = Button("Se efter igen", presenter.begin)
        self._list = QWidget()
        self.cards: dict[str, HandedCard] = {}
        for one in (Heading("Afleveret arbejde", 1), Body(WHAT_IT_IS), self.told, self.problem):
            column.box.addWidget(one)
        self._box = column.box
        self._first = column.box.count()
        column.box.addWidget(Row(self.ask_again))
        column.box.addStretch(1)
        presenter.waiting.listen(self._on_waiting)
        presenter.looked.listen(lambda case, lines: self.cards[case].show_lines(lines))
        presenter.done.listen(self._on_done)
        presenter.problem.listen(self._on_problem)
        presenter.busy.listen(self._on_busy)

    def enter(self) -> None:
        self.told.say(ASKING)
        self._presenter.begin()

    def focus_first(self) -> None:
        first = next((one for one in self.cards.values() if not one.is_done), None)
        (first.look if first is not None else self.ask_again).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_waiting(self, waiting: tuple[HandedCase, ...]) -> None:
        for old in self.cards.values():
            old.hide()
            old.deleteLater()
        self.cards = {one.case: HandedCard(one, self._presenter) for one in waiting}
        for place, card in enumerate(self.cards.values()):
            self._box.insertWidget(self._first + place, card)
            card.opened.clicked.connect(partial(self.go.emit, CaseAt(card.case)))
        self.told.say("" if waiting else NOTHING)
        follow_the_eye(self)
        self.focus_first()

    def _on_done(self, case: str, said: str) -> None:
        self.cards[case].show_done(said)
        if self.cards[case].is_gone:
            self.focus_first()

    def _on_problem(self, said: str) -> None:
        self.told.say("")
        self.problem.say(said)
        if self.window().focusWidget() is None:
            self.focus_first()

    def _on_busy(self, is_busy: bool) -> None:
        if is_busy:
            self.problem.say("")
        self.ask_again.setEnabled(not is_busy)
        for card in self.cards.values():
            card.set_busy(is_busy)


class HandedCard(Card):
    """One case: whose work, what it says when somebody looks, and what is to become of it."""

    def __init__(self, one: HandedCase, presenter: HandedPresenter) -> None:
        super().__init__()
        self.case, self.is_done, self.is_gone = one.case, False, False
        about = f"{one.name}, fra {one.whose}"
        self.look = Button("Se på det", lambda: presenter.look(one.case), look="primary", name=f"Se på det: {about}")
        self.look.setEnabled(one.is_readable)
        taking = "Tag sagen" if one.claimed else "Tag det med i sagen"
        self.adopt = Button(taking, self._on_adopt, look="primary", name=f"{taking}: {about}")
        self.drop = Button("Slet det", self._on_drop, name=f"Slet det: {about}")
        self.keep = Button("Nej, lad det ligge", self._on_keep)
        self.drop_now = Button("Slet det nu", self._on_drop_now, name=f"Slet det nu: {about}")
        self._presenter, self._is_new = presenter, bool(one.claimed)
        self.opened = Button("Åbn sagen", name=f"Åbn sagen: {one.name}")
        self._is_readable = one.is_readable
        self._lines = QWidget()
        self._lines_card = Card(gap=8)
        self.sure, self.done = Body(FOR_GOOD), Note("", "done")
        self.choice = Row(self.look, self.adopt, self.drop)
        self.adopt.hide()
        self.drop.setVisible(not one.is_readable)  # nobody throws away what they have not seen
        self.asked = Row(self.keep, self.drop_now)
        self.after = Row(self.opened)
        self.box.addWidget(Heading(one.name, 3))
        self.box.addWidget(Text(f"Fra {one.whose}", "strong"))
        self.box.addWidget(Body(one.told))
        if one.claimed:
            self.box.addWidget(Note(one.claimed, "due"))
        for part in (self._lines_card, self.choice, self.sure, self.asked, self.done, self.after):
            part.setParent(self)
            self.box.addWidget(part)
        for part in (self._lines_card, self.sure, self.asked, self.after):
            part.hide()

    def show_lines(self, lines: tuple[Happened, ...]) -> None:
        """What the laptop wrote, and the choice."""
        empty(self._lines_card.box)
        for one in lines:
            self._lines_card.box.addWidget(Text(one.what))
            self._lines_card.box.addWidget(Text(one.who_when, "small"))
        self._lines_card.show()
        self.look.hide()
        self.adopt.show()
        self.drop.show()
        self.adopt.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_done(self, said: str) -> None:
        """What became of it."""
        self.is_done = True
        for part in (self._lines_card, self.choice, self.sure, self.asked):
            part.hide()
        self.done.say(said)
        if not self.is_gone:
            self.after.show()
            self.opened.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, is_busy: bool) -> None:
        """While the store is asked."""
        for one in (self.adopt, self.drop, self.drop_now):
            one.setEnabled(not is_busy)
        self.look.setEnabled(not is_busy and self._is_readable)

    def _on_drop(self) -> None:
        """There is no way back from it, so it says so before, and the safer answer has the focus."""
        for part in (self.choice, self.sure, self.asked):
            part.setVisible(part is not self.choice)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_adopt(self) -> None:
        self.is_gone = False
        self._presenter.adopt(self.case)

    def _on_drop_now(self) -> None:
        self.is_gone = self._is_new  # there is no case to open
        self._presenter.drop(self.case)

    def _on_keep(self) -> None:
        for part in (self.choice, self.sure, self.asked):
            part.setVisible(part is self.choice)
        (self.drop if self.adopt.isHidden() else self.adopt).setFocus(Qt.FocusReason.OtherFocusReason)
