"""The day's cards: the keyboard never lands on what deletes."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.desk.today_cards import TodayCards
from ui.parts.widgets import Button
from ui.presenters.home import Outside


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
