"""Reading aloud in a visit: from the end and from the names, page by page, and back to where it was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from rygsaek.casework import cases
from tests.support.clipping import clipped, sideways, too_small
from tests.support.screens import LOOKS, dressed
from tests.support.table import Table, laid
from ui import theme
from ui.places import VisitAt
from ui.table.citizen_window import CitizenWindow
from ui.table.visit import VisitPage
from ui.table.visit_aloud import NOTHING

ENTER = Qt.Key.Key_Return


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> Iterator[Table]:
    with dressed(qapp, LOOKS[0]), laid(qapp, tmp_path, foedselsdato="1980-01-07") as laid_table:
        yield laid_table


def at_the_end(table: Table, form: str = "samtykke") -> VisitPage:
    document = table.fill(form)[form]
    cases.fill(table.desk, table.case, document, {"intern_note": "kanarieinternnote"})
    page = table.go(VisitAt(table.case))
    assert isinstance(page, VisitPage)
    page.visit.go(form, document=document)
    table.settle()
    page.visit.stop()
    table.settle()
    return page


def shown(page: VisitPage) -> str:
    return "\n".join(one.text() for one in page.frame.findChildren(QLabel) if one.isVisible())


def press(page: VisitPage, table: Table, word: str) -> None:
    button = getattr(page.frame._sheet, word)
    button.setFocus()
    table.press(ENTER)


def test_the_consent_is_read_aloud_page_by_page_by_enter_alone(table: Table) -> None:
    page = at_the_end(table)
    press(page, table, "aloud")
    assert page.visit.station == "aloud"
    count = len(page.aloud.reading.pages)
    told = [shown(page)]
    for number in range(1, count):
        assert f"{number} af {count}" in told[-1]
        assert page.frame.next.accessibleName() == "Næste"
        assert (clipped(table.window), sideways(table.window), too_small(table.window, theme.TARGET)) == ([], [], [])
        table.press(ENTER)
        told.append(shown(page))
    assert page.frame.next.accessibleName() == "Færdig"
    whole = "\n".join(told)
    for sentence in ("Du må sige nej, og du skal ikke sige hvorfor.", "Bo Dam, din læge", "Du vælger selv."):
        assert f"\n{sentence}\n" in f"{whole}\n", "a sentence is a line"
    assert "kanarieinternnote" not in whole
    table.press(ENTER)
    assert page.visit.station == "end"


def test_tilbage_goes_a_page_back_and_then_to_where_it_was_asked_for(table: Table) -> None:
    page = at_the_end(table)
    page.visit.sign()
    table.settle()
    press(page, table, "aloud")
    first = shown(page)
    table.press(ENTER)
    assert shown(page) != first
    page.frame.back.click()
    table.settle()
    assert shown(page) == first
    page.frame.back.click()
    table.settle()
    assert page.visit.station == "sign"


def test_what_was_just_typed_is_read_aloud(table: Table) -> None:
    page = table.go(VisitAt(table.case))
    page.visit.go("samarbejdsaftale")
    table.settle()
    table.type("Sove bedre")
    page.visit.read_aloud()
    table.settle()
    told = ""
    while page.visit.station == "aloud":
        told += shown(page)
        table.press(ENTER)
    assert "Sove bedre" in told


def test_with_nothing_to_read_it_says_so(table: Table) -> None:
    page = table.go(VisitAt(table.case))
    page.visit.read_aloud()
    table.settle()
    assert NOTHING in shown(page)


def test_the_citizens_own_screen_follows(table: Table) -> None:
    page = at_the_end(table)
    window = CitizenWindow()
    page.other_screen.window = window
    press(page, table, "aloud")
    first = page.aloud.reading.page
    assert first is not None
    assert first.lines[0].text in [one.text() for one in window.findChildren(QLabel)]


def test_a_lock_while_reading_aloud_comes_back_to_the_end(table: Table) -> None:
    page = at_the_end(table)
    press(page, table, "aloud")
    assert page.place.station == "end"
