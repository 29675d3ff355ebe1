"""A row that one took away while the other wrote in it: wizard and table show both, and one press settles it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from rygsaek.casework import cases, rows, views
from tests.support.clipping import clipped
from tests.support.desks import BO, merge, new_desk
from tests.support.table import Table, laid
from tests.support.wired import exits_of
from ui.places import VisitAt, WizardAt
from ui.presenters.case_source import DeskCase
from ui.presenters.field_words import ROW_IS_OUT, ROW_STANDS
from ui.wiring import line_on


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> Iterator[Table]:
    with laid(qapp, tmp_path, foedselsdato="1980-01-07") as laid_table:
        yield laid_table


def disputed(table: Table, folder: Path, form: str, rows_id: str, name: str) -> tuple[str, str]:
    """Lise takes the row away; meanwhile Bo takes it away and puts it back, with one thing more in it where it stands."""
    document = cases.open_document(table.desk, table.case, form)
    row = rows.add_row(table.desk, table.case, document, rows_id, values={name: "Mor Nordvang"})
    with new_desk(folder / "bo", worker=BO) as bo:
        merge(bo, table.case, table.desk)
        rows.remove_row(table.desk, table.case, document, rows_id, row)
        if form == "samtykke":
            rows.remove_row(bo, table.case, document, rows_id, row)
            rows.restore_row(bo, table.case, document, rows_id, row)
        else:
            cases.fill(bo, table.case, document, {f"{rows_id}/{row}/telefon_mobil": "12345678"})
        merge(table.desk, table.case, bo)
    return document, f"{rows_id}/{row}"


def standing(table: Table, document: str, rows_id: str) -> list[str]:
    return [one["_id"] for one in views.document_view(table.desk, table.case, document).answers.get(rows_id) or []]


def told(two: Any) -> str:
    return " ".join(one.text() for one in two.findChildren(type(two._say.label)))


def button(two: Any, name: str) -> QPushButton:
    found: QPushButton = next(one for one in two.findChildren(QPushButton) if one.accessibleName().startswith(name))
    return found


@pytest.mark.parametrize(("word", "stands"), [("Behold den", True), ("Tag den væk", False)])
def test_a_row_that_stands_in_dispute_is_told_and_settled_by_one_press(
    table: Table, tmp_path: Path, word: str, stands: bool
) -> None:
    document, path = disputed(table, tmp_path, "netvaerkskort", "privat_netvaerk", "navn")
    page = table.go(WizardAt(table.case, document, path))
    two = page.column._rows["privat_netvaerk"].card(path).two
    assert two.isVisible()
    said = told(two)
    assert ROW_STANDS in said
    assert "Lise Holm" in said
    assert "Bo Krag" in said
    assert "Mor Nordvang" in said
    assert clipped(table.window) == []
    assert table.focused().accessibleName().startswith("Behold den"), "the keyboard is at what holds now"
    button(two, word).click()
    table.settle()
    assert standing(table, document, "privat_netvaerk") == ([path.partition("/")[2]] if stands else [])
    assert page.editing.disputed == {}
    card = page.column._rows["privat_netvaerk"].card(path)
    assert card.two.isHidden() if stands else card is None


@pytest.mark.parametrize(("word", "stands"), [("Behold den", True), ("Tag den væk", False)])
def test_a_row_that_is_out_of_a_consent_can_be_wanted_back(table: Table, tmp_path: Path, word: str, stands: bool) -> None:
    document, path = disputed(table, tmp_path, "samtykke", "part", "part_navn")
    page = table.go(WizardAt(table.case, document, path))
    two = table.focused().parentWidget().parentWidget()
    assert ROW_IS_OUT in told(two)
    assert standing(table, document, "part") == []
    assert table.focused().accessibleName().startswith("Tag den væk"), "the keyboard is at what holds now"
    button(two, word).setFocus()
    table.press(Qt.Key.Key_Space)
    assert standing(table, document, "part") == ([path.partition("/")[2]] if stands else [])
    assert page.editing.disputed == {}
    assert views.document_view(table.desk, table.case, document).conflicts == {}


def test_the_list_of_a_visit_shows_it_too(table: Table, tmp_path: Path) -> None:
    document, path = disputed(table, tmp_path, "netvaerkskort", "privat_netvaerk", "navn")
    page = table.go(VisitAt(table.case))
    page.visit.go("netvaerkskort", document=document, at="privat_netvaerk")
    table.settle()
    line = page.sheet._rows["privat_netvaerk"]._lines[path]
    assert line.two.isVisible()
    assert clipped(table.window) == []
    button(line.two, "Behold den").click()
    table.settle()
    assert line.two.isHidden()
    assert standing(table, document, "privat_netvaerk") == [path.partition("/")[2]]


def test_the_cases_page_leads_there(table: Table, tmp_path: Path) -> None:
    document, path = disputed(table, tmp_path, "netvaerkskort", "privat_netvaerk", "navn")
    (paper,) = [
        one
        for one in DeskCase(table.desk, table.case, lambda: line_on(table.desk), lambda: exits_of(table.desk)).sheet().papers
        if one.document == document
    ]
    assert (paper.conflicts, paper.first_conflict) == (1, path)
