"""Sharing a case from its page, against a real store."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from rygsaek.casework import accesslog, cases, views
from rygsaek.casework.desk import Desk
from sync import keyring
from tests.support.central import Central
from tests.support.staff import Staff, Staffroom
from tests.ui.stage import arrive, go
from ui import wiring
from ui.desk.sharing_card import SharingCard
from ui.places import CaseAt
from ui.presenters.case import Shares
from ui.shell import Shell


def test_a_case_is_given_to_a_colleague_and_taken_back(
    qapp: QApplication, shell: Shell, central: Central, hire: Staffroom
) -> None:
    assert shell.opened is not None
    desk = shell.opened.desk = replace(shell.opened.desk, now=wiring.utc_now)
    me, bo = Staff("Lise Holm", "Tasken", desk, wiring.line_on(desk)), hire("Bo Krag")
    (case,) = desk.journal.cases()
    go(qapp, shell, CaseAt(case))
    assert named(shell, "De må læse og skrive") == [], "in no office there is nobody to share with"

    me.found(central.url)
    me.let_in(bo)
    go(qapp, shell, CaseAt(case))
    press(qapp, shell, "De må læse og skrive")
    assert "Sagen er delt med Bo Krag, Bærbar." in said(shell)
    me.sync()
    bo.sync()
    assert bo.desk.journal.state(case) == desk.journal.state(case)

    press(qapp, shell, "Del ikke mere med Bo Krag, Bærbar")
    assert "ikke mere delt med Bo Krag" in said(shell)
    me.sync()
    bo.sync()
    with desk.vault.read() as reader:
        assert not keyring.grants(reader, me.line.membership(), case).may_see(bo.device)
    before = bo.desk.journal.state(case)
    rename(desk, case)
    me.sync()
    bo.sync()
    assert bo.desk.journal.state(case) == before != desk.journal.state(case)
    assert [one.what for one in accesslog.entries(desk, case) if one.what in ("share", "unshare")] == ["share", "unshare"]


def test_what_was_decided_in_vain_is_told_until_it_is_seen(qapp: QApplication) -> None:
    card = SharingCard(Shares((), (), is_out=True, unmet=("Bo Krag, Bærbar skulle kunne læse.",)))
    seen = QSignalSpy(card.seen)
    words = " ".join(one.text() for one in card.findChildren(QLabel))
    assert "Bo Krag, Bærbar skulle kunne læse." in words and "Du er ikke med i sagen mere." in words
    (button,) = card.findChildren(QPushButton)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert (button.text(), seen.count()) == ("Jeg har set det", 1)


def rename(desk: Desk, case: str) -> None:
    cases.fill(desk, case, views.case_view(desk, case).facts_document, {"navn": "Anna Nielsen-Bak"})


def named(shell: Shell, name: str) -> list[QPushButton]:
    assert shell.window.page is not None
    found = shell.window.page.findChildren(QPushButton)
    return [one for one in found if one.accessibleName() == name and one.isVisible()]


def press(qapp: QApplication, shell: Shell, name: str) -> None:
    (button,) = named(shell, name)
    QTest.keyClick(button, Qt.Key.Key_Space)
    arrive(qapp, shell)


def said(shell: Shell) -> str:
    return f"{shell.window.notice.title.text()} {shell.window.notice.advice.text()}"
