"""A list of names to choose from: any length fits any page, and nothing of a name is lost to the ear."""

from __future__ import annotations

from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from tests.support.accessibles import met
from ui import theme
from ui.parts.pick import Pick

LONG = "ipp://printer-i-tasken.kommunens-eget-net.example:631/ipp/print/en/meget/lang/adresse"


def test_a_long_name_ends_in_dots_and_is_told_whole(qtbot: QtBot) -> None:
    pick = Pick()
    qtbot.addWidget(pick)
    pick.setAccessibleName("Print på")
    pick.offer((LONG, "Canon"), chosen=LONG)
    pick.resize(220, 48)
    pick.show()
    option = QStyleOptionComboBox()
    pick.initStyleOption(option)
    assert option.currentText.endswith("…")
    assert pick.minimumSizeHint().width() == theme.current().px(160)
    assert met(pick)[0].value == LONG
    assert pick.chosen() == LONG


def test_the_chosen_value_stands_and_a_missing_one_falls_to_the_first(qtbot: QtBot) -> None:
    pick = Pick()
    qtbot.addWidget(pick)
    pick.offer(("Et minut", "To minutter"), ("1", "2"), "2")
    assert pick.chosen() == "2"
    pick.offer(("Et minut", "To minutter"), ("1", "2"), "9")
    assert pick.chosen() == "1"
    pick.offer(())
    assert pick.chosen() == ""
