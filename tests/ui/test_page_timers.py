"""A page that is left leaves no clock behind: what rings for a page that is gone ends in an error on the next one's screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from rygsaek.casework import pin
from rygsaek.casework.desk import Desk
from tests.ui.conftest import Made
from tests.ui.stage import go
from ui.places import CaseAt, CopyAt, HandOutAt, HistoryAt, Home, OfficeAt, Place, PrintAt, SettingsAt, Sheet, VisitAt, WizardAt
from ui.shell import Shell


def test_no_page_leaves_a_clock_behind(qapp: QApplication, shell: Shell, made: Made, desk: Desk) -> None:
    pin.set_pin(desk.vault, "142857")
    agreement = made.documents["samarbejdsaftale"]
    pages: tuple[Place, ...] = (
        VisitAt(made.case), WizardAt(made.case, agreement), PrintAt(made.case, (agreement,)), CaseAt(made.case),
        HistoryAt(made.case), HandOutAt(made.case), CopyAt(made.case), OfficeAt(), Home(), Sheet(),
    )  # fmt: skip
    for page in pages:
        go(qapp, shell, page)
        go(qapp, shell, SettingsAt())
        clocks = shell.window.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
        of_the_room = int(shell.pages.room._alarm.is_set)  # it looks after the papers of all pages
        assert sum(one.isActive() for one in clocks) == of_the_room, type(page).__name__
