"""The office in the window, against a real store: joining, making one, letting in, locking out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rygsaek.casework import cases
from sync.office import entering, leasing, letting_in, people
from sync.office.codes import InviteCode
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.printer import SimulatedPrinter
from tests.support.staff import Staffroom
from tests.ui.stage import arrive, go
from ui import wiring
from ui.desk.invite_card import ASK
from ui.desk.office import OfficePage
from ui.places import OfficeAt
from ui.shell import Shell


@pytest.fixture
def page(qapp: QApplication, shell: Shell) -> OfficePage:
    """With the real clock: a store refuses another."""
    assert shell.opened is not None
    shell.opened.desk = replace(shell.opened.desk, now=wiring.utc_now)
    go(qapp, shell, OfficeAt())
    assert isinstance(shell.window.page, OfficePage)
    return shell.window.page


def press(qapp: QApplication, shell: Shell, page: QWidget, name: str) -> None:
    found = [one for one in page.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    assert len(found) == 1, f"{len(found)} buttons {name}"
    found[0].setFocus()
    QTest.keyClick(found[0], Qt.Key.Key_Space)
    arrive(qapp, shell)


def type_in(entry: QWidget, text: str) -> None:
    line = entry.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.clear()
    QTest.keyClicks(line, text)


def test_a_newcomer_types_a_code_compares_six_words_and_is_in(
    qapp: QApplication, shell: Shell, page: OfficePage, central: Central, hire: Staffroom
) -> None:
    lead = hire("Lise Holm")
    lead.found(central.url)
    type_in(page.join.code, str(letting_in.invite(lead.line)))
    type_in(page.join.laptop, "Tasken")
    press(qapp, shell, page, "Tilslut kontoret")
    applicant = letting_in.pending(lead.line)[0][0]
    assert page.waiting.words.text().split() == list(applicant.words)
    assert not page.join.isVisible() and not page.laptops.isVisible()
    assert page.focusWidget() is page.waiting.look, "what there is to do next, and not the way out"
    press(qapp, shell, page, "Er jeg lukket ind?")
    assert "ikke lukket dig ind endnu" in page.waiting._kept.text()
    letting_in.admit(lead.line, applicant)
    press(qapp, shell, page, "Er jeg lukket ind?")
    assert page.laptops.isVisible() and not page.waiting.isVisible()
    assert page.words.text().split() == list(people.words(lead.line.caught_up()))
    assert not page.invite.isVisible()


def test_a_code_with_a_slip_is_said_so_and_nothing_is_begun(
    qapp: QApplication, shell: Shell, page: OfficePage, central: Central, hire: Staffroom
) -> None:
    lead = hire("Lise Holm")
    lead.found(central.url)
    code = str(letting_in.invite(lead.line))
    type_in(page.join.code, code[:-1] + ("0" if code[-1] != "0" else "1"))
    press(qapp, shell, page, "Tilslut kontoret")
    assert "slåfejl" in page.join._problem.text()
    assert page.join.isVisible()


def test_without_a_server_the_page_says_what_to_do(qapp: QApplication, shell: Shell, page: OfficePage, tmp_path: Path) -> None:
    page.found._ask_target = lambda *_: tmp_path / "nøgle.pdf"
    type_in(page.found.server, "http://127.0.0.1:9")
    press(qapp, shell, page, "Gem nøglen som fil")
    assert page.found._problem.text().startswith("Serveren svarer ikke.")
    assert not (tmp_path / "nøgle.pdf").exists()


def test_the_first_makes_the_office_lets_a_colleague_in_and_locks_them_out(
    qapp: QApplication, shell: Shell, page: OfficePage, central: Central, hire: Staffroom, tmp_path: Path
) -> None:
    page.found._ask_target = lambda *_: tmp_path / "nøgle.pdf"
    type_in(page.found.server, central.url)
    press(qapp, shell, page, "Gem nøglen som fil")
    assert (tmp_path / "nøgle.pdf").read_bytes().startswith(b"%PDF")
    assert page.invite.isVisible() and page.laptops.isVisible()

    press(qapp, shell, page, "Lav en invitation")
    code = page.invite.code.accessibleDescription()
    colleague = hire("Bo Krag")
    standing = entering.start(colleague.line, InviteCode.read(code), colleague.label)
    press(qapp, shell, page, "Se efter")
    press(qapp, shell, page, "Ordene er ens. Luk Bo Krag, Bærbar ind")
    assert shell.window.focusWidget() is page.pending.ask, "not on what shuts a laptop out"
    begun = entering.held(colleague.line)
    assert begun is not None and entering.look(colleague.line, begun).words == standing.words
    assert colleague.line.membership().is_active

    press(qapp, shell, page, "Lav en invitation")
    new = hire("Bo Krag", "Ny")
    entering.start(new.line, InviteCode.read(page.invite.code.accessibleDescription()), new.label)
    press(qapp, shell, page, "Se efter")
    press(qapp, shell, page, "Ordene er ens. Luk Bo Krag, Ny ind som samme person")
    members = colleague.line.caught_up().roster.members
    assert len({one.person for one in members.values()}) == 2 < len(members), "Bo has two laptops"

    press(qapp, shell, page, "Bo Krag, Bærbar må være 30 dage uden net")
    assert page.laptops._kept.text().endswith("må computeren være 30 dage uden net.")
    colleague.sync()
    with colleague.desk.vault.read() as reader:
        assert (leasing.ends_ms(reader) or 0) > colleague.line.now_ms() + 29 * leasing.DAY_MS

    press(qapp, shell, page, "Luk Bo Krag, Bærbar ude")
    assert colleague.line.caught_up().is_active
    assert qapp.focusWidget().accessibleName() == "Nej, lad den være"
    press(qapp, shell, page, "Luk Bo Krag, Bærbar ude nu")
    assert page.laptops._kept.text().startswith("Computeren er lukket ude.")
    assert not colleague.line.caught_up().is_active


def test_a_store_that_has_moved_is_found_again(qapp: QApplication, shell: Shell, page: OfficePage, tmp_path: Path) -> None:
    store = Central(tmp_path / "lager")
    store.init()
    store.start()
    page.found._ask_target = lambda *_: tmp_path / "nøgle.pdf"
    type_in(page.found.server, store.url)
    press(qapp, shell, page, "Gem nøglen som fil")
    before = store.url
    store.stop()
    store.start()
    assert page.address.address.text() == before != store.url
    press(qapp, shell, page, "Brug denne adresse")
    assert page.address._problem.text().startswith("Serveren svarer ikke.")
    type_in(page.address.address, store.url)
    press(qapp, shell, page, "Brug denne adresse")
    assert page.address._kept.text() == "Kontorets server svarer på den adresse. Fremover bruger vi den."
    press(qapp, shell, page, "Se efter")
    assert page.pending._kept.text() == "Ingen venter."
    store.stop()


def test_a_printed_invite_is_asked_whether_it_came_out(
    qapp: QApplication, shell: Shell, page: OfficePage, central: Central, tmp_path: Path
) -> None:
    page.found._ask_target = lambda *_: tmp_path / "nøgle.pdf"
    type_in(page.found.server, central.url)
    press(qapp, shell, page, "Gem nøglen som fil")
    with SimulatedPrinter(tmp_path / "printer").on() as printer:
        page.invite.show_printers((printer.uri,))
        press(qapp, shell, page, "Lav en invitation")
        assert not page.invite.came_out.isVisible()
        for answer, told, problem in (("Nej", "", "Se efter papir og kabel"), ("Ja", "Giv arket i hånden", "")):
            press(qapp, shell, page, "Print den")
            assert shell.window.focusWidget() is page.invite.came_out.yes
            press(qapp, shell, page, f"{ASK} {answer}")
            assert page.invite._kept.text().startswith(told) and page.invite._problem.text().startswith(problem)
            assert bool(page.invite._kept.text()) == bool(told), "nothing is said to be done before somebody has it"
            assert not page.invite.came_out.isVisible() and shell.window.focusWidget() is page.invite.print


def test_the_offices_key_brings_a_case_back_to_a_fresh_machine(
    qapp: QApplication, qtbot: QtBot, shell: Shell, page: OfficePage, central: Central, hire: Staffroom
) -> None:
    lost = hire("Lise Holm")
    kit = lost.found(central.url)
    case = cases.create_case(lost.desk, ANNA)
    lost.sync()
    type_in(page.back.code, str(kit.code(central.url)))
    assert shell.opened is not None and shell.syncing is not None
    with qtbot.waitSignal(shell.syncing.ended):  # it fetches by itself what the key has opened
        press(qapp, shell, page, "Brug kontornøglen")
    assert page.laptops.isVisible() and page.invite.isVisible(), page.back._problem.text()
    assert "1 sag er åbnet med kontornøglen." in page.laptops._kept.text()
    assert shell.opened.desk.journal.state(case) == lost.desk.journal.state(case)
    assert not lost.line.caught_up().is_active


def test_the_keyboard_comes_back_to_what_was_pressed(
    qapp: QApplication, shell: Shell, page: OfficePage, central: Central, tmp_path: Path
) -> None:
    page.found._ask_target = lambda *_: tmp_path / "nøgle.pdf"
    type_in(page.found.server, central.url)
    press(qapp, shell, page, "Gem nøglen som fil")
    press(qapp, shell, page, "Se efter")
    assert shell.window.focusWidget() is page.pending.ask
    assert [one.remark for one in page._presenter._source.view().laptops] == ["Denne computer. Leder."]
