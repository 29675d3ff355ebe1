"""Whatever is pressed, in whatever order, something that can be seen has the keyboard: on pages of all kinds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from tests.support.extent import IS_WHOLE
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go, press, shell_on
from ui import places
from ui.places import Place
from ui.shell import Shell

Key = Qt.Key
KEYS = (
    *(Key.Key_Tab,) * 6, *(Key.Key_Backtab,) * 3, *(Key.Key_Return,) * 2, Key.Key_Space, Key.Key_Down, Key.Key_Up, Key.Key_Left,
    Key.Key_Right, Key.Key_Escape, Key.Key_PageDown, Key.Key_Home,
)  # fmt: skip
TYPED = ("a", "Bo Ærø", "12", "https://", "kl 9")
WRITTEN_IN = (QLineEdit, QTextEdit, QPlainTextEdit)
SEEDS = range(40) if IS_WHOLE else range(1)
PRESSES = 60


@pytest.fixture(autouse=True)
def nobody_picks_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own dialog waits for a person, who changes their mind."""
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")


def holder(shell: Shell, said: str) -> QWidget:
    """What has the keyboard."""
    found = shell.window.focusWidget()
    assert found is not None, f"{said}: nothing"
    assert found.isVisible() and found.isEnabled(), f"{said}: {found.accessibleName()!r}, which cannot be used"
    return found


def walk(app: QApplication, shell: Shell, seed: int, start: Place | None) -> None:
    """Presses keys; who leaves the page comes back to it. start: None for a page that is never left for good."""
    chance, pressed = random.Random(seed), ""
    for number in range(PRESSES):
        at = app.activePopupWidget() or holder(shell, f"seed {seed}, press {number}, after {pressed}")
        key = chance.choice(KEYS)
        if isinstance(at, WRITTEN_IN) and chance.random() < 0.15:
            QTest.keyClicks(at, chance.choice(TYPED))
        if at.accessibleName() == "Lås" and key in (Key.Key_Return, Key.Key_Space):
            continue  # the program ends there
        pressed = f"{key.name} on {at.accessibleName()!r}"
        QTest.keyClick(at, key)
        arrive(app, shell)
        page = shell.window.page
        if start is not None and page is not None and type(page.place) is not type(start):
            go(app, shell, start)
    holder(shell, f"seed {seed}, after {pressed}")


@pytest.mark.parametrize("seed", SEEDS)
def test_the_offices_page_and_forms_always_have_the_keyboard_somewhere(
    qapp: QApplication, shell: Shell, made: Made, seed: int
) -> None:
    shell.window.activateWindow()
    consent = places.WizardAt(made.case, made.documents["samtykke"])
    for start in (places.OfficeAt(), places.WizardAt(made.case, made.documents["besoeg"]), consent):
        go(qapp, shell, start)
        walk(qapp, shell, seed, start)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_page_always_has_the_keyboard_somewhere(qapp: QApplication, tmp_path: Path, seed: int) -> None:
    with shell_on(qapp, tmp_path / "profile") as shell:
        shell.start()
        shell.window.show()
        shell.window.activateWindow()
        arrive(qapp, shell)
        walk(qapp, shell, seed, None)
        if shell.opened is not None:
            shell.opened.desk.vault.close()


def test_a_finished_consent_has_the_keyboard_where_it_leads_on(qapp: QApplication, shell: Shell, made: Made) -> None:
    start = places.WizardAt(made.case, made.documents["samtykke"])
    go(qapp, shell, start)
    press(qapp, shell, "Færdig")
    go(qapp, shell, start)
    assert holder(shell, "opened").accessibleName() == "Næste"
    for _ in range(12):
        QTest.keyClick(holder(shell, "gone through"), Key.Key_Return)
        arrive(qapp, shell)
    walk(qapp, shell, 331, start)
