"""Sending and getting from the window, against a real store."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.library import BUILT_IN, Library
from rygsaek.casework import cases, views
from sync.office import bundles, deleting, redacting, revoking, sharing
from tests.support.central import Central
from tests.support.staff import Staff, Staffroom
from tests.ui.stage import arrive, go
from ui import wiring
from ui.desk.history import HistoryPage
from ui.desk.home import HomePage
from ui.doorstep.create import CreatePage
from ui.places import CaseAt, HistoryAt, Home, WizardAt
from ui.presenters.status_words import StatusLine
from ui.shell import DELETED, ERASED, FROM_OFFICE, Shell


@pytest.fixture
def me(shell: Shell) -> Staff:
    """Who sits at the window, with the real clock."""
    assert shell.opened is not None
    desk = shell.opened.desk = replace(shell.opened.desk, now=wiring.utc_now)
    return Staff("Lise Holm", "Tasken", desk, wiring.line_on(desk))


def home(qapp: QApplication, shell: Shell) -> HomePage:
    go(qapp, shell, Home())
    assert isinstance(shell.window.page, HomePage)
    return shell.window.page


def give(giver: Staff, case: str, taker: Staff) -> None:
    known = giver.line.caught_up()
    with giver.desk.vault.write() as tx:
        sharing.share(tx, known, case, [taker.device], giver.line.now_ms())


def send(qapp: QApplication, qtbot: QtBot, shell: Shell, page: HomePage) -> None:
    assert shell.syncing is not None and page.line.accessibleName() == "Send og hent nu"
    with qtbot.waitSignal(shell.syncing.busy, timeout=60_000, check_params_cb=lambda is_busy: not is_busy):
        QTest.keyClick(page.line, Qt.Key.Key_Space)
    arrive(qapp, shell)


def test_what_is_only_here_reaches_a_colleagues_laptop_by_one_press(
    qapp: QApplication, qtbot: QtBot, shell: Shell, me: Staff, central: Central, hire: Staffroom
) -> None:
    me.found(central.url)
    bo = hire("Bo Krag")
    me.let_in(bo)
    (case,) = me.desk.journal.cases()
    page = home(qapp, shell)
    assert "ligger kun her" in page.status.text()
    send(qapp, qtbot, shell, page)
    assert page.status.text().startswith("Der ligger ikke noget, som kun er her. Sidst sendt")
    give(me, case, bo)
    send(qapp, qtbot, shell, page)
    bo.sync()
    assert bo.desk.journal.state(case) == me.desk.journal.state(case)


def test_what_a_colleague_wrote_comes_onto_the_home_page(
    qapp: QApplication, qtbot: QtBot, shell: Shell, me: Staff, central: Central, hire: Staffroom
) -> None:
    me.found(central.url)
    bo = hire("Bo Krag")
    me.let_in(bo)
    page = home(qapp, shell)
    before = page.model.rowCount()
    theirs = cases.create_case(bo.desk, {"navn": "Ture Møller"})
    bo.sync()
    give(bo, theirs, me)
    bo.sync()
    send(qapp, qtbot, shell, page)
    assert page.model.rowCount() == before + 1
    assert views.case_view(me.desk, theirs).citizen_name == "Ture Møller"


def test_what_a_lead_published_holds_from_the_next_page_and_is_told_at_home_alone(
    qapp: QApplication, qtbot: QtBot, shell: Shell, me: Staff, central: Central, hire: Staffroom, tmp_path: Path
) -> None:
    lead = hire("Bo Krag")
    lead.found(central.url)
    lead.let_in(me)
    (case,) = me.desk.journal.cases()
    form = (BUILT_IN / "journalnotat.toml").read_text(encoding="utf-8")
    (tmp_path / "journalnotat.toml").write_text(re.sub(r"(?m)^version = \d+", "version = 99", form), encoding="utf-8")
    own, office = Library.load([tmp_path]).own(), msgspec.structs.replace(lead.desk.profile, kommune="Sønderby")
    with lead.desk.vault.write() as tx:
        bundles.publish(tx, lead.line.membership(), own, office, lead.line.now_ms())
    lead.sync()
    assert shell.opened is not None and shell.syncing is not None
    go(qapp, shell, CaseAt(case))
    with qtbot.waitSignal(shell.syncing.ended, timeout=60_000):
        shell.syncing.now()
    arrive(qapp, shell)
    assert not shell.window.notice.isVisible()
    desk = shell.opened.desk
    assert desk.library.newest("journalnotat").version == 99 and desk.profile.kommune == "Sønderby"
    assert desk.journal is me.desk.journal, "what is kept in memory of a case is right only in the one that writes it"
    go(qapp, shell, Home())
    assert FROM_OFFICE in notice(shell)
    go(qapp, shell, Home())
    assert not shell.window.notice.isVisible(), "once"


def test_what_is_taken_out_or_deleted_meanwhile_does_not_stay_on_the_screen(
    qapp: QApplication, qtbot: QtBot, shell: Shell, me: Staff, central: Central, hire: Staffroom
) -> None:
    lead, other = hire("Bo Krag"), hire("Ida Lund")
    lead.found(central.url)
    lead.let_in(me)
    lead.let_in(other, is_lead=True)
    case = cases.create_case(lead.desk, {"navn": "Ture Møller"})
    paper = cases.fill_form(lead.desk, case, "samarbejdsaftale", {"aktuel_situation": "Naboen drikker"})
    lead.sync()
    for one in (me, other):
        give(lead, case, one)
    lead.sync()
    other.sync()

    def get() -> None:
        assert shell.syncing is not None
        with qtbot.waitSignal(shell.syncing.ended, timeout=60_000):
            shell.syncing.now()
        arrive(qapp, shell)

    get()
    go(qapp, shell, HistoryAt(case))
    page = shell.window.page
    assert isinstance(page, HistoryPage)
    place = next(row for row, one in enumerate(page._entries) if one.new == "Naboen drikker")
    page.list.setCurrentIndex(page.model.index(place, 0))
    assert page.after.text() == "Naboen drikker"
    redacting.redact(lead.desk, case, [page._entries[place].change], lead.line.now_ms(), os.urandom, reason="En anden borger")
    lead.sync()
    get()
    assert page.list.currentIndex().row() == place and "som en leder har fjernet" in page.after.text()

    begun = deleting.begin(lead.desk, case, "Slettes efter fem år", lead.line.now_ms())
    assert begun.request is not None
    deleting.agree(other.desk, begun.request, other.line.now_ms())
    other.sync()
    go(qapp, shell, WizardAt(case, paper, "aktuel_situation"))
    QTest.keyClicks(shell.window.focusWidget(), "Mere")
    get()
    assert isinstance(shell.window.page, HomePage) and DELETED[0] in notice(shell)
    arrive(qapp, shell)
    assert case not in me.desk.journal.cases(), "what was being typed brings nothing back"


def test_without_an_answer_it_says_so_once_and_the_line_stays_true(
    qapp: QApplication, qtbot: QtBot, shell: Shell, me: Staff, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Central(tmp_path_factory.mktemp("gone"))
    store.init()
    store.start()
    me.found(store.url)
    store.stop()
    page = home(qapp, shell)
    send(qapp, qtbot, shell, page)
    assert shell.window.notice.isVisible()
    assert "Serveren svarer ikke." in notice(shell)
    assert "ligger kun her" in page.status.text() and "Vi sender dem, når der er net." in page.status.text()


def test_what_else_there_is_to_know_stands_behind_the_line_for_whoever_asks(qapp: QApplication, shell: Shell) -> None:
    page = home(qapp, shell)
    page.say_status(StatusLine("Uret går bagud. Stil uret.", ("To sager er på vej.", "Sidst sendt i går.")))
    assert page.details.isHidden()
    page.more.setFocus()
    QTest.keyClick(page.more, Qt.Key.Key_Space)
    assert page.details.isVisible() and page.details.text.text() == "To sager er på vej.\nSidst sendt i går."
    page.say_status(StatusLine("Alt er sendt."))
    assert page.details.isHidden() and page.more.isHidden() and page.focusWidget() is not page.more


def test_a_laptop_that_was_locked_out_hands_over_and_erases_itself(
    qapp: QApplication, qtbot: QtBot, shell: Shell, me: Staff, central: Central, hire: Staffroom
) -> None:
    lead = hire("Bo Krag")
    lead.found(central.url)
    lead.let_in(me)
    page = home(qapp, shell)
    send(qapp, qtbot, shell, page)
    folder = me.desk.vault.folder
    revoking.revoke(lead.line, me.device)
    assert shell.syncing is not None
    with qtbot.waitSignal(shell.syncing.ended, timeout=60_000):
        QTest.keyClick(page.line, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(shell.window.page, CreatePage))
    assert ERASED[0] in notice(shell)
    assert not folder.exists()


def test_nothing_is_sent_while_the_power_is_low_or_it_is_not_time(shell: Shell, me: Staff, central: Central) -> None:
    me.found(central.url)
    assert shell.syncing is not None
    asked: list[bool] = []
    syncing = shell.syncing
    syncing._may_work = told(asked)
    syncing._thread.submit(syncing._ready).result()
    syncing._look()
    assert asked == [True] and not syncing.is_busy
    assert syncing._runner is not None
    syncing._runner.schedule = syncing._runner.schedule._replace(due_ms=syncing._runner._now_ms() + 60_000)
    syncing._look()
    assert asked == [True]


def told(asked: list[bool]) -> Callable[[], bool]:
    def may_work() -> bool:
        asked.append(True)
        return False

    return may_work


def notice(shell: Shell) -> str:
    return f"{shell.window.notice.title.text()} {shell.window.notice.advice.text()}"
