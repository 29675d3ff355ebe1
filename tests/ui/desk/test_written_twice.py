"""Two things are written of the citizen themself: the case's page says so at its top, and leads to where one is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from tests.support import desks
from tests.ui.conftest import Made
from tests.ui.stage import go, press
from ui.desk.case import CasePage
from ui.form.wizard import WizardPage
from ui.parts.widgets import Button
from ui.places import CaseAt
from ui.shell import Shell


def test_the_page_says_it_and_leads_there(qapp: QApplication, shell: Shell, made: Made, desk: Desk, tmp_path: Path) -> None:
    facts = views.case_view(desk, made.case).facts_document
    with desks.new_desk(tmp_path / "bo", worker=desks.BO) as bo:
        desks.merge(bo, made.case, desk)
        for one, street in ((desk, "Birkevej 1"), (bo, "Egevej 2")):
            cases.fill(one, made.case, facts, {"adresse": street})
        desks.merge(desk, made.case, bo)
    go(qapp, shell, CaseAt(made.case))
    page = shell.window.page
    assert isinstance(page, CasePage)
    assert page.conflicts.isVisible() and page.conflicts.text() == "Et sted er der skrevet to ting."
    press(qapp, shell, "Vælg, hvor der er skrevet to ting")
    page = shell.window.page
    assert isinstance(page, WizardPage)
    chosen = [one.accessibleName() for one in page.findChildren(Button) if one.isVisible()]
    assert sum(name.startswith("Vælg den her: ") and ("Birkevej 1" in name or "Egevej 2" in name) for name in chosen) == 2
