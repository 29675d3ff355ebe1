"""The day's cards: the keyboard never lands on what deletes."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.desk.today_cards import TodayCards
from ui.parts.marks import Mark
from ui.parts.widgets import Button, Marked, Text
from ui.presenters.due import DueHere
from ui.presenters.home import Outside, Today
from ui.presenters.lines import Line


def test_the_keyboard_lands_on_no_button_that_deletes_a_file(qapp: QApplication, qtbot: QtBot) -> None:
    cards = TodayCards(lambda: None)
    qtbot.addWidget(cards)
    cards.show_files([Outside("f1", "Kontornøglen", "Dokumenter/nøgle.pdf", "i dag")])
    cards.show()
    assert not cards.take_any_focus()
    other = Button("Print nøglearket")
    cards.box.addWidget(other)
    other.show()
    assert cards.take_any_focus() and cards.focusWidget() is other


def test_a_limit_says_what_to_do_and_why_then_and_the_rest_is_a_count(qapp: QApplication, qtbot: QtBot) -> None:
    cards = TodayCards(lambda: None)
    qtbot.addWidget(cards)
    line = Line("c1", "A. B.", "skulle være sket senest mandag 27. april", "Første møde: Hold det første møde")
    cards.show_today(
        Today(date(2026, 5, 4), cases=1, due=(DueHere(line, "5 arbejdsdage efter.", "over"),), due_later=11),
        only_next=False,
        owed=("", ""),
    )
    cards.show()
    texts = [one.text() for one in cards.findChildren(Text)]
    assert {"A. B. · skulle være sket senest mandag 27. april", "5 arbejdsdage efter.", "og 11 senere"} <= set(texts)
    (told,) = cards.findChildren(Marked)
    assert [one.kind for one in told.findChildren(Mark)] == ["over"]
    assert len({one.x() for one in told.findChildren(Text)}) == 1, "every line begins where the words of the first do"
    opened: list[Line] = []
    cards.open_case.connect(opened.append)
    next(one for one in cards.findChildren(Button) if one.accessibleName().startswith("Åbn, A. B.")).click()
    assert opened == [line]
