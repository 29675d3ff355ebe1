"""The consents on the case's page: what each party may, and one taken back with its receipt at hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from rygsaek.casework import consents
from tests.support.consents import give, part
from tests.support.table import Table, laid
from ui.desk.case import CasePage
from ui.desk.consent_card import ConsentCard
from ui.parts.widgets import Button
from ui.places import CaseAt, PrintAt
from ui.presenters.case import CasePresenter
from ui.presenters.case_source import DeskCase
from ui.presenters.consents import consents_of
from ui.wiring import line_on


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> Iterator[Table]:
    with laid(qapp, tmp_path) as laid_table:
        yield laid_table


def shown(table: Table, day: str) -> list[str]:
    with table.desk.vault.read() as reader:
        rows = consents.rows_of(table.desk, reader, table.desk.journal.state(table.case, reader))
    told = consents_of(rows, date.fromisoformat(day))
    return [told.summary, *(line.text for line in told.lines)]


def button(card: ConsentCard, name: str) -> Button:
    return next(one for one in card.findChildren(Button) if (one.accessibleName() or one.text()).startswith(name))


def test_each_party_has_a_line_and_the_first_to_run_out_is_told(table: Table) -> None:
    give(table.desk, table.case, part(), part("Nordby Bolig", gyldig_til="2026-06-02"), part("Banken", svar=False))
    assert shown(table, "2026-05-04") == [
        "2 gælder, 1 udløber tirsdag 2. juni", "Bo Dam: medicin og bolig, til onsdag 4. november",
        "Nordby Bolig: medicin og bolig, udløber tirsdag 2. juni", "Banken: nej",
    ]  # fmt: skip
    assert shown(table, "2026-06-03")[2] == "Nordby Bolig: udløb i går"


def test_a_consent_is_taken_back_in_one_action_that_says_before_what_it_does_and_leads_to_the_receipt(table: Table) -> None:
    document = give(table.desk, table.case)

    def case_page(place: Any, scope: Any) -> Any:
        source = DeskCase(table.desk, table.case, lambda: line_on(table.desk), lambda: table.room.exits)
        return CasePage(place, scope, CasePresenter(source, scope))

    table.window.register(CaseAt, case_page)
    page = table.go(CaseAt(table.case))
    (card,) = page.findChildren(ConsentCard)
    button(card, "Lav om til nej").click()
    table.settle()
    told = next(one for one in card.findChildren(Button) if one.text() == "Lad det være")
    assert told.isVisible() and told.hasFocus()
    button(card, "Det blev sagt").click()
    table.wait_for(lambda: isinstance(table.page.place, PrintAt))
    assert table.page.place == PrintAt(table.case, (document,))
    table.settle()
    assert table.page.options.wish.paper == "kvittering"
    assert "taget tilbage" in shown(table, "2026-05-04")[1]
