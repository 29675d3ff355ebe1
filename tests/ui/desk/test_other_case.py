"""A citizen with two cases: the page of each says so, and leads to the other."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from rygsaek.casework import cases, linking
from rygsaek.casework.desk import Desk
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go
from ui.desk.case import CasePage
from ui.parts.widgets import Button, Note
from ui.places import CaseAt
from ui.shell import Shell


def test_the_page_says_that_there_is_another_case_and_opens_it(qapp: QApplication, shell: Shell, made: Made, desk: Desk) -> None:
    other = cases.create_case(desk, {"navn": "Anna Nordvang"})
    linking.link(desk, made.case, other)
    for here, there in ((made.case, other), (other, made.case)):
        go(qapp, shell, CaseAt(here))
        page = shell.window.page
        assert isinstance(page, CasePage)
        assert "Borgeren har også en anden sag her: Anna Nordvang" in [one.text() for one in page.findChildren(Note)]
        (show,) = [one for one in page.findChildren(Button) if one.text() == "Åbn den"]
        assert show.accessibleName() == "Åbn borgerens anden sag: Anna Nordvang"
        show.click()
        arrive(qapp, shell)
        assert shell.window.page is not None and shell.window.page.place == CaseAt(there)
