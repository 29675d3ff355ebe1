"""The running window: what the system's sleep, its colours and the person's settings do to the page that stands."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Literal

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from rygsaek.casework import pin
from rygsaek.casework.desk import Desk
from tests.support.clipping import clipped, sideways
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go
from ui import places, theme
from ui.appearance import Appearance, read_appearance
from ui.desk.settings import SettingsPage
from ui.shell import WAY_IN, Shell
from ui.table.visit import VisitPage


@pytest.fixture
def locks(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the window would have locked; a real lock ends the process (test_locking.py)."""
    heard: list[int] = []
    monkeypatch.setattr(shell.locking, "lock", lambda: heard.append(1))
    return heard


def in_a_visit(qapp: QApplication, shell: Shell, made: Made, desk: Desk) -> VisitPage:
    pin.set_pin(desk.vault, "142857")
    go(qapp, shell, places.VisitAt(made.case))
    page = shell.window.page
    assert isinstance(page, VisitPage)
    return page


def test_sleep_locks(qapp: QApplication, shell: Shell, made: Made, locks: list[int]) -> None:
    go(qapp, shell, places.CaseAt(made.case))
    shell._on_sleep()
    assert locks == [1]


def test_a_closed_lid_pauses_a_visit(qapp: QApplication, shell: Shell, made: Made, desk: Desk, locks: list[int]) -> None:
    page = in_a_visit(qapp, shell, made, desk)
    shell._on_sleep()
    assert page.is_paused
    assert locks == []


def test_a_municipality_may_want_the_lock_instead(
    qapp: QApplication, shell: Shell, made: Made, desk: Desk, locks: list[int]
) -> None:
    in_a_visit(qapp, shell, made, desk)
    assert shell.opened is not None
    settings = msgspec.structs.replace(desk.profile.settings, lid="laas")
    shell.opened.desk = replace(desk, profile=msgspec.structs.replace(desk.profile, settings=settings))
    shell._on_sleep()
    assert locks == [1]


def test_quiet_minutes_lock_at_the_desk_and_not_in_a_visit(
    qapp: QApplication, shell: Shell, made: Made, desk: Desk, locks: list[int]
) -> None:
    go(qapp, shell, places.CaseAt(made.case))
    shell._on_quiet()
    assert locks == [1]
    in_a_visit(qapp, shell, made, desk)
    shell._on_quiet()
    assert locks == [1], "a visit has quiet rules of its own"


def test_ctrl_l_locks_from_anywhere(qapp: QApplication, shell: Shell, made: Made, locks: list[int]) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    go(qapp, shell, places.Home())
    shell.window.activateWindow()
    QTest.keyClick(shell.window.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert locks == [1]


def test_another_text_size_is_put_on_kept_and_leads_to_the_same_page(qapp: QApplication, shell: Shell) -> None:
    go(qapp, shell, places.SettingsAt())
    page = shell.window.page
    assert isinstance(page, SettingsPage)
    page.look.sizes[200].click()
    arrive(qapp, shell)
    try:
        assert theme.current().scale == 200
        assert read_appearance(shell.profile_dir) == Appearance(200, "system")
        assert isinstance(shell.window.page, SettingsPage)
        assert shell.window.page is not page
    finally:
        theme.apply(qapp)


def test_other_colours_leave_the_page_that_stands(qapp: QApplication, shell: Shell) -> None:
    go(qapp, shell, places.SettingsAt())
    page = shell.window.page
    assert isinstance(page, SettingsPage)
    page.look.colours["dark"].click()
    arrive(qapp, shell)
    try:
        assert theme.current().dark
        assert shell.window.page is page
    finally:
        theme.apply(qapp)


def test_a_name_typed_in_the_settings_stands_on_papers_from_now_on(qapp: QApplication, shell: Shell, desk: Desk) -> None:
    from rygsaek.casework import settings

    go(qapp, shell, places.SettingsAt())
    page = shell.window.page
    assert isinstance(page, SettingsPage)
    page.who.name.line.setText("Lise Holm Bang")
    shell.window.go(places.Home())
    arrive(qapp, shell)
    known = settings.worker(desk.vault)
    assert known is not None
    assert known.name == "Lise Holm Bang"
    assert shell.opened is not None
    assert shell.opened.desk.worker.name == "Lise Holm Bang"


def test_the_last_place_is_kept_as_one_goes(qapp: QApplication, shell: Shell, desk: Desk, made: Made) -> None:
    from rygsaek.casework import drafts

    go(qapp, shell, places.CaseAt(made.case))
    shell._keep_place()
    arrive(qapp, shell)
    assert places.decode_place(drafts.last_place(desk)) == places.CaseAt(made.case)


@pytest.mark.parametrize("width", [640, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_larger_text_chosen_on_the_settings_page_wraps_there(
    qapp: QApplication, shell: Shell, colours: Literal["light", "dark"], width: int
) -> None:
    shell.window.resize(width, 700)
    go(qapp, shell, places.SettingsAt())
    page = shell.window.page
    assert isinstance(page, SettingsPage)
    page.look.colours[colours].click()
    arrive(qapp, shell)
    page.look.sizes[200].click()
    arrive(qapp, shell)
    assert shell.window.page is not page
    assert clipped(shell.window) == []
    assert sideways(shell.window) == []


def test_what_another_thread_loads_while_the_words_are_typed_knows_no_qt() -> None:
    """PySide6 makes a class when it is first named, and dies where two threads do so at once."""
    code = (
        f"import sys; [__import__(name) for name in {WAY_IN}]; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
