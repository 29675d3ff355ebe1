"""Every page of the table and of the wizard, at every look: no text is cut, every target fits a finger, all have names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.support.accessibles import unnamed
from tests.support.clipping import clipped, cut_above, sideways, too_small
from tests.support.extent import IS_WHOLE
from tests.support.screens import LOOKS, Look, dressed, settle
from tests.support.table import Table, laid
from ui import theme
from ui.places import AfterVisitAt, PrintAt, VisitAt, WizardAt
from ui.table.visit_frame import VisitFrame

FORMS = ("samarbejdsaftale", "netvaerkskort", "samtykke")
ENTER = Qt.Key.Key_Return


SOME = (LOOKS[0], LOOKS[-1])
"""Most room and least; what lies between is looked at by `bootstrap.py long whole`."""


@pytest.fixture(params=LOOKS if IS_WHOLE else SOME, ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    found: Look = request.param
    return found


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path, look: Look) -> Iterator[Table]:
    with dressed(qapp, look), laid(qapp, tmp_path, foedselsdato="1980-01-07") as laid_table:
        laid_table.window.resize(look.width, look.height)
        yield laid_table


def sound(table: Table, where: str) -> None:
    """What is wrong with the page that stands, which must be nothing."""
    table.settle()
    settle(table.app)
    faults = [
        *clipped(table.window),
        *sideways(table.window),
        *too_small(table.window, theme.TARGET),
        *(f"no name: {one}" for one in unnamed(table.window)),
    ]
    assert faults == [], where


def test_every_section_of_every_form_in_the_wizard(table: Table) -> None:
    for form, document in table.fill(*FORMS).items():
        page = table.go(WizardAt(table.case, document))
        for section in [line.id for line in page.wizard.lines()]:
            page.wizard.go(section)
            sound(table, f"{form}/{section}")


def test_every_question_of_a_visit(table: Table) -> None:
    table.fill(*FORMS)
    page = table.go(VisitAt(table.case))
    sound(table, "opening")
    for form in FORMS:
        page.visit.go(form)
        table.settle()
        while page.visit.form is not None:
            sound(table, f"{form}/{page.visit.form.page.id}")
            assert cut_above(table.window) == [], f"{form}/{page.visit.form.page.id}"
            frame = page.findChild(VisitFrame)
            assert len({one.y() for one in (frame.back, frame.skip, frame.stop, frame.next)}) == 1, "four words, one row"
            page.visit.next()
            table.settle()


def test_end_names_pause_and_what_comes_after(table: Table) -> None:
    table.fill(*FORMS)
    page = table.go(VisitAt(table.case))
    page.visit.go(FORMS[0])
    table.settle()
    page.visit.stop()
    sound(table, "stopped")
    table.press(ENTER)
    sound(table, "printed")
    page.visit.sign()
    sound(table, "names")
    page.visit.read_aloud()
    table.settle()
    while page.visit.station == "aloud":
        sound(table, f"aloud, {page.aloud.reading.progress}")
        page.go_on()
    page.pause()
    sound(table, "pause")
    table.press(ENTER)
    sound(table, "PIN")
    table.go(AfterVisitAt(table.case))
    sound(table, "after")


def test_printing_at_the_desk(table: Table) -> None:
    documents = table.fill(*FORMS)
    page = table.go(PrintAt(table.case, tuple(documents.values())))
    sound(table, "print")
    page.to.copies_for["third"].click()
    sound(table, "for another")
    page.to.copies_for["citizen"].click()
    page.print.click()
    sound(table, "did it come out")
