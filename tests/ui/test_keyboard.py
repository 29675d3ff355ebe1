"""Without a mouse: from an empty computer to a case, back by search, and on to visit, paper, history and settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rygsaek.casework.desk import Desk
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go, settle, shell_on
from ui import places
from ui.desk.case_list import CaseList
from ui.desk.home import HomePage
from ui.doorstep.create import CreatePage
from ui.doorstep.unlock import UnlockPage
from ui.shell import Shell

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ENOUGH = 40
"""Presses of Tab that reach anything on a page."""


class Keyboard:
    """Ten fingers, and no mouse."""

    def __init__(self, app: QApplication, shell: Shell) -> None:
        self.app, self.shell = app, shell

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifier)
        arrive(self.app, self.shell)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)
        settle(self.app)

    def focus(self) -> QWidget:
        return self.shell.window.focusWidget() or self.shell.window

    def tab_to(self, name: str) -> None:
        for _ in range(ENOUGH):
            if self.focus().accessibleName().startswith(name):
                return
            QTest.keyClick(self.focus(), Key.Key_Tab)
            settle(self.app)
        raise AssertionError(f"Tab never comes to {name!r}")

    def at(self, kind: type[places.Place]) -> bool:
        page = self.shell.window.page
        return page is not None and isinstance(page.place, kind)


def opened(qapp: QApplication, shell: Shell) -> Keyboard:
    shell.window.show()
    shell.window.activateWindow()
    return Keyboard(qapp, shell)


def test_a_vault_and_a_first_case_without_a_mouse(qapp: QApplication, tmp_path: Path) -> None:
    with shell_on(qapp, tmp_path / "profile") as shell:
        shell.start()
        keys = opened(qapp, shell)
        arrive(qapp, shell)
        keys.type("Lise Holm")
        keys.press(Key.Key_Return)
        page = shell.window.page
        assert isinstance(page, CreatePage)
        words = page._presenter.words.words
        assert len(words.split()) == 6
        keys.press(Key.Key_Return)
        keys.type(words)
        keys.press(Key.Key_Return)
        assert keys.at(places.Sheet)
        keys.tab_to("Senere")
        keys.press(Key.Key_Return)
        assert keys.at(places.Home)
        assert keys.focus().accessibleName() == "Ny sag", "the empty page says what to do first"
        keys.press(Key.Key_Return)
        assert keys.at(places.NewCase)
        keys.type("Anna Nielsen")
        keys.press(Key.Key_Return)
        assert keys.at(places.WizardAt)
        assert shell.opened is not None
        shell.opened.desk.vault.close()


def test_wrong_words_and_then_the_right_ones(qapp: QApplication, profile_dir: Path) -> None:
    from tests.support.desks import PASSPHRASE

    with shell_on(qapp, profile_dir) as shell:
        shell.start()
        keys = opened(qapp, shell)
        arrive(qapp, shell)
        keys.type("helt forkerte ord")
        keys.press(Key.Key_Return)
        page = shell.window.page
        assert isinstance(page, UnlockPage)
        assert page.problem.text() == "Det er ikke de rigtige ord."
        wait_until(qapp, lambda: page.open_button.isEnabled())
        keys.press(Key.Key_A, CTRL)
        keys.type(PASSPHRASE)
        keys.press(Key.Key_Return)
        assert keys.at(places.Home)
        assert shell.opened is not None
        shell.opened.desk.vault.close()


def test_search_opens_the_case_with_arrows_and_enter(qapp: QApplication, shell: Shell, made: Made) -> None:
    go(qapp, shell, places.Home())
    keys = opened(qapp, shell)
    keys.press(Key.Key_K, CTRL)
    keys.type("nordv")
    page = shell.window.page
    assert isinstance(page, HomePage)
    wait_until(qapp, lambda: page.list.lines is page.found and page.found.rowCount() == 1)
    keys.press(Key.Key_Down)
    assert isinstance(keys.focus(), CaseList)
    keys.press(Key.Key_Return)
    assert keys.at(places.CaseAt)
    assert shell.window.page is not None
    assert shell.window.page.place == places.CaseAt(made.case)


def test_enter_before_the_answer_opens_what_is_found_and_nothing_else(
    qapp: QApplication, shell: Shell, desk: Desk, made: Made
) -> None:
    from rygsaek.casework import cases

    for name in ("Aage Bro", "Bodil Friis"):
        cases.create_case(desk, {"navn": name})
    go(qapp, shell, places.Home())
    keys = opened(qapp, shell)
    keys.press(Key.Key_K, CTRL)
    keys.type("nordv")
    QTest.keyClick(keys.focus(), Key.Key_Return)
    wait_until(qapp, lambda: keys.at(places.CaseAt))
    assert shell.window.page is not None
    assert shell.window.page.place == places.CaseAt(made.case)


def test_enter_without_words_opens_nobody(qapp: QApplication, shell: Shell) -> None:
    go(qapp, shell, places.Home())
    keys = opened(qapp, shell)
    keys.press(Key.Key_K, CTRL)
    keys.press(Key.Key_Return)
    assert keys.at(places.Home)


def test_escape_empties_the_search_and_then_stays(qapp: QApplication, shell: Shell) -> None:
    go(qapp, shell, places.Home())
    keys = opened(qapp, shell)
    keys.press(Key.Key_K, CTRL)
    keys.type("finder ingenting")
    page = shell.window.page
    assert isinstance(page, HomePage)
    wait_until(qapp, lambda: page.nothing.isVisible())
    assert page.nothing.text() == "Der er ikke noget med »finder ingenting«. Prøv et andet ord."
    keys.press(Key.Key_Escape)
    assert page.search.text() == ""
    assert page.list.lines is page.model
    assert keys.at(places.Home)


def test_from_the_case_everywhere_and_back(qapp: QApplication, shell: Shell, made: Made) -> None:
    go(qapp, shell, places.CaseAt(made.case))
    keys = opened(qapp, shell)
    keys.tab_to("Se det hele")
    keys.press(Key.Key_Return)
    assert keys.at(places.HistoryAt)
    keys.press(Key.Key_Escape)
    assert keys.at(places.CaseAt)
    keys.press(Key.Key_P, CTRL)
    assert keys.at(places.PrintAt)
    keys.press(Key.Key_Escape)
    assert keys.at(places.CaseAt)
    keys.tab_to("Indstillinger")
    keys.press(Key.Key_Return)
    assert keys.at(places.SettingsAt)
    keys.press(Key.Key_Escape)
    assert keys.at(places.Home)
    keys.press(Key.Key_N, CTRL)
    assert keys.at(places.NewCase)


def test_f5_begins_the_visit(qapp: QApplication, shell: Shell, made: Made) -> None:
    go(qapp, shell, places.CaseAt(made.case))
    keys = opened(qapp, shell)
    keys.press(Key.Key_F5)
    assert keys.at(places.VisitAt)


def test_a_new_paper_is_chosen_from_a_menu(qapp: QApplication, shell: Shell, desk: Desk, made: Made) -> None:
    from PySide6.QtWidgets import QMenu

    go(qapp, shell, places.CaseAt(made.case))
    keys = opened(qapp, shell)
    keys.tab_to("Nyt papir")
    keys.press(Key.Key_Return)
    menu = shell.window.findChild(QMenu)
    assert menu is not None
    assert "Samarbejdsaftale" in [one.text() for one in menu.actions()]
    QTest.keyClick(menu, Key.Key_Return)
    arrive(qapp, shell)
    assert keys.at(places.WizardAt)


def test_undo_takes_back_and_says_so(qapp: QApplication, shell: Shell, desk: Desk, made: Made) -> None:
    from rygsaek.casework import cases, views

    document = made.documents["samarbejdsaftale"]
    before = views.document_view(desk, made.case, document).answers.get("aktuel_situation")
    cases.fill(desk, made.case, document, {"aktuel_situation": "Noget helt andet."})
    go(qapp, shell, places.CaseAt(made.case))
    keys = opened(qapp, shell)
    keys.press(Key.Key_Z, CTRL)
    assert views.document_view(desk, made.case, document).answers.get("aktuel_situation") == before
    assert shell.window.notice.title.text() == "Det er taget tilbage."


def wait_until(app: QApplication, is_so: Callable[[], bool]) -> None:
    """Lets the program go on until something is so."""
    from PySide6.QtCore import QDeadlineTimer, QEventLoop

    patience = QDeadlineTimer(20_000)
    while not is_so():
        assert not patience.hasExpired(), "it never came to be so"
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
