"""A case, or a file of it, is handed out from its page: to whom, what stays and why, what was written; and limits for Outlook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rygsaek.casework import accesslog
from rygsaek.paper import attachments, saved
from tests.rygsaek.paper.conftest import papers_made
from tests.support.accessibles import met
from tests.support.empty_papers import pdf
from tests.ui.stage import arrive, go, press
from ui.desk.hand_out import HandOutPage
from ui.places import CaseAt, HandOutAt, Home
from ui.shell import Shell

TO = "Kirsten Ukendt"


def told(shell: Shell) -> str:
    return " ".join(one.name for one in met(shell.window))


def page_of(shell: Shell) -> HandOutPage:
    page = shell.window.page
    assert isinstance(page, HandOutPage)
    return page


def to_somebody_unknown(qapp: QApplication, shell: Shell) -> HandOutPage:
    page = page_of(shell)
    page.to.copies_for["third"].click()
    arrive(qapp, shell)
    assert not page.save.isEnabled(), "nobody has said who"
    page.to.recipient.line.setFocus()
    QTest.keyClicks(page.to.recipient.line, TO)
    assert not page.save.isEnabled(), "nobody has been asked about that name"
    QTest.keyClick(page.to.recipient.line, Qt.Key.Key_Return)
    arrive(qapp, shell)
    return page


def test_a_case_goes_into_a_new_folder_and_what_is_in_it_is_said(qapp: QApplication, shell: Shell, tmp_path: Path) -> None:
    assert shell.opened is not None
    desk = shell.opened.desk
    (case,) = desk.journal.cases()
    go(qapp, shell, CaseAt(case))
    press(qapp, shell, "Eksportér til journalen")
    page = page_of(shell)
    assert page.place == HandOutAt(case) and page.to.copies_for["internal"].isChecked()
    (tmp_path / "ud" / "rygsaek-sag-2026-05-04").mkdir(parents=True)
    page._ask = lambda _: tmp_path / "ud"
    press(qapp, shell, "Vælg, hvor mappen skal ligge …")
    made = tmp_path / "ud" / "rygsaek-sag-2026-05-04-2"
    assert (made / "indhold.json").is_file() and (made / "papir-01.txt").is_file()
    assert [one.path for one in saved.listed(desk.vault)] == [str(made)]
    assert "rygsaek-sag-2026-05-04-2" in told(shell) and "Med er: Om dig, " in told(shell)
    page._ask = lambda _: tmp_path / "er der ikke"
    press(qapp, shell, "Vælg, hvor mappen skal ligge …")
    assert page.trouble.text() == "Mappen findes ikke. Vælg en mappe, der er der." and not page.done.isVisible()


def test_to_others_it_stays_with_the_reason_until_somebody_writes_why(qapp: QApplication, shell: Shell, tmp_path: Path) -> None:
    assert shell.opened is not None
    desk = shell.opened.desk
    (case,) = desk.journal.cases()
    go(qapp, shell, HandOutAt(case))
    page = to_somebody_unknown(qapp, shell)
    words = page.to.uncovered_words()
    assert words[0].startswith("Ikke med: »Om dig«, ") and f": {TO} står ikke i noget samtykke. Spørg borgeren om" in words[0]
    assert any(one.startswith("Ikke med: »Kontaktforsøg«: Det er kommunens eget papir.") for one in words)
    assert not page.save.isEnabled()
    page.to.override.line.setFocus()
    QTest.keyClicks(page.to.override.line, "Der er fare for liv")
    assert "Vores aftale" in page.going.text() and len(page.to.uncovered_words()) == 2 and page.save.isEnabled()
    page.to.copies_for["internal"].click()
    page.to.copies_for["third"].click()
    arrive(qapp, shell)
    assert not page.save.isEnabled() and page.to.override.line.text() == "", "a reason is for those that it was written for"
    page.to.override.line.setFocus()
    QTest.keyClicks(page.to.override.line, "Der er fare for liv")
    page._ask = lambda _: tmp_path
    press(qapp, shell, "Vælg, hvor mappen skal ligge …")
    given = [one for one in papers_made(desk, case) if one.way == "export"]
    assert {(one.recipient, one.override) for one in given} == {(TO, "Der er fare for liv")}


def test_a_file_of_the_case_is_saved_for_others_with_a_reason_of_its_own(
    qapp: QApplication, shell: Shell, tmp_path: Path
) -> None:
    assert shell.opened is not None
    desk = shell.opened.desk
    (case,) = desk.journal.cases()
    brought = attachments.attach(desk, case, pdf(1), title="Brev fra udlejer")
    go(qapp, shell, CaseAt(case))
    press(qapp, shell, "Gem Brev fra udlejer som fil")
    page = to_somebody_unknown(qapp, shell)
    assert page.place == HandOutAt(case, brought.id)
    assert page.to.uncovered_words()[0].startswith("Ikke med: »Brev fra udlejer«: ") and not page.save.isEnabled()
    page.to.override.line.setFocus()
    QTest.keyClicks(page.to.override.line, "Hun skal flytte i dag")
    page._ask = lambda _: tmp_path / "brev.pdf"
    press(qapp, shell, "Gem som fil …")
    assert (tmp_path / "brev.pdf").read_bytes().startswith(b"%PDF-")
    left = [one.detail for one in accesslog.entries(desk, case) if one.what == "save"]
    assert len(left) == 1 and f"{TO}, uden samtykke: Hun skal flytte i dag" in left[0]


def test_limits_go_to_another_calendar_from_home_and_the_file_is_listed(qapp: QApplication, shell: Shell, tmp_path: Path) -> None:
    assert shell.opened is not None
    go(qapp, shell, Home())
    shell.window.page._ask = lambda *_: tmp_path / "frister.ics"  # type: ignore[union-attr]
    press(qapp, shell, "Læg frister og aftaler i Outlook")
    text = (tmp_path / "frister.ics").read_text("utf-8")
    assert text.startswith("BEGIN:VCALENDAR") and "Nordvang" not in text
    assert (
        shell.window.notice.title.text().startswith("Gemt som frister.ics.")
        and "ikke med" not in shell.window.notice.title.text()
    )
    assert any("frister.ics" in one.name for one in met(shell.window) if one.name.startswith("Slet filen"))
