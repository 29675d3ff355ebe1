"""Citizens from a list in the window, by keyboard: looked at, brought in, taken out; whole at every look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.importing import imports
from tests.support.accessibles import Role, met, unnamed
from tests.support.clipping import clipped, cut_above, sideways, too_small
from tests.support.screens import LOOKS
from tests.ui.stage import arrive, go
from ui import theme
from ui.desk.importing import ImportPage
from ui.parts.choices import Tick
from ui.places import Home, ImportAt, NewCase
from ui.shell import Shell

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LIST = """Navn;CPR-nr;Født;Adresse;Postnr/by;Tlf;Team
Bent Holm;670161-1234;;Elmegade 3;800 Høje Taastrup;12345678;Nord
Ida Lund;;1/2-1990;;;;
Ida lund;;1-2-1990;;;;
Carl Dam;;;;;ring først;
;;;;;12345678;
"""


@pytest.fixture
def borgere(tmp_path: Path) -> Path:
    (tmp_path / "borgere.csv").write_text(LIST, encoding="cp1252")
    return tmp_path / "borgere.csv"


def names(desk: Desk) -> set[str]:
    return {row.name for row in views.case_list(desk)} - {"Anna Nordvang"}


def press(qapp: QApplication, shell: Shell, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(shell.window.focusWidget() or shell.window, key, modifiers)
    arrive(qapp, shell)


def page_of(qapp: QApplication, shell: Shell, file: Path) -> ImportPage:
    go(qapp, shell, ImportAt())
    page = shell.window.page
    assert isinstance(page, ImportPage)
    page._ask_file = lambda _: file
    shell.window.activateWindow()
    return page


def ticks(shell: Shell) -> dict[str, bool]:
    return {one.accessibleName(): one.isChecked() for one in shell.window.findChildren(Tick) if one.isVisible()}


def told(shell: Shell) -> str:
    return " ".join(f"{one.name} {one.description}" for one in met(shell.window))


def test_a_list_comes_in_and_goes_out_again_without_a_mouse(qapp: QApplication, shell: Shell, desk: Desk, borgere: Path) -> None:
    go(qapp, shell, Home())
    shell.window.activateWindow()
    press(qapp, shell, Key.Key_N, CTRL)
    assert shell.window.page is not None and isinstance(shell.window.page.place, NewCase)
    press(qapp, shell, Key.Key_O, CTRL)
    page = shell.window.page
    assert isinstance(page, ImportPage)
    page._ask_file = lambda _: borgere
    press(qapp, shell, Key.Key_O, CTRL)
    assert ticks(shell) == {"Tag Ida lund med": False, "Tag Carl Dam med": False, "Bent Holm": True, "Ida Lund": True}
    words = told(shell)
    assert "»Team«: Kolonnen kendes ikke." in words and "»Tlf«: Det er ikke et telefonnummer." in words
    assert "Det ligner række 3 i samme liste." in words and "Rækken har intet navn." in words
    assert "670161-••••" in words and "Postnr/by: 0800 Høje Taastrup" in words and "ring først" not in words
    assert names(desk) == set(), "nothing before »Importér«"

    carl = next(one for one in page.findChildren(Tick) if one.accessibleName() == "Tag Carl Dam med")
    carl.setFocus()
    press(qapp, shell, Key.Key_Space)
    assert page.counted.text().startswith("3 borgere bliver til sager")
    press(qapp, shell, Key.Key_Return, CTRL)
    assert names(desk) == {"Bent Holm", "Ida Lund", "Carl Dam"}
    assert page.kept.text() == (
        "3 borgere er hentet og står på listen under I dag. "
        "»borgere.csv« ligger stadig på computeren og er ikke låst. Slet filen, når du ikke skal bruge den."
    )
    assert shell.window.focusWidget() is page.home

    with desk.vault.read() as reader:
        made = imports.cases_of(reader, imports.listed(reader)[0].id)
    carls = next(case for case in made if views.case_view(desk, case).citizen_name == "Carl Dam")
    cases.fill(desk, carls, views.case_view(desk, carls).facts_document, {"by": "Aarhus"})
    for _ in range(20):
        if shell.window.focusWidget().accessibleName().startswith("Fortryd importen, 3 sager, hentet i dag"):
            break
        shell.window.focusNextChild()
    press(qapp, shell, Key.Key_Space)
    assert names(desk) == {"Carl Dam"}
    assert page.kept.text() == "2 sager er taget ud igen."
    assert "Carl Dam bliver. Nogen har skrevet i sagen." in told(shell) and "Fortryd" not in told(shell)


def test_a_file_that_is_no_list_is_said_beside_the_button(qapp: QApplication, shell: Shell, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "billede.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    page = page_of(qapp, shell, tmp_path / "billede.png")
    press(qapp, shell, Key.Key_O, CTRL)
    assert page.problem.text().startswith("»billede.png« er ikke en liste") and page.problem.isVisible()
    assert page.bring.isHidden() and shell.window.focusWidget() is page.choose


def test_it_is_whole_at_every_look_and_each_row_is_told(qapp: QApplication, shell: Shell, desk: Desk, borgere: Path) -> None:
    for look in (LOOKS[0], LOOKS[-1]):
        theme.apply(qapp, dark=look.dark, scale=look.scale)
        shell.window.resize(look.width, look.height)
        shell.window.lay_out_anew()
        page = page_of(qapp, shell, borgere)
        page.choose.click()
        arrive(qapp, shell)
        window = shell.window
        assert (clipped(window), sideways(window), too_small(window, theme.TARGET), unnamed(window)) == ([], [], [], []), (
            look.name
        )
        assert cut_above(window) == [], look.name
        boxes = {one.name: one.description for one in met(window) if one.role == Role.CheckBox}
        assert boxes["Tag Carl Dam med"].startswith("Række 5. »Tlf«: Det er ikke et telefonnummer."), look.name
        page.bring.click()
        arrive(qapp, shell)
        assert (clipped(window), sideways(window), too_small(window, theme.TARGET), unnamed(window)) == ([], [], [], []), (
            look.name
        )
        with desk.vault.read() as reader:
            (made,) = imports.listed(reader)
        page.earlier.undone.emit(made.id)
        arrive(qapp, shell)
    theme.apply(qapp)
    assert names(desk) == set()
