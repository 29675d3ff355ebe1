"""What a stolen laptop had not sent: it waits, somebody looks, and takes it into the case or lets it go. Against a real store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from rygsaek.casework import accesslog, cases, views
from rygsaek.paper import attachments
from sync.office import revoking, sharing
from tests.support.accessibles import unnamed
from tests.support.central import Central
from tests.support.clipping import clipped
from tests.support.desks import ANNA
from tests.support.foreign_files import pdf
from tests.support.staff import Staff, Staffroom
from tests.ui.stage import arrive, go
from ui import wiring
from ui.desk.handed import NOTHING, HandedPage
from ui.places import CaseAt, HandedAt, Home, OfficeAt
from ui.shell import Shell


class Stolen:
    """Lise, at the window, leads; Bo's laptop is stolen with two cases that they share, and something in each that is unsent."""

    def __init__(self, shell: Shell, central: Central, hire: Staffroom) -> None:
        assert shell.opened is not None
        shell.opened.desk = replace(shell.opened.desk, now=wiring.utc_now)
        desk = shell.opened.desk
        self.lise, self.bo = Staff("Lise Holm", "Bærbar", desk, wiring.line_on(desk)), hire("Bo Krag")
        self.lise.found(central.url)
        self.lise.let_in(self.bo)
        self.cases = [cases.create_case(self.bo.desk, {**ANNA, "navn": name}) for name in ("Anna Vest", "Aage Bro")]
        self.bo.sync()
        known = self.bo.line.caught_up()
        with self.bo.desk.vault.write() as tx:
            for case in self.cases:
                sharing.share(tx, known, case, [self.lise.device], self.bo.line.now_ms())
        for one in (self.bo, self.lise):
            one.sync()
        for case, where in zip(self.cases, ("hos Per", "på hotel"), strict=True):
            cases.fill_form(self.bo.desk, case, "borger", {"opholdssted_aktuelt": where})
        self.paper = attachments.attach(self.bo.desk, self.cases[0], pdf(), title="Brev fra Per")
        revoking.revoke(self.lise.line, self.bo.device)
        assert self.bo.sync().is_revoked
        self.lise.sync()

    def answer(self, case: str) -> object:
        document = views.case_view(self.lise.desk, case).documents[0].document
        return views.document_view(self.lise.desk, case, document).answers.get("opholdssted_aktuelt")


@pytest.fixture
def stolen(shell: Shell, central: Central, hire: Staffroom) -> Stolen:
    return Stolen(shell, central, hire)


def press(qapp: QApplication, shell: Shell, name: str) -> None:
    """By the keyboard, the button whose name begins so."""
    page = shell.window.page
    assert page is not None
    (found,) = [one for one in page.findChildren(QPushButton) if one.accessibleName().startswith(name) and one.isVisible()]
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)
    arrive(qapp, shell)


def looks(staff: Staff, case: str) -> int:
    return sum("afleveret" in one.detail for one in accesslog.entries(staff.desk, case))


def test_what_waits_is_looked_at_taken_over_or_let_go(qapp: QApplication, shell: Shell, stolen: Stolen) -> None:
    first, second = stolen.cases
    go(qapp, shell, OfficeAt())
    press(qapp, shell, "Se afleveret arbejde")
    page = shell.window.page
    assert isinstance(page, HandedPage)
    assert set(page.cards) == set(stolen.cases)
    told = " ".join(str(label.text()) for label in page.findChildren(type(page.told.label)))
    assert "A. V." in told and "Bo Krag, Bærbar" in told and "2 ændringer og 1 bilag." in told
    assert "hos Per" not in told and "Anna Vest" not in told, "nothing of a case before somebody asks for it"
    assert looks(stolen.lise, first) == 0

    press(qapp, shell, "Se på det: A. V.")
    told = " ".join(str(label.text()) for label in page.cards[first].findChildren(type(page.told.label)))
    assert "hos Per" in told and "Brev fra Per" in told and "Bo Krag" in told and "opholdssted_aktuelt" not in told
    assert looks(stolen.lise, first) == 1
    assert clipped(shell.window) == [] and unnamed(shell.window) == []
    press(qapp, shell, "Tag det med i sagen: A. V.")
    assert page.cards[first].done.text().startswith("2 ændringer er kommet ind i sagen.")
    assert stolen.answer(first) == "hos Per"
    stolen.lise.sync()
    assert attachments.opened(stolen.lise.desk, first, stolen.paper.id)[0].title == "Brev fra Per"

    before = stolen.answer(second)
    assert page.cards[second].drop.isHidden(), "nobody throws away what they have not seen"
    press(qapp, shell, "Se på det: A. B.")
    press(qapp, shell, "Slet det: A. B.")
    assert shell.window.focusWidget() is page.cards[second].keep, "the safer answer has the focus"
    press(qapp, shell, "Nej, lad det ligge")
    press(qapp, shell, "Slet det: A. B.")
    press(qapp, shell, "Slet det nu: A. B.")
    assert stolen.answer(second) == before
    go(qapp, shell, HandedAt())
    again = shell.window.page
    assert isinstance(again, HandedPage) and again.cards == {} and again.told.text() == NOTHING


def test_the_day_and_the_case_say_that_something_waits_and_lead_to_it(qapp: QApplication, shell: Shell, stolen: Stolen) -> None:
    first = stolen.cases[0]
    go(qapp, shell, Home())
    assert "har afleveret arbejde i 2 af dine sager." in told_on(shell)
    press(qapp, shell, "Se det, der er afleveret")
    page = shell.window.page
    assert isinstance(page, HandedPage) and set(page.cards) == set(stolen.cases)
    press(qapp, shell, "I dag")
    go(qapp, shell, CaseAt(first))
    assert "har afleveret arbejde i sagen." in told_on(shell)
    assert clipped(shell.window) == [] and unnamed(shell.window) == []
    press(qapp, shell, "Se det, der er afleveret")
    press(qapp, shell, "Se på det: A. V.")
    press(qapp, shell, "Tag det med i sagen: A. V.")
    press(qapp, shell, "Sagen")
    assert shell.window.page is not None and shell.window.page.place == CaseAt(first)
    assert "afleveret arbejde" not in told_on(shell)
    go(qapp, shell, Home())
    assert "har afleveret arbejde i en af dine sager." in told_on(shell)


def test_a_case_that_nobody_has_is_shown_as_a_claim_and_taken_by_a_lead(qapp: QApplication, shell: Shell, stolen: Stolen) -> None:
    begun = cases.create_case(stolen.bo.desk, {**ANNA, "navn": "Bente Kær", "opholdssted_aktuelt": "hos Per"})
    rubbish = cases.create_case(stolen.bo.desk, {**ANNA, "navn": "Xx Yy"})
    stolen.bo.sync()
    stolen.lise.sync()
    go(qapp, shell, Home())
    assert "har afleveret arbejde i 2 af dine sager og 2 sager, som ingen andre har." in told_on(shell)
    press(qapp, shell, "Se det, der er afleveret")
    page = shell.window.page
    assert isinstance(page, HandedPage)
    told = " ".join(one.text() for one in page.cards[begun].findChildren(QLabel))
    assert "B. K." in told and "har aldrig været sendt" in told and "Bente" not in told
    assert "har aldrig været sendt" not in " ".join(one.text() for one in page.cards[stolen.cases[0]].findChildren(QLabel))
    for step in ("Se på det", "Slet det", "Slet det nu"):
        press(qapp, shell, f"{step}: X. Y.")
    assert page.cards[rubbish].done.text() == "Det er slettet." and not page.cards[rubbish].opened.isVisible()
    assert rubbish not in stolen.lise.desk.journal.cases() and shell.window.focusWidget() is not None
    press(qapp, shell, "Se på det: B. K.")
    assert page.problem.text() == ""
    assert "hos Per" in " ".join(one.text() for one in page.cards[begun].findChildren(QLabel))
    assert clipped(shell.window) == [] and unnamed(shell.window) == []
    press(qapp, shell, "Tag sagen: B. K.")
    assert page.cards[begun].done.text().endswith("Sagen er din nu. Del den, hvis en kollega skal have den.")
    assert stolen.answer(begun) == "hos Per"
    press(qapp, shell, "Åbn sagen: B. K.")
    assert shell.window.page is not None and shell.window.page.place == CaseAt(begun)


def told_on(shell: Shell) -> str:
    assert shell.window.page is not None
    return " ".join(one.text() for one in shell.window.page.findChildren(QLabel) if one.isVisible())


def test_without_the_store_the_page_says_what_to_do_and_the_case_can_be_opened_after(
    qapp: QApplication, shell: Shell, stolen: Stolen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.errors import UnreachableError
    from sync.transport import HttpTransport

    def no_network(*_: object, **__: object) -> None:
        raise UnreachableError

    with monkeypatch.context() as patch:
        patch.setattr(HttpTransport, "post", no_network)
        go(qapp, shell, HandedAt())
    page = shell.window.page
    assert isinstance(page, HandedPage) and page.problem.text().startswith("Serveren svarer ikke.")
    press(qapp, shell, "Se efter igen")
    assert page.problem.text() == "" and len(page.cards) == 2
    press(qapp, shell, "Se på det: A. V.")
    press(qapp, shell, "Tag det med i sagen: A. V.")
    press(qapp, shell, "Åbn sagen: A. V.")
    assert shell.window.page is not None and shell.window.page.place == CaseAt(stolen.cases[0])
