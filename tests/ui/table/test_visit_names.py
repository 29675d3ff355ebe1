"""Names at the table: a consent that is signed there is finished there, and what is printed then is the finished one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.problems import ProblemsError
from rygsaek.casework import cases, views
from rygsaek.casework.papers import DocumentView
from tests.support.forms import example
from tests.support.table import Table, laid
from ui.places import AfterVisitAt, VisitAt, WizardAt
from ui.presenters.after_visit import AfterVisit
from ui.table.visit import VisitPage

CONSENT = "samtykke"
NAMES = {"underskrift_borger", "underskrift_fs"}


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> Iterator[Table]:
    with laid(qapp, tmp_path, foedselsdato="1980-01-07") as laid_table:
        yield laid_table


def unsigned(table: Table, **others: Any) -> str:
    """A consent with every answer but the names."""
    document = cases.open_document(table.desk, table.case, CONSENT)
    answers = {key: value for key, value in example(CONSENT)[1].items() if key not in NAMES}
    cases.fill(table.desk, table.case, document, {**answers, **others})
    return document


def at_names(table: Table, document: str) -> VisitPage:
    """The names page of a visit in which the consent was talked through."""
    page = table.go(VisitAt(table.case))
    assert isinstance(page, VisitPage)
    page.visit.go(CONSENT, document=document)
    table.settle()
    while page.visit.station == "form":
        page.visit.next()
        table.settle()
    page.visit.sign()
    table.settle()
    return page


def sheet(page: VisitPage) -> Any:
    return page.frame._sheet


def sign(table: Table, page: VisitPage, how: str = "papir", *fields: str) -> None:
    for host in sheet(page).hosts:
        for path in fields or NAMES:
            editor: Any = host.find(path)
            if editor is not None:
                editor.on_clicked(how)
    table.settle()


def done(table: Table, page: VisitPage) -> None:
    sheet(page).ready.click()
    table.settle()


def view(table: Table, document: str) -> DocumentView:
    return views.document_view(table.desk, table.case, document)


def test_a_consent_signed_at_the_table_is_finished_and_can_be_changed_no_more(table: Table) -> None:
    document = unsigned(table)
    page = at_names(table, document)
    assert not sheet(page).missing.text()
    sign(table, page)
    assert not view(table, document).is_frozen, "two names alone are no finishing"
    done(table, page)
    assert page.visit.station == "end"
    assert view(table, document).is_frozen
    with pytest.raises(ProblemsError):
        cases.fill(table.desk, table.case, document, {"sag_formaal": "Noget andet"})


def test_what_is_printed_after_the_names_is_the_finished_version(table: Table) -> None:
    document = unsigned(table)
    page = at_names(table, document)
    sign(table, page)
    done(table, page)
    page.go_on()
    table.settle()
    assert len(table.tray.papers) == 1
    (version,) = view(table, document).versions
    assert version.reasons == {"sign", "finished", "print"}


def test_names_without_the_citizens_yes_finish_nothing(table: Table) -> None:
    document = unsigned(table)
    page = at_names(table, document)
    sign(table, page, "vil_ikke", "underskrift_borger")
    sign(table, page, "papir", "underskrift_fs")
    done(table, page)
    assert page.visit.station == "end"
    assert not view(table, document).is_frozen


def test_what_is_missing_is_told_before_the_names_and_leads_to_its_question(table: Table) -> None:
    document = unsigned(table, form=None)
    page = at_names(table, document)
    assert sheet(page).missing.text().startswith("»Dit ja eller nej« er ikke færdigt endnu. Her mangler et svar.")
    assert "»Hvordan svarer du?«" in sheet(page).missing.text()
    sheet(page).answer.click()
    table.settle()
    assert page.visit.form is not None and page.visit.form.question is not None
    assert "form" in page.visit.form.question.paths


def test_what_was_told_to_be_missing_may_wait(table: Table) -> None:
    document = unsigned(table, form=None)
    page = at_names(table, document)
    sign(table, page)
    done(table, page)
    assert page.visit.station == "end"
    assert not view(table, document).is_frozen
    owed = AfterVisit(table.desk, table.case, table.tasks)
    owed.load()
    table.settle()
    assert [one.words for one in owed.owed() if one.document == document] == [
        "Samtykke: ikke printet og ikke gjort færdigt",
    ]


def test_what_the_citizen_is_not_asked_is_neither_named_nor_gone_to(table: Table) -> None:
    document = unsigned(table)
    (row, *_) = view(table, document).answers["part"]
    cases.fill(table.desk, table.case, document, {f"part/{row['_id']}/retsgrundlag": None})
    page = at_names(table, document)
    assert sheet(page).missing.text() == "»Dit ja eller nej« er ikke færdigt endnu. Lise skriver resten bagefter."
    assert sheet(page).answer.isHidden() or sheet(page)._answer_row.isHidden()


def test_a_finished_consent_is_not_asked_again_but_another_can_be_begun(table: Table) -> None:
    document = unsigned(table)
    page = at_names(table, document)
    sign(table, page)
    done(table, page)
    table.settle()
    assert [one.title for one in page.visit.choices() if one.form == CONSENT] == ["Nyt papir: Dit ja eller nej"]
    page.visit.go(CONSENT)
    table.settle()
    begun = page.visit.forms[CONSENT].document
    assert begun != document
    assert page.visit.form is not None and page.visit.form.question is not None
    assert not view(table, begun).is_frozen


def test_a_lock_after_the_names_still_prints_the_finished_consent(table: Table) -> None:
    document = unsigned(table)
    page = at_names(table, document)
    sign(table, page)
    done(table, page)
    again = table.go(page.place)
    assert again.visit.station == "end"
    assert [(one.document, one.is_wanted) for one in again.end.ticks] == [(document, True)]


def test_a_finished_consent_stands_in_the_wizard_and_takes_no_more_letters(table: Table) -> None:
    document = unsigned(table)
    page = at_names(table, document)
    sign(table, page)
    done(table, page)
    table.go(AfterVisitAt(table.case, page.visit.id))
    wizard = table.go(WizardAt(table.case, document, "sag_formaal"))
    assert wizard.host.editor("sag_formaal").view.is_read_only
    assert wizard.host.editor("sag_formaal").text.isReadOnly()
    assert wizard.finished.text().startswith("Papiret er færdigt. Tryk Ret, hvis noget skal laves om.")
    wizard.wizard.go("parter")
    table.settle()
    rows = wizard.column._rows["part"]
    cards = [rows.card(one.path) for one in rows.shape.cards]
    assert len(cards) == 3
    assert all(button.isHidden() for card in cards for button in (card.up, card.down, card.away))
    table.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert len(rows.shape.cards) == 3
    wizard.wizard.go("dit_svar")
    table.settle()
    assert not wizard.host.editor("underskrift_fs").view.is_read_only, "a name may still come"
