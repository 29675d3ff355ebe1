"""A colleague falls ill: two leads open the case with the office's key, from their own windows, and the case says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.pdf.office_sheets import kit_sheets
from rygsaek.casework import accesslog, cases
from rygsaek.errors import DiskError, InputError
from sync.office.kit import Kit
from tests.support.accessibles import unnamed
from tests.support.central import Central
from tests.support.clipping import clipped
from tests.support.desks import ANNA
from tests.support.staff import Staff, Staffroom
from tests.ui.stage import arrive, go, press
from ui import wiring
from ui.desk.case import CasePage
from ui.desk.home import HomePage
from ui.desk.recovery import RecoveryPage
from ui.parts.widgets import Note
from ui.places import CaseAt, Home, OfficeAt, RecoveryAt
from ui.presenters.opened_with_kit import opened_lines
from ui.presenters.recovery import Wanted
from ui.presenters.recovery_source import DeskRecovery
from ui.shell import Shell

CPR = str(ANNA["cpr"])


class Ill:
    """Lise, at the window, leads with Bo; Eva, who has two cases, has fallen ill."""

    def __init__(self, shell: Shell, central: Central, hire: Staffroom) -> None:
        assert shell.opened is not None
        shell.opened.desk = replace(shell.opened.desk, now=wiring.utc_now)
        desk = shell.opened.desk
        self.lise, self.bo, self.eva = Staff("Lise Holm", "Bærbar", desk, wiring.line_on(desk)), hire("Bo Krag"), hire("Eva Lund")
        self.hire = hire
        self.kit: Kit = self.lise.found(central.url)
        self.url = central.url
        self.lise.let_in(self.bo, is_lead=True)
        self.lise.let_in(self.eva)
        self.case = cases.create_case(self.eva.desk, ANNA)
        self.other = cases.create_case(self.eva.desk, {"navn": "Aage Bro"})
        for one in (self.eva, self.lise, self.bo):
            one.sync()

    def paper(self, folder: Path) -> Path:
        """The key as it lies in the safe, scanned."""
        code = self.kit.code(self.url)
        file = folder / "kontornøgle.pdf"
        file.write_bytes(kit_sheets(code.groups, str(code), self.url, date(2026, 5, 4)))
        return file


@pytest.fixture
def ill(shell: Shell, central: Central, hire: Staffroom) -> Ill:
    return Ill(shell, central, hire)


def recovered(staff: Staff, case: str) -> int:
    return sum(one.what == "recover" for one in accesslog.entries(staff.desk, case))


def test_one_lead_asks_the_other_says_yes_and_the_case_says_so(
    qapp: QApplication, shell: Shell, ill: Ill, tmp_path: Path
) -> None:
    go(qapp, shell, OfficeAt())
    press(qapp, shell, "Åbn en kollegas sager")
    page = shell.window.page
    assert isinstance(page, RecoveryPage)
    names = [page.open.owners.itemText(number) for number in range(page.open.owners.count())]
    assert "Eva Lund (2 sager)" in names and not any("Lise" in one for one in names)
    assert clipped(shell.window) == [] and unnamed(shell.window) == []
    asked = tmp_path / "kontornøgle.rygsaek-ja"
    page.open._ask_where = lambda *_: asked
    page.open._ask_kit = lambda _: ill.paper(tmp_path)
    page.open.owners.setCurrentIndex(names.index("Eva Lund (2 sager)"))
    press(qapp, shell, "Gem filen til en leder mere")
    assert "mangler kontornøglen" in page.open._problem.text() and not asked.exists()
    press(qapp, shell, "Vælg filen eller et billede af kontornøglen")
    QTest.keyClicks(page.open.number.line, CPR)
    press(qapp, shell, "Gem filen til en leder mere")
    assert page.open._kept.text().startswith("Giv filen til en leder mere. 1 sag bliver åbnet")
    assert page.open.number.text() == "" and page.open.read.text() == "", "the key has done its work"
    assert recovered(ill.lise, ill.case) == 1 and recovered(ill.lise, ill.other) == 0
    assert CPR.encode() not in asked.read_bytes()

    second = DeskRecovery(ill.bo.desk, ill.bo.line)
    told = second.read_request(asked)
    assert told.first == "Lise Holm, Bærbar" and told.told.startswith("1 sag.")
    assert "Eva Lund, Bærbar" in told.told and "Bo Krag" not in told.told
    assert second.countersign().startswith("1 sag er åbnet med kontornøglen.")
    ill.lise.sync()
    ill.eva.sync()
    assert ill.case in ill.lise.desk.journal.cases() and ill.other not in ill.lise.desk.journal.cases()
    go(qapp, shell, CaseAt(ill.case))
    case = shell.window.page
    assert isinstance(case, CasePage)
    assert case.opened.text().startswith("Åbnet med kontornøglen") and "Bo Krag" in case.opened.text()
    assert opened_lines(ill.eva.line, ill.case) == (case.opened.text(),), "she sees it too"


def test_the_second_lead_is_asked_and_may_say_no(qapp: QApplication, shell: Shell, ill: Ill, tmp_path: Path) -> None:
    asked = tmp_path / "ja.rygsaek-ja"
    first = DeskRecovery(ill.bo.desk, ill.bo.line)
    eva = next(one for one in first.view().owners if one.name.startswith("Eva"))
    wanted = Wanted(eva.value, "", ill.bo.device.hex(), " ".join(ill.kit.code("").groups), request=asked)
    assert "2 sager" in first.open(wanted)
    with pytest.raises(InputError):
        first.read_request(asked)  # one lead is one lead
    go(qapp, shell, RecoveryAt())
    page = shell.window.page
    assert isinstance(page, RecoveryPage)
    page.sign._ask_signed = lambda _: asked
    press(qapp, shell, "Vælg filen fra den anden leder")
    assert page.sign.first.text() == "Bo Krag, Bærbar beder om at åbne:"
    assert shell.window.focusWidget() is page.sign.no, "the safer answer has the focus"
    press(qapp, shell, "Nej, lad dem være")
    assert recovered(ill.lise, ill.case) == 0
    press(qapp, shell, "Vælg filen fra den anden leder")
    press(qapp, shell, "Ja, det er aftalt. Åbn sagerne")
    assert page.sign._kept.text().startswith("2 sager er åbnet med kontornøglen.")
    ill.bo.sync()
    assert {ill.case, ill.other} <= set(ill.bo.desk.journal.cases())


def test_the_second_lead_is_asked_through_the_store_and_nobody_else_is(
    qapp: QApplication, shell: Shell, ill: Ill, tmp_path: Path
) -> None:
    mia = ill.hire("Mia Dahl")
    ill.lise.let_in(mia, is_lead=True)
    first = DeskRecovery(ill.bo.desk, ill.bo.line)
    view = first.view()
    assert [one.name for one in view.seconds] == ["Lise Holm", "Mia Dahl"] and view.asked is None
    eva = next(one for one in view.owners if one.name.startswith("Eva"))
    wanted = Wanted(eva.value, "", ill.bo.device.hex(), " ".join(ill.kit.code("").groups), second=view.seconds[0].value)
    assert first.open(wanted).startswith("Den anden leder er spurgt. 2 sager")
    assert DeskRecovery(mia.desk, mia.line).view().asked is None, "it is sealed to the one who was asked"
    assert first.view().asked is None
    ill.lise.sync()
    assert asked_on(day(qapp, shell)) == ["Bo Krag vil åbne 2 sager med kontornøglen og beder om dit ja."]
    press(qapp, shell, "Se, hvad den anden leder beder om")
    page = shell.window.page
    assert isinstance(page, RecoveryPage)
    assert page.sign.first.text() == "Bo Krag, Bærbar beder om at åbne:" and "Spurgt i dag" in page.sign.told.text()
    assert shell.window.focusWidget() is page.sign.no, "the safer answer has the focus"
    assert clipped(shell.window) == [] and unnamed(shell.window) == []
    press(qapp, shell, "Nej, lad dem være")
    assert page.sign._kept.text().startswith("Du har sagt nej.") and recovered(ill.lise, ill.case) == 0
    assert not at_recovery(qapp, shell).sign.first.isVisible(), "a no stands until it is asked again"
    home = day(qapp, shell)
    assert asked_on(home) == []
    QTest.keyClicks(home.search, CPR)
    home._presenter.search_now()
    arrive(qapp, shell)
    assert home.elsewhere.text().startswith("Eva Lund har en sag med samme CPR-nummer") and home.elsewhere.isVisible()
    assert not home.nothing.isVisible(), "there is something with that number, and it is told"
    home.search.clear()
    home._presenter.search("")
    arrive(qapp, shell)
    assert not home.elsewhere.isVisible()
    first.open(wanted)
    page = at_recovery(qapp, shell)
    press(qapp, shell, "Ja, det er aftalt. Åbn sagerne")
    assert page.sign._kept.text().startswith("2 sager er åbnet med kontornøglen.")
    ill.bo.sync()
    assert {ill.case, ill.other} <= set(ill.bo.desk.journal.cases())
    assert DeskRecovery(ill.lise.desk, ill.lise.line).view().asked is None


def test_a_lead_asks_from_the_window(qapp: QApplication, shell: Shell, ill: Ill, tmp_path: Path) -> None:
    page = at_recovery(qapp, shell)
    names = [page.open.owners.itemText(number) for number in range(page.open.owners.count())]
    page.open.owners.setCurrentIndex(names.index("Eva Lund (2 sager)"))
    page.open._ask_kit = lambda _: ill.paper(tmp_path)
    press(qapp, shell, "Vælg filen eller et billede af kontornøglen")
    assert page.open.seconds.currentText() == "Bo Krag"
    press(qapp, shell, "Spørg den anden leder")
    assert page.open._kept.text().startswith("Den anden leder er spurgt. 2 sager")
    asked = DeskRecovery(ill.bo.desk, ill.bo.line).view().asked
    assert asked is not None and asked.first == "Lise Holm, Bærbar"
    assert ill.case not in ill.lise.desk.journal.cases()


def day(qapp: QApplication, shell: Shell) -> HomePage:
    """The day's page anew."""
    go(qapp, shell, Home())
    page = shell.window.page
    assert isinstance(page, HomePage)
    return page


def asked_on(page: HomePage) -> list[str]:
    return [one.text() for one in page.cards.findChildren(Note) if "kontornøglen" in one.text()]


def at_recovery(qapp: QApplication, shell: Shell) -> RecoveryPage:
    """The page anew."""
    go(qapp, shell, OfficeAt())
    go(qapp, shell, RecoveryAt())
    page = shell.window.page
    assert isinstance(page, RecoveryPage)
    return page


def test_what_cannot_be_is_said_with_one_piece_of_advice(ill: Ill, tmp_path: Path) -> None:
    first = DeskRecovery(ill.bo.desk, ill.bo.line)
    eva = next(one for one in first.view().owners if one.name.startswith("Eva"))
    key, here = " ".join(ill.kit.code("").groups), ill.bo.device.hex()
    for wanted, code in (
        (Wanted(eva.value, "", here, " ".join(Kit.generate().code("").groups), request=tmp_path / "a"), "kit.other"),
        (Wanted(eva.value, "1234", here, key, request=tmp_path / "a"), "input.cpr"),
        (Wanted(eva.value, "6701801235", here, key, request=tmp_path / "a"), "case.unknown"),
        (Wanted(eva.value, "", ill.eva.device.hex(), key, request=tmp_path / "a"), "grant.has_it"),
    ):
        with pytest.raises(InputError) as refused:
            first.open(wanted)
        assert refused.value.code == code and refused.value.advice
    assert not (tmp_path / "a").exists()
    (tmp_path / "b").write_bytes(b"not this")
    with pytest.raises(DiskError):
        first.read_request(tmp_path / "b")
    assert DeskRecovery(ill.eva.desk, ill.eva.line).view().is_lead is False
