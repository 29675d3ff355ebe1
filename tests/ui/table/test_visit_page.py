"""The visit in the window: only this citizen, a pause at once, the PIN, quiet minutes, papers held, and back after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from rygsaek.casework import accesslog, cases, pin, settings, views
from tests.support.desks import ANNA
from tests.support.presenting import HandTimers
from tests.support.table import PIN, Table, laid, visit
from tests.support.told import everything_told
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go
from ui.parts.widgets import Note
from ui.places import AfterVisitAt, Home, VisitAt, WizardAt, decode_place, encode_place
from ui.presenters.quiet import QuietLimits
from ui.shell import Shell
from ui.table.power import Power
from ui.table.quiet_watch import QuietWatch
from ui.table.visit import VisitPage

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
OTHER = {**ANNA, "navn": "Xaver Yding Kanariesen", "cpr": "6112901234", "adresse": "Kanariegade 9", "mobil": "17171717"}
INITIALS = "X. K."
INTERNAL = "kanarieinternnote"


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> Iterator[Table]:
    with laid(qapp, tmp_path, foedselsdato="1980-01-07") as laid_table:
        yield laid_table


def test_nothing_of_another_citizen_and_nothing_internal_is_on_the_screen(qapp: QApplication, shell: Shell, made: Made) -> None:
    opened = shell.opened
    assert opened is not None
    desk = opened.desk
    pin.set_pin(desk.vault, PIN)
    cases.create_case(desk, OTHER)
    internal = {"samarbejdsaftale": "intern_note", "samtykke": "intern_note"}
    for form, field in internal.items():
        cases.fill(desk, made.case, made.documents[form], {field: INTERNAL})
    go(qapp, shell, Home())
    assert INITIALS in everything_told(qapp), "the home page's list has the other citizen: the look finds what is there"
    go(qapp, shell, WizardAt(made.case, made.documents["samarbejdsaftale"], "intern_note"))
    assert INTERNAL in everything_told(qapp)
    go(qapp, shell, VisitAt(made.case))
    page = shell.window.page
    assert isinstance(page, VisitPage)
    seen = {"opening": everything_told(qapp)}
    for form in page.visit.forms:
        page.visit.forms[form].length = "whole"
        page.visit.go(form)
        arrive(qapp, shell)
        while (stands := page.visit.form) is not None and stands.page is not None:
            seen[f"{form}/{stands.page.id}"] = everything_told(qapp)
            page.visit.next()
            arrive(qapp, shell)
    seen["end"] = everything_told(qapp)
    page.visit.sign()
    arrive(qapp, shell)
    seen["names"] = everything_told(qapp)
    page.pause()
    arrive(qapp, shell)
    seen["pause"] = everything_told(qapp)
    assert len(seen) > 20
    cpr = str(views.document_view(desk, made.case, made.documents["netvaerkskort"]).answers["cpr"])
    for where, told in seen.items():
        for canary in ("Kanari", INITIALS, "17171717", "17 17 17 17", INTERNAL, "Intern note", "Retsgrundlag", cpr, cpr[6:]):
            assert canary not in told, where
    assert {window.windowTitle() for window in qapp.topLevelWidgets() if window.isVisible()} == {"Rygsæk"}


def test_escape_twice_is_a_pause_and_once_is_nothing(table: Table) -> None:
    page = visit(table)
    table.press(ESCAPE)
    assert not page.is_paused
    table.press(ESCAPE)
    assert page.is_paused


def test_a_pause_shows_the_time_and_asks_for_nothing_until_enter(table: Table) -> None:
    page = visit(table)
    table.type("Sove bedre")
    page.frame.pause.click()
    table.settle()
    told = everything_told(table.app)
    assert "Vi holder pause." in told
    assert "Klokken er" in told
    assert not page.paused.is_asking
    assert not page.frame.isVisible()
    QTest.keyClick(page.paused, ENTER)
    assert page.paused.is_asking


def test_the_right_pin_leads_back_to_the_same_field_with_what_was_typed(table: Table) -> None:
    page = visit(table)
    table.type("Sove bedre")
    assert page.host is not None
    path = page.host.focused_path()
    page.pause()
    table.press(ENTER)
    table.type(PIN)
    table.settle()
    assert not page.is_paused
    assert page.host is not None and page.host.focused_path() == path
    assert page.host.editor(path).view.text == "Sove bedre"


def test_five_wrong_pins_wait_and_ten_lock(table: Table) -> None:
    page = visit(table)
    locks: list[int] = []
    page.lock.connect(lambda: locks.append(1))
    now = [0.0]
    page.paused._steady_s = lambda: now[0]
    page.pause()
    table.press(ENTER)
    for number in range(1, 11):
        now[0] += 60
        table.type("000000")
        assert page.is_paused
        if number in (1, 4):
            assert "passede ikke" in page.paused.problem.text()
        if number == 5:
            assert "30 sekunder" in page.paused.problem.text()
            table.type(PIN)
            assert page.is_paused, "the right one is not listened to meanwhile"
            page.paused.pin.clear()
    assert locks == [1]


def test_a_pause_holds_the_papers_of_the_visit(table: Table) -> None:
    page = visit(table)
    table.tray.is_slow = True
    table.type("Sove bedre")
    table.press(ENTER)
    page.visit.stop()
    table.settle()
    table.press(ENTER)
    assert [job.stands for job in table.room.queue.jobs(table.case)] == ["sent"]
    page.pause()
    table.settle()
    assert [job.stands for job in table.room.queue.jobs(table.case)] == ["held"]
    assert table.tray.cancelled


def test_the_visit_ends_behind_the_pin_and_its_papers_are_held(table: Table) -> None:
    page = visit(table)
    table.type("Sove bedre")
    table.press(ENTER)
    page.visit.stop()
    table.settle()
    page.end.want(0, False)
    table.settle()
    assert page.frame.next.accessibleName() == "Slut besøget"
    page.frame.next.click()
    table.settle()
    assert page.is_paused
    table.press(ENTER)
    table.type(PIN)
    table.settle()
    after = table.page
    assert after.place == AfterVisitAt(table.case, page.visit.id)
    assert after.done.isVisibleTo(after) and table.focused() is not after.done, "the first thing owed is gone to, not the end"
    assert [one.words for one in after.presenter.owed()][:1] == ["Samarbejdsaftale: ikke printet og ikke skrevet under"]
    assert after.next_time.findChild(Note).text() == "I har ikke aftalt, hvornår I ses igen."


def test_one_press_prints_the_citizens_short_paper_and_asks_honestly(table: Table) -> None:
    page = visit(table)
    table.type("Sove bedre")
    table.press(ENTER)
    page.visit.stop()
    table.settle()
    table.press(ENTER)
    table.settle()
    assert len(table.tray.papers) == 1
    assert page.printing is not None
    table.wait_for(lambda: bool(page.printing.papers() and page.printing.papers()[0].question))
    table.press(ENTER)
    assert page.printing.is_all_out
    (line,) = [one for one in views.case_view(table.desk, table.case).documents if one.form == "samarbejdsaftale"]
    assert not line.is_unprinted


def test_a_second_press_prints_no_second_paper(table: Table) -> None:
    page = visit(table)
    table.type("Sove bedre")
    table.press(ENTER)
    page.visit.stop()
    table.settle()
    for _ in range(3):
        page.end.print()
    table.settle()
    assert len(table.room.queue.jobs(table.case)) == 1


def test_no_printer_is_said_with_what_to_do(table: Table) -> None:
    table.tray.is_there = False
    page = visit(table)
    page.visit.stop()
    table.settle()
    assert "Skriv det på et tomt papir. Så husker vi, at Anna skal have et print." in everything_told(table.app)
    assert page.frame.next.accessibleName() == "Slut besøget"


def test_quiet_minutes_dim_pause_and_lock(table: Table) -> None:
    page = visit(table)
    timers, wanted = HandTimers(), list[str]()
    watch = QuietWatch(page, QuietLimits(), timers, lambda: timers.now)
    watch.pause_wanted.connect(lambda: wanted.append("pause"))
    watch.lock_wanted.connect(lambda: wanted.append("lock"))
    timers.forward(5 * 60 + 1)
    assert watch.dim.isVisible()
    QTest.mouseClick(watch.dim, Qt.MouseButton.LeftButton)
    assert watch.dim.isHidden()
    timers.forward(14 * 60)
    assert wanted == []
    timers.forward(2 * 60)
    assert wanted == ["pause"]
    timers.forward(15 * 60)
    assert wanted == ["pause", "lock"]


def test_a_key_in_the_dim_wakes_the_screen_and_is_typed(table: Table) -> None:
    page = visit(table)
    page.quiet.dim.cover()
    table.type("S")
    assert page.quiet.dim.isHidden()
    assert page.host is not None and page.host.editor(page.host.focused_path()).view is not None
    focus = table.focused()
    assert isinstance(focus, QPlainTextEdit) and focus.toPlainText() == "S"


def test_before_the_first_visit_a_pin_is_chosen(qapp: QApplication, tmp_path: Path) -> None:
    with laid(qapp, tmp_path) as table:
        settings.put(table.desk.vault, "visit_pin", None)
        page = table.go(VisitAt(table.case))
        locks: list[bool] = []
        page.lock.connect(lambda: locks.append(True))
        page.pause()
        assert not page.frame.pause.isVisible() and not page.is_paused and locks, "nothing would end a pause yet"
        table.type("123456")
        table.press(ENTER)
        table.type("123456")
        table.press(ENTER)
        assert "for let at gætte" in everything_told(qapp)
        table.type("271828")
        table.press(ENTER)
        table.type("271829")
        table.press(ENTER)
        assert "ikke ens" in everything_told(qapp)
        table.type("271828")
        table.press(ENTER)
        assert page.visit.station == "opening" and page.visit.citizen is not None
        assert page.frame.pause.isVisible()
        assert pin.check_pin(table.desk.vault, "271828")


def test_from_a_question_to_the_topics_and_on_to_another(table: Table) -> None:
    page = visit(table)
    for _ in range(2):
        page.visit.topics()
        table.settle()
        assert page.visit.station == "opening"
        table.press("3")
        assert page.visit.station == "form" and page.visit.current == "samtykke"
        assert page.host is not None and page.host.focused_path()


def test_going_on_by_hand_prints_what_is_known_with_lines_for_the_rest(table: Table) -> None:
    page = visit(table)
    table.type("Sove bedre")
    table.press(ENTER)
    page.visit.stop()
    table.settle()
    page.end.go_on_by_hand()
    table.settle()
    ((_, data),) = table.tray.papers
    text = "".join(page_of.get_textpage().get_text_range() for page_of in pypdfium2.PdfDocument(data))
    assert "Sove bedre" in text
    assert "Hvordan er dit liv lige nu?" in text


def test_the_coach_line_comes_by_one_key_and_is_quiet(table: Table) -> None:
    page = visit(table)
    assert page.frame.coach.isHidden()
    table.press(Qt.Key.Key_F1)
    assert page.frame.coach.text() and table.focused() is not page.frame.coach


def test_little_power_is_said_and_stops_what_nobody_waits_for_until_it_is_back(table: Table) -> None:
    page = visit(table)
    background, freed = page._needs.background, list[int]()
    background.freed.listen(lambda: freed.append(1))
    for power, line in (
        (Power(80, 200, False), ""),
        (Power(8, 20, False), "Der er strøm til 20 minutter. Skal vi printe nu? Alt andet venter så længe."),
        (Power(9, None, True), ""),
    ):
        page.power.ask = lambda power=power: power
        page.power.look()
        table.settle()
        assert page.frame.power.text() == line
        assert background.may_work() is (line == "")
    assert freed == [1]


def test_the_end_of_a_visit_on_little_power_frees_the_work(table: Table) -> None:
    page = visit(table)
    page.power.ask = lambda: Power(8, 20, False)
    page.power.look()
    table.settle()
    assert not page._needs.background.may_work()
    table.go(Home())
    assert page._needs.background.may_work()


def test_the_case_behind_a_visit_is_logged_as_a_visit(table: Table) -> None:
    visit(table)
    purposes = {entry.purpose for entry in accesslog.entries(table.desk, table.case)}
    assert "Besøg" in purposes


def test_new_colours_in_a_pause_leave_it_a_pause(table: Table) -> None:
    page = visit(table)
    table.type("Sove bedre")
    page.pause()
    table.settle()
    table.window.lay_out_anew()
    table.settle()
    after = table.page
    assert after is not page and after.is_paused
    table.press(ENTER)
    table.type(PIN)
    table.settle()
    assert after.visit.form is not None and after.visit.id == page.visit.id
    focus = table.focused()
    assert isinstance(focus, QPlainTextEdit) and focus.toPlainText() == "Sove bedre"


def test_a_lock_on_the_last_page_forgets_nothing_that_was_talked_about(table: Table) -> None:
    page = visit(table)
    table.type("Sove bedre")
    table.press(ENTER)
    page.visit.go("netvaerkskort", at="privat_netvaerk")
    table.settle()
    table.type("Bo Dam")
    page.visit.stop()
    table.settle()
    before = [(one.title, one.is_wanted) for one in page.end.ticks]
    place = table.page.place
    assert place.station == "end"
    table.go(decode_place(encode_place(place)))
    after = table.page
    assert after.visit.station == "end"
    assert after.visit.id == page.visit.id
    assert [(one.title, one.is_wanted) for one in after.end.ticks] == before
    assert [one.text for one in after.end.lines][:1]
    assert after.end.heading == "Vi stopper her i dag"
