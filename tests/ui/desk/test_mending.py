"""From the history of a case: a text is taken out for good, and what was written in the wrong case is moved to the right one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rygsaek.casework import accesslog, cases, views
from rygsaek.casework.desk import Desk
from rygsaek.paper import attachments
from sync.office import case_sharing
from tests.support.accessibles import met, unnamed
from tests.support.central import Central
from tests.support.clipping import clipped, sideways, too_small
from tests.support.desks import as_role
from tests.support.foreign_files import pdf
from tests.support.presenting import AtOnce
from tests.support.screens import LOOKS
from tests.support.staff import Staffroom
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go
from ui import theme
from ui.desk.history import HistoryPage
from ui.places import HistoryAt
from ui.presenters.history import Entry, HistoryPresenter
from ui.shell import Shell

TEXT = "Har sagt sit job op i mandags"
WHY = "Hører til en anden borger"
TAKE_OUT, MOVE = "Fjern for altid …", "Flyt til en anden sag"


def write(shell: Shell, made: Made) -> tuple[Desk, str]:
    """Something in Anna's agreement that should not stand there."""
    assert shell.opened is not None
    document = made.documents["samarbejdsaftale"]
    cases.fill(shell.opened.desk, made.case, document, {"aktuel_situation": TEXT})
    return shell.opened.desk, document


def at_line(qapp: QApplication, shell: Shell, case: str, row: int = 0) -> HistoryPage:
    go(qapp, shell, HistoryAt(case))
    page = shell.window.page
    assert isinstance(page, HistoryPage)
    page.list.setCurrentIndex(page.model.index(row, 0))
    return page


def shown(shell: Shell, name: str) -> list[QPushButton]:
    assert shell.window.page is not None
    found = shell.window.page.findChildren(QPushButton)
    return [one for one in found if one.accessibleName() == name and one.isVisible()]


def press(qapp: QApplication, shell: Shell, name: str) -> None:
    (button,) = shown(shell, name)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    arrive(qapp, shell)


def test_a_text_is_taken_out_for_good_with_a_reason_that_does_not_repeat_it(qapp: QApplication, shell: Shell, made: Made) -> None:
    desk, document = write(shell, made)
    page = at_line(qapp, shell, made.case)
    assert page.after.text() == TEXT
    press(qapp, shell, TAKE_OUT)
    panel = page.take_out_panel
    assert shell.window.focusWidget() is panel.whole_field and not panel.go.isEnabled()
    told = " ".join(one.name for one in met(shell.window))
    assert "kan ikke hentes tilbage" in told and "sikkerhedskopier har stadig teksten" in told
    QTest.keyClicks(panel.reason.line, f"Der stod {TEXT}")
    press(qapp, shell, "Fjern for altid")
    assert panel.problem.text().startswith("Grunden gentager den tekst") and panel.isVisible()
    panel.reason.line.clear()
    QTest.keyClicks(panel.reason.line, WHY)
    press(qapp, shell, "Fjern for altid")
    assert shell.window.notice.title.text().startswith("Teksten er fjernet.")
    assert "aktuel_situation" not in views.document_view(desk, made.case, document).answers
    assert not any(TEXT in line.old + line.new for line in views.history(desk, made.case))
    assert [one.detail for one in accesslog.entries(desk, made.case) if one.what == "redact"] == [WHY]
    assert not panel.isVisible() and not page.take_out.isVisible(), "there is nothing left to take out"


def test_a_file_is_taken_out_for_good_from_the_line_that_tells_of_it(qapp: QApplication, shell: Shell, made: Made) -> None:
    assert shell.opened is not None
    desk = shell.opened.desk
    one = attachments.attach(desk, made.case, pdf(), title="Udskrift om en anden")
    page = at_line(qapp, shell, made.case)
    assert page.after.text() == "Udskrift om en anden" and not page.restore.isVisible() and not page.move_on.isVisible()
    press(qapp, shell, TAKE_OUT)
    panel = page.take_out_panel
    assert shell.window.focusWidget() is panel.reason.line and not panel.whole_field.isVisible()
    told = " ".join(one.name for one in met(shell.window))
    assert "Bilaget kan ikke hentes tilbage." in told and "teksten" not in told.lower()
    QTest.keyClicks(panel.reason.line, WHY)
    press(qapp, shell, "Fjern for altid")
    assert shell.window.notice.title.text().startswith("Bilaget er fjernet.")
    assert attachments.of_case(desk, made.case) == ()
    with desk.vault.read() as reader:
        assert not reader.blobs.has(one.key.file)
    assert not any("Udskrift" in line.new for line in views.history(desk, made.case))
    assert not page.take_out.isVisible(), "there is nothing left to take out"


def test_what_was_written_in_the_wrong_case_is_moved_to_the_one_that_is_named_in_full(
    qapp: QApplication, shell: Shell, made: Made
) -> None:
    desk, document = write(shell, made)
    right = cases.create_case(desk, {"navn": "Bent Holm", "adresse": "Havnegade 7"})
    page = at_line(qapp, shell, made.case)
    press(qapp, shell, MOVE)
    panel = page.move_panel
    assert panel._part_choices[0].text() == f"Kun »{page.what.text()}«"
    QTest.keyClicks(panel.words.line, "finder ingen")
    QTest.keyClick(panel.words.line, Qt.Key.Key_Return)
    arrive(qapp, shell)
    assert panel.nobody.isVisible()
    panel.words.line.clear()
    QTest.keyClicks(panel.words.line, "Bent")
    press(qapp, shell, "Find den rigtige sag")
    (choice,) = [one for one in panel._whose.findChildren(type(panel._part_choices[0])) if one.isVisible()]
    assert choice.accessibleName().startswith("B. H.")
    panel.words.line.setFocus()
    walked = []
    for _ in range(4):
        shell.window.focusNextChild()
        walked.append(shell.window.focusWidget())
    assert walked == [panel.look_up, choice, panel.reason.line, panel.leave], "as the eye reads"
    QTest.keyClick(choice, Qt.Key.Key_Space)
    arrive(qapp, shell)
    assert panel.target.text() == "Det flyttes til Bent Holm, Havnegade 7." and not panel.go.isEnabled()
    QTest.keyClicks(panel.reason.line, WHY)
    press(qapp, shell, "Flyt det")
    assert shell.window.notice.title.text().startswith("Det er flyttet.")
    (there,) = [one for one in views.case_view(desk, right).documents if one.form == "samarbejdsaftale"]
    assert views.document_view(desk, right, there.document).answers["aktuel_situation"] == TEXT
    assert "aktuel_situation" not in views.document_view(desk, made.case, document).answers
    assert [one.detail for one in accesslog.entries(desk, right) if one.what == "move"] == [f"{there.document}: {WHY}"]
    page = at_line(qapp, shell, right)
    facts = next(row for row, one in enumerate(page._entries) if one.form_id == "borger" and one.may_move)
    page.list.setCurrentIndex(page.model.index(facts, 0))
    press(qapp, shell, MOVE)
    assert len(page.move_panel._part_choices) == 1, "the citizen's own facts are the case"


def test_only_a_lead_may_take_out_what_colleagues_have_and_only_who_may_write_may_move(central: Central, hire: Staffroom) -> None:
    lise, bo = hire("Lise Holm"), hire("Bo Krag")
    lise.found(central.url)
    lise.let_in(bo)
    case = cases.create_case(lise.desk, {"navn": "Ida Bro"})
    cases.fill_form(lise.desk, case, "samarbejdsaftale", {"aktuel_situation": TEXT})
    case_sharing.give(lise.line, lise.desk, case, [bo.device], may_write=True)
    lise.sync()
    bo.sync()
    for desk, may_take_out, may_move in (
        (lise.desk, True, True),
        (bo.desk, False, True),
        (as_role(lise.desk, "skp"), True, False),
    ):
        history, entries = HistoryPresenter(desk, case, "", "", AtOnce()), list[Entry]()
        history.entries.listen(entries.extend)
        history.begin()
        assert any(one.may_take_out for one in entries) == may_take_out, desk.by
        assert any(one.may_move for one in entries) == may_move, desk.by


def test_the_panels_are_whole_at_every_look(qapp: QApplication, shell: Shell, made: Made) -> None:
    write(shell, made)
    assert shell.opened is not None
    attachments.attach(shell.opened.desk, made.case, pdf(), title="Udskrift om en anden")
    for look in (LOOKS[0], LOOKS[-1]):
        theme.apply(qapp, dark=look.dark, scale=look.scale)
        shell.window.resize(look.width, look.height)
        shell.window.lay_out_anew()
        for row, name in ((0, TAKE_OUT), (1, TAKE_OUT), (1, MOVE)):
            page = at_line(qapp, shell, made.case, row)
            press(qapp, shell, name)
            window = shell.window
            assert (clipped(window), sideways(window), too_small(window, theme.TARGET), unnamed(window)) == ([], [], [], []), (
                f"{name} {look.name}"
            )
        press(qapp, shell, "Lad det være")
        assert not page.move_panel.isVisible() and shell.window.focusWidget() is page.list
    theme.apply(qapp)
