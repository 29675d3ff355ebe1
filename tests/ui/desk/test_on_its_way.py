"""A case of which only the first lines are here: it stands in the list as such, and its page shows them and nothing to press."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from rygsaek.casework import caselist, cases, preview
from rygsaek.casework.caselist import Day
from rygsaek.casework.desk import Desk
from tests.ui.conftest import Made
from tests.ui.stage import arrive, go, press
from ui.desk.case import CasePage
from ui.desk.home import HomePage
from ui.parts.widgets import Button, Text
from ui.places import CaseAt, Home
from ui.presenters.home import left_out_sentence
from ui.shell import Shell

CASE = "paavej"


@pytest.fixture
def coming(desk: Desk, made: Made) -> str:
    """A case like the one that is here, on its way."""
    with desk.vault.write() as tx:
        summary = caselist.summary_of(tx, made.case)
        assert summary is not None
        preview.put(tx, CASE, replace(preview.of(summary, ""), name="Bo Ærø"))
    return CASE


def test_it_stands_in_the_list_as_on_its_way(qapp: QApplication, shell: Shell, coming: str) -> None:
    go(qapp, shell, Home())
    page = shell.window.page
    assert isinstance(page, HomePage)
    lines = [page.model.line(row) for row in range(page.model.rowCount())]
    (line,) = [one for one in lines if one is not None and one.case == coming]
    assert (line.title, line.owed) == ("B. Æ.", "på vej hertil, ikke efterprøvet")
    assert page.count.text() == "2 sager"


def test_the_list_grows_while_others_are_on_their_way_but_not_under_somebodys_hands(
    qapp: QApplication, shell: Shell, made: Made, desk: Desk
) -> None:
    go(qapp, shell, Home())
    page = shell.window.page
    assert isinstance(page, HomePage) and shell.syncing is not None

    def came(case: str) -> int:
        with desk.vault.write() as tx:
            summary = caselist.summary_of(tx, made.case)
            assert summary is not None
            preview.put(tx, case, preview.of(summary, ""))
        shell.syncing.came.emit()  # type: ignore[union-attr]
        arrive(qapp, shell)
        return page.model.rowCount()

    assert page.model.rowCount() == 1
    assert came("sagb") == 2
    page.list.step_in()
    assert came("sagc") == 2
    assert page.count.text() == "3 sager"


def test_its_page_shows_the_first_lines_and_nothing_to_press(qapp: QApplication, shell: Shell, coming: str) -> None:
    go(qapp, shell, CaseAt(coming))
    page = shell.window.page
    assert isinstance(page, CasePage)
    said = [one.text() for one in page.findChildren(Text) if one.isVisible()]
    assert page.heading.text() == "Bo Ærø"
    assert "Resten af sagen er på vej hertil. Du kan læse og skrive i den, når den er her." in said
    assert "Elmegade 3, 2. tv, 8999 Nordby" in said
    bar = page.bar.findChildren(Button)
    assert [one.text() for one in page.findChildren(Button) if one.isVisible() and one not in bar] == []
    focused = qapp.focusWidget()
    assert focused in bar, "a key that is pressed does what is seen"


def test_its_page_becomes_the_cases_when_the_case_comes(qapp: QApplication, shell: Shell, made: Made, desk: Desk) -> None:
    with desk.vault.write() as tx:
        summary = caselist.summary_of(tx, made.case)
        assert summary is not None
        preview.put(tx, made.case, preview.of(summary, ""))
    go(qapp, shell, CaseAt(made.case))
    page = shell.window.page
    assert isinstance(page, CasePage) and page.coming.isVisible()
    with desk.vault.write() as tx:
        preview.drop(tx, made.case)
    page.on_came()
    arrive(qapp, shell)
    assert page.visit.isVisible() and not page.coming.isVisible()


def test_the_day_shows_what_it_has_and_says_what_is_not_counted(
    qapp: QApplication, shell: Shell, desk: Desk, coming: str
) -> None:
    with desk.vault.write() as tx:
        known = preview.of_case(tx, coming)
        assert known is not None
        preview.put(tx, coming, replace(known, days=(Day(desk.today().isoformat(), "13:30", "Besøg: Dato"),)))
    go(qapp, shell, Home())
    page = shell.window.page
    assert isinstance(page, HomePage)
    said = [one.text() for one in page.cards.findChildren(Text) if one.isVisible()]
    assert "Besøg" in said and "B. Æ. · i dag kl. 13.30" in said
    assert (
        "1 sag er på vej hertil. Det vigtigste fra den står her, og det er ikke efterprøvet. "
        "Frister og papirer i den er ikke talt med." in said
    )
    next(one for one in page.cards.findChildren(Button) if one.accessibleName().startswith("Åbn, B. Æ.")).click()
    arrive(qapp, shell)
    assert shell.window.page is not None and shell.window.page.place == CaseAt(coming)


def test_a_calendar_says_that_nothing_of_it_is_in_it(qapp: QApplication, shell: Shell, coming: str, tmp_path: Path) -> None:
    go(qapp, shell, Home())
    page = shell.window.page
    assert isinstance(page, HomePage)
    page._ask = lambda *_: tmp_path / "frister.ics"
    press(qapp, shell, "Læg frister og aftaler i Outlook")
    told = "1 sag er ikke lagt på plads her endnu og er ikke med. Gem igen, når den er her."
    assert shell.window.notice.title.text().endswith(told)
    assert left_out_sentence(2).endswith("er ikke med. Gem igen, når de er her.")


def test_one_that_has_come_and_was_not_read_yet_says_so_and_not_that_it_is_unchecked(
    qapp: QApplication, shell: Shell, desk: Desk, coming: str
) -> None:
    with desk.vault.write() as tx:
        known = preview.of_case(tx, coming)
        assert known is not None
        preview.put(tx, coming, replace(known, days=(Day(desk.today().isoformat(), "13:30", "Besøg: Dato"),)))
        tx.execute("INSERT INTO sync_arrived VALUES (?, ?)", (coming, b"\x90"))
    go(qapp, shell, Home())
    page = shell.window.page
    assert isinstance(page, HomePage)
    lines = [page.model.line(row) for row in range(page.model.rowCount())]
    assert [one.owed for one in lines if one is not None and one.case == coming] == ["er kommet, bliver lagt på plads"]
    said = [one.text() for one in page.cards.findChildren(Text) if one.isVisible()]
    assert "Lige kommet" in said and not any("på vej hertil" in one or "efterprøvet" in one for one in said)
    assert "1 sag er kommet og bliver lagt på plads. Frister og papirer i den er ikke talt med endnu." in said


def test_a_case_with_the_same_name_is_told_of_it_and_leads_to_it(
    qapp: QApplication, shell: Shell, desk: Desk, coming: str
) -> None:
    made = cases.create_case(desk, {"navn": "Bo Ærø"})
    go(qapp, shell, CaseAt(made))
    page = shell.window.page
    assert isinstance(page, CasePage)
    told = "Er det samme borger som i en sag på vej hertil? Bo Ærø, samme navn. Den er ikke efterprøvet. Svar, når den er her."
    assert told in [one.text() for one in page.findChildren(Text) if one.isVisible()]
    assert not any(one.text() == "Samme borger" for one in page.findChildren(Button)), "there is nothing yet to say it in"
    next(one for one in page.findChildren(Button) if one.text() == "Se den").click()
    arrive(qapp, shell)
    assert shell.window.page is not None and shell.window.page.place == CaseAt(coming)


def test_one_that_does_not_come_says_so_and_its_line_can_be_taken_away(
    qapp: QApplication, shell: Shell, desk: Desk, coming: str
) -> None:
    with desk.vault.write() as tx:
        preview.stop(tx, coming)
    go(qapp, shell, Home())
    home = shell.window.page
    assert isinstance(home, HomePage)
    lines = [home.model.line(row) for row in range(home.model.rowCount())]
    assert [one.owed for one in lines if one is not None and one.case == coming] == ["er ikke kommet, ikke efterprøvet"]
    assert not any("på vej hertil" in one.text() for one in home.cards.findChildren(Text))
    go(qapp, shell, CaseAt(coming))
    page = shell.window.page
    assert isinstance(page, CasePage) and not page.coming.isVisible()
    assert page.stopped.text() == ("Resten af sagen er ikke kommet. Måske er sagen ikke delt med dig mere. Spørg din kollega.")
    press(qapp, shell, "Fjern sagens linje her")
    assert isinstance(shell.window.page, HomePage) and shell.window.page.count.text() == "1 sag"
