"""A citizen with two cases: the page of each says so, and leads to the other."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from rygsaek.casework import cases, linking, views
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


def test_a_likely_one_is_asked_about_once_and_the_answer_is_kept(
    qapp: QApplication, shell: Shell, made: Made, desk: Desk
) -> None:
    facts = views.document_view(desk, made.case, views.case_view(desk, made.case).facts_document).answers
    kept = {key: facts[key] for key in ("navn", "cpr")}
    twins = [cases.create_case(desk, kept) for _ in range(2)]
    go(qapp, shell, CaseAt(made.case))
    page = shell.window.page
    assert isinstance(page, CasePage)

    def press(text: str) -> None:
        next(one for one in page.findChildren(Button) if one.text() == text and one.isVisible()).click()
        arrive(qapp, shell)

    def asks() -> int:
        return sum(one.text() == "Samme borger" and one.isVisible() for one in page.findChildren(Button))

    assert asks() == 2
    press("Samme borger")
    press("Ikke samme person")
    assert asks() == 0
    assert len(linking.linked(desk, made.case)) == 1
    go(qapp, shell, CaseAt(twins[0]))
    go(qapp, shell, CaseAt(made.case))
    page = shell.window.page
    assert isinstance(page, CasePage) and asks() == 0
