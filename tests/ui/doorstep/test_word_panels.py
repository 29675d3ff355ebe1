"""The six words on the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.doorstep.word_panels import ShowWords
from ui.presenters.new_words import NewWords

WIDEST = " ".join(["mmmmmmmmm"] * 6)


def test_the_widest_words_wrap_in_large_text_instead_of_widening_the_page(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, scale=200)
    panel = ShowWords(NewWords(lambda: WIDEST, lambda _: None))
    qtbot.addWidget(panel)
    assert panel.minimumSizeHint().width() < theme.current().px(400)
    theme.apply(qapp)
