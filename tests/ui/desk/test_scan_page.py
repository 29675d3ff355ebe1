"""A paper is scanned into a case from its page, with a real `scanimage` and SANE's test scanner, without a mouse."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rygsaek.casework import cases, views
from rygsaek.paper import attachments, filing
from rygsaek.paper import scanners as sane_scanners
from rygsaek.paper.scanners import WORDS, Scanners
from tests.support.accessibles import unnamed
from tests.support.clipping import clipped, sideways, too_small
from tests.support.sane import failing, scanners
from tests.support.screens import LOOKS
from tests.ui.conftest import Made
from tests.ui.presenters.test_scanning import LaidOn, printed
from tests.ui.stage import go, press
from ui import theme
from ui.desk.scan import FEED, ScanPage
from ui.places import CaseAt, ScanAt
from ui.shell import Shell

pytestmark = pytest.mark.skipif(shutil.which("scanimage") is None, reason="sane-utils is not installed")
TRIES = 4
"""SANE's test scanner cancels its reader, which once in a while holds malloc's lock for ever."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The test scanner alone is there; one that stands still is given up sooner."""
    scanners(tmp_path / "sane")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path / "sane"))
    monkeypatch.setattr(sane_scanners, "PATIENCE_S", 8.0)


def page_of(shell: Shell) -> ScanPage:
    page = shell.window.page
    assert isinstance(page, ScanPage)
    return page


def scan_a_page(qapp: QApplication, shell: Shell, name: str = "Scan") -> None:
    for _ in range(TRIES):
        press(qapp, shell, name)
        if not page_of(shell).trouble.isVisible():
            return
        assert page_of(shell).trouble.text().startswith(WORDS["scan.connection"][0]), "what stands still is given up"


def test_two_pages_are_scanned_shown_named_and_lie_in_the_case(qapp: QApplication, shell: Shell, made: Made) -> None:
    assert shell.opened is not None
    desk = shell.opened.desk
    go(qapp, shell, CaseAt(made.case))
    press(qapp, shell, "Scan et papir til sagen")
    page = page_of(shell)
    assert page.place == ScanAt(made.case) and shell.window.focusWidget() is page.feed
    scan_a_page(qapp, shell)
    assert page.said.text() == "Vi kan ikke se, hvilket papir det er. Vælg selv."
    assert page._preview is not None and page._preview.isVisible() and shell.window.focusWidget() is page.place_pick
    walked = []
    for _ in range(4):
        walked.append(shell.window.focusWidget())
        shell.window.focusNextChild()
    assert walked == [page.place_pick, page.title.line, page.keep, page.discard], "as the eye reads"
    page._preview.swap.setFocus()
    shell.window.focusPreviousChild()
    assert shell.window.focusWidget() is page.scan, "the paper comes before what is asked of it"
    scan_a_page(qapp, shell, "Scan en side til")
    assert page.words.text() == "2 sider er kommet." and [one.pages for one in filing.in_tray(desk)] == [2]
    page.title.line.setText("CPR 670180-1234")
    press(qapp, shell, "Læg i sagen")
    assert page.trouble.text().startswith("Navnet ser ud til at have et CPR-nummer.")
    page.title.line.setText("Brev fra udlejer")
    press(qapp, shell, "Læg i sagen")
    assert page.kept.text() == "Lagt i sagen: Brev fra udlejer." and not page.found.isVisible()
    (kept,) = attachments.of_case(desk, made.case)
    assert (kept.attachment.pages, kept.attachment.how) == (2, "scan")


def test_all_that_lies_in_the_feeder_is_scanned_by_one_press_and_a_page_is_turned_or_taken_out(
    qapp: QApplication, shell: Shell, made: Made
) -> None:
    assert shell.opened is not None
    desk = shell.opened.desk
    go(qapp, shell, ScanAt(made.case))
    page = page_of(shell)
    for _ in range(TRIES):
        press(qapp, shell, FEED)
        if not page.trouble.isVisible():
            break
    assert page.words.text() == "10 sider er kommet." and [one.pages for one in filing.in_tray(desk)] == [10]
    assert page.page_pick.chosen() == "10" and page._preview is not None
    page.page_pick.setCurrentIndex(2)
    press(qapp, shell, "Tag siden væk")
    assert [one.pages for one in filing.in_tray(desk)] == [9] and page.page_pick.chosen() == "3", "the next one is in its place"
    press(qapp, shell, "Drej siden")
    assert page.page_pick.chosen() == "3" and page._preview.pages.pageNavigator().currentPage() == 2
    press(qapp, shell, "Læg i sagen")
    (kept,) = attachments.of_case(desk, made.case)
    assert kept.attachment.pages == 9


def test_our_own_paper_is_known_and_the_names_on_it_are_asked_first(
    qapp: QApplication, shell: Shell, made: Made, tmp_path: Path
) -> None:
    assert shell.opened is not None
    desk = shell.opened.desk
    agreement = cases.begin_document(desk, made.case, "samarbejdsaftale")
    cases.fill(desk, made.case, agreement, {"aktuel_situation": "Bor hos sin søster."})
    scanner = LaidOn(printed(desk, made.case, agreement, tmp_path))
    go(qapp, shell, ScanAt(made.case))
    page = page_of(shell)
    page._scanning.source.make = lambda: scanner  # type: ignore[attr-defined]
    press(qapp, shell, "Scan")
    assert page.said.text() == "Koden siger: Samarbejdsaftale nr. 1 fra denne sag." and not page.place_entry.isVisible()
    QTest.keyClicks(shell.window.focusWidget(), "Anna Nordvang")
    press(qapp, shell, "Læg i sagen")
    signed = views.document_view(desk, made.case, agreement).answers["borger_godkendt"]
    assert (signed["how"], signed["name"]) == ("papir", "Anna Nordvang")
    assert "underskrift_fs" not in views.document_view(desk, made.case, agreement).answers


def test_no_scanner_a_jam_and_no_program_are_told_with_one_advice_and_nothing_is_lost(
    qapp: QApplication, shell: Shell, made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sane" / "dll.conf").write_text("# none\n", encoding="ascii")
    go(qapp, shell, ScanAt(made.case))
    page = page_of(shell)
    assert page.trouble.text() == " ".join(WORDS["scan.none"])
    assert shell.window.focusWidget() is page.look_again and not page.scan.isVisible()
    scanners(tmp_path / "sane")
    press(qapp, shell, "Led efter scanneren igen")
    assert shell.window.focusWidget() is page.feed and not page.trouble.isVisible()
    source = page._scanning.source
    for code, status in (("scan.jammed", "JAMMED"), ("scan.busy", "DEVICE_BUSY")):
        source.make = lambda status=status: failing(tmp_path / "sane", status)  # type: ignore[attr-defined]
        for _ in range(TRIES):
            press(qapp, shell, "Scan")
            if page.trouble.text() == " ".join(WORDS[code]):
                break
        assert page.trouble.text() == " ".join(WORDS[code])
    source.make = Scanners  # type: ignore[attr-defined]
    scan_a_page(qapp, shell)
    monkeypatch.setattr(sane_scanners, "PROGRAM", "no-such-scanimage")
    press(qapp, shell, "Scan en side til")
    assert page.trouble.text() == " ".join(WORDS["scan.no_program"]) and page.keep.isEnabled(), "the first page stands"


def test_a_scan_is_stopped_and_leaving_the_page_stops_it_too(
    qapp: QApplication, shell: Shell, made: Made, tmp_path: Path
) -> None:
    slow = ("--read-delay=yes", "--read-delay-duration", "200000")
    for way in ("stop", "stop all", "leave"):
        go(qapp, shell, ScanAt(made.case))
        page = page_of(shell)
        page._scanning.source.make = lambda: scanners(tmp_path / "sane", *slow)  # type: ignore[attr-defined]
        (page.feed if way == "stop all" else page.scan).click()
        assert page.stop.isVisible() and page.words.text() == "Scanner side 1 …" and not shell.tasks.is_idle
        if way != "leave":
            press(qapp, shell, "Stop")
            assert shell.window.focusWidget() is page.feed and not page.trouble.isVisible()
        else:
            go(qapp, shell, CaseAt(made.case))  # arrives only where the scanner's program has ended
    assert shell.opened is not None and filing.in_tray(shell.opened.desk) == ()


def test_the_page_is_whole_at_every_look(qapp: QApplication, shell: Shell, made: Made) -> None:
    go(qapp, shell, ScanAt(made.case))
    scan_a_page(qapp, shell)
    (scan,) = page_of(shell)._scanning.source.waiting()
    for look in (LOOKS[0], LOOKS[-1]):
        theme.apply(qapp, dark=look.dark, scale=look.scale)
        shell.window.resize(look.width, look.height)
        shell.window.lay_out_anew()
        go(qapp, shell, ScanAt(made.case))
        press(qapp, shell, f"Vis scanningen {scan.words}")
        window = shell.window
        assert (clipped(window), sideways(window), too_small(window, theme.TARGET), unnamed(window)) == ([], [], [], []), (
            look.name
        )
    theme.apply(qapp)
