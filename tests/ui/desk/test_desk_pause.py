"""A pause from the home page: everything away at once, papers held, and back by the six digits alone. F5 begins a visit."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rygsaek.casework import cases, pin
from rygsaek.casework.desk import Desk
from tests.support.table import laid
from tests.support.told import everything_told
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go
from tests.ui.test_keyboard import Keyboard, opened
from ui.desk.home import NO_VISIT, HomePage
from ui.desk.pause import DeskPausePage
from ui.places import KEPT, Home, PauseAt, VisitAt
from ui.shell import Shell

PIN = "142857"
ENTER = Qt.Key.Key_Return
INITIALS = "A. N."


def paused(qapp: QApplication, shell: Shell, place: Home) -> Keyboard:
    go(qapp, shell, place)
    keys = opened(qapp, shell)
    keys.tab_to("Pause")
    keys.press(ENTER)
    return keys


@pytest.mark.parametrize("place", [Home(), Home(only_next=True)])
def test_pause_is_a_word_on_the_home_page_and_the_digits_lead_back(
    qapp: QApplication, shell: Shell, desk: Desk, place: Home
) -> None:
    pin.set_pin(desk.vault, PIN)
    go(qapp, shell, Home())
    assert INITIALS in everything_told(qapp)
    keys = paused(qapp, shell, place)
    page = shell.window.page
    assert isinstance(page, DeskPausePage)
    told = everything_told(qapp)
    assert "Vi holder pause." in told
    assert "Klokken er" in told
    assert INITIALS not in told
    assert not page.paused.is_asking
    keys.press(ENTER)
    keys.type("000000")
    arrive(qapp, shell)
    assert keys.at(PauseAt), "another code leads nowhere"
    keys.type(PIN)
    arrive(qapp, shell)
    assert shell.window.page is not None
    assert shell.window.page.place == place


def test_the_digits_are_chosen_before_the_first_pause_or_the_pause_is_given_up(qapp: QApplication, shell: Shell) -> None:
    keys = paused(qapp, shell, Home())
    keys.tab_to("Fortryd")
    keys.press(ENTER)
    assert keys.at(Home)
    keys = paused(qapp, shell, Home())
    for _ in range(2):
        keys.type(PIN)
        keys.press(ENTER)
    page = shell.window.page
    assert isinstance(page, DeskPausePage)
    keys.press(ENTER)
    assert page.paused.is_asking
    keys.type(PIN)
    arrive(qapp, shell)
    assert keys.at(Home)


def test_ten_wrong_codes_lock(qapp: QApplication, shell: Shell, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    locks: list[int] = []
    monkeypatch.setattr(shell.locking, "lock", lambda: locks.append(1))
    pin.set_pin(desk.vault, PIN)
    keys = paused(qapp, shell, Home())
    page = shell.window.page
    assert isinstance(page, DeskPausePage)
    steady = iter(range(0, 10_000, 60))
    page.paused._steady_s = lambda: float(next(steady))
    keys.press(ENTER)
    for _ in range(10):
        keys.type("000000")
    assert locks == [1]


def test_a_pause_at_the_desk_holds_the_papers_on_their_way(qapp: QApplication, tmp_path: Path) -> None:
    with laid(qapp, tmp_path) as table:
        document = table.fill("samarbejdsaftale")["samarbejdsaftale"]
        from rygsaek.paper.papers import Wish

        table.tray.is_slow = True
        table.room.exits.print_papers("Køkkenbord", table.case, [Wish(document=document)])
        table.room.go_round()
        table.settle()
        assert [job.stands for job in table.room.queue.jobs(table.case)] == ["sent"]
        table.window.register(
            PauseAt,
            lambda place, scope: DeskPausePage(place, scope, table.desk, table.room.hold_all, lambda: 0.0),  # type: ignore[arg-type]
        )
        table.go(PauseAt())
        assert [job.stands for job in table.room.queue.jobs(table.case)] == ["held"]


def test_a_lock_in_a_pause_comes_back_to_the_page_before_it() -> None:
    assert PauseAt not in KEPT


def test_f5_begins_the_visit_of_the_chosen_case_else_the_days_next(
    qapp: QApplication, shell: Shell, desk: Desk, made: Made
) -> None:
    pin.set_pin(desk.vault, PIN)
    other = cases.create_case(desk, {"navn": "Aage Bro"})
    go(qapp, shell, Home())
    page = shell.window.page
    assert isinstance(page, HomePage)
    keys = opened(qapp, shell)
    page.cards.next_visit = None
    page.search.setFocus()
    keys.press(Qt.Key.Key_F5)
    assert keys.at(Home)
    assert shell.window.notice.title.text() == NO_VISIT
    page.list.setFocus()
    while page.list.current is None or page.list.current.case != other:
        keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_F5)
    assert isinstance(shell.window.page, object)
    assert shell.window.page is not None
    place = shell.window.page.place
    assert isinstance(place, VisitAt)
    assert place.case == other
