"""A paper filled in by hand is copied in from the window, by keyboard: which one, its day, and on into the form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from rygsaek.casework import views
from rygsaek.casework.desk import Desk
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go
from ui.desk.case import CasePage
from ui.desk.copying import CopyingPage
from ui.form.wizard import WizardPage
from ui.parts.widgets import Note
from ui.places import CaseAt, CopyAt, WizardAt
from ui.shell import Shell


def test_the_day_on_the_paper_is_asked_and_a_wrong_one_is_said_beside_it(
    qapp: QApplication, shell: Shell, made: Made, desk: Desk
) -> None:
    go(qapp, shell, CaseAt(made.case))
    case = shell.window.page
    assert isinstance(case, CasePage)
    case.new.click()
    (menu,) = case.findChildren(QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    arrive(qapp, shell)
    page = shell.window.page
    assert isinstance(page, CopyingPage)
    shell.window.activateWindow()
    assert shell.window.focusWidget() is page.form
    page.form.setCurrentIndex(page.form.findData("netvaerkskort"))
    before = desk.journal.entries(made.case)
    page.day.line.setFocus()
    for typed, said in (("", "Skriv den dag"), ("3/4-2199", "ikke kommet endnu"), ("måske", "ikke en dato")):
        page.day.line.clear()
        QTest.keyClicks(page.day.line, typed)
        QTest.keyClick(page.day.line, Qt.Key.Key_Return)
        arrive(qapp, shell)
        assert said in page.day.problem.text() and shell.window.focusWidget() is page.day.line
    assert desk.journal.entries(made.case) == before
    page.day.line.clear()
    QTest.keyClicks(page.day.line, "3/4-2025")
    assert page.place == CopyAt(made.case, "netvaerkskort", "3/4-2025"), "a lock comes back to it"
    QTest.keyClick(page.day.line, Qt.Key.Key_Return)
    arrive(qapp, shell)
    wizard = shell.window.page
    assert isinstance(wizard, WizardPage) and isinstance(wizard.place, WizardAt)
    assert "Skrevet af efter papir fra 3. april 2025." in [one.text() for one in wizard.findChildren(Note)]
    assert views.document_view(desk, made.case, wizard.place.document).begun.paper == "2025-04-03"
