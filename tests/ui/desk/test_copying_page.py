"""A paper filled in by hand is copied in from the window, by keyboard: which one, its day, and on into the form."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from tests.support.accessibles import unnamed
from tests.support.clipping import clipped, sideways, too_small
from tests.support.screens import LOOKS
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go
from ui import theme
from ui.desk.case import CasePage
from ui.desk.copying import CopyingPage
from ui.fields.signed import SignatureEditor
from ui.form.wizard import WizardPage
from ui.parts.widgets import Note
from ui.places import CaseAt, CopyAt, WizardAt
from ui.shell import Shell

APRIL = date(2025, 4, 3)


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


def test_the_day_is_corrected_where_it_is_said_and_signing_is_offered_as_on_a_paper_that_is_signed(
    qapp: QApplication, shell: Shell, made: Made, desk: Desk
) -> None:
    document = cases.fill_form(desk, made.case, "samarbejdsaftale", {"aktuel_situation": "Bor alene."}, from_paper=APRIL)
    go(qapp, shell, WizardAt(made.case, document, "borger_godkendt"))
    page = shell.window.page
    assert isinstance(page, WizardPage) and page.host is not None
    signature = page.host.editor("borger_godkendt")
    assert isinstance(signature, SignatureEditor)
    assert [one.text() for one in signature.buttons] == ["Der er skrevet under på papiret"]
    copied = page.copied
    copied.change.click()
    assert shell.window.focusWidget() is copied.day.line
    for typed, said in (("3/4-2199", "ikke kommet endnu"), ("måske", "ikke en dato"), ("1/1-1900", "ikke født")):
        copied.day.line.clear()
        QTest.keyClicks(copied.day.line, typed)
        QTest.keyClick(copied.day.line, Qt.Key.Key_Return)
        arrive(qapp, shell)
        assert said in copied.day.problem.text() and shell.window.focusWidget() is copied.day.line
    copied.day.line.clear()
    QTest.keyClicks(copied.day.line, "5/4-2025")
    QTest.keyClick(copied.day.line, Qt.Key.Key_Return)
    arrive(qapp, shell)
    assert copied.words.text() == "Skrevet af efter papir fra 5. april 2025." and not copied.day.isVisible()
    assert shell.window.focusWidget() is copied.change
    view = views.document_view(desk, made.case, document)
    assert (view.begun.paper, view.answers["indgaaet_dato"]) == ("2025-04-05", "2025-04-05")
    here = cases.fill_form(desk, made.case, "netvaerkskort", {"privat_netvaerk_nu": False})
    go(qapp, shell, WizardAt(made.case, here))
    other = shell.window.page
    assert isinstance(other, WizardPage) and not other.copied.isVisible()


def test_it_is_whole_at_every_look(qapp: QApplication, shell: Shell, made: Made, desk: Desk) -> None:
    document = cases.fill_form(desk, made.case, "samarbejdsaftale", {"aktuel_situation": "Bor alene."}, from_paper=APRIL)
    for look in (LOOKS[0], LOOKS[-1]):
        theme.apply(qapp, dark=look.dark, scale=look.scale)
        shell.window.resize(look.width, look.height)
        shell.window.lay_out_anew()
        go(qapp, shell, WizardAt(made.case, document, "borger_godkendt"))
        page = shell.window.page
        assert isinstance(page, WizardPage)
        page.copied.change.click()
        qapp.processEvents()
        window = shell.window
        assert (clipped(window), sideways(window), too_small(window, theme.TARGET), unnamed(window)) == ([], [], [], [])
    theme.apply(qapp)
