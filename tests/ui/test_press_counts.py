"""How many presses a visit costs, counted while the real windows are driven by keys alone (SCREENS.md: 9, 20, 50).

From the unlocked home page to the paper in the tray, F5 among the presses. Letters of answers do not count; everything is
prefilled as in a second visit: an earlier visit's papers are there. J and N count, since they also go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.library import Library
from rygsaek.casework import cases, views
from tests.support.table import Table, laid
from ui.places import Home, VisitAt

ENTER = Qt.Key.Key_Return
PROMISED = {"short": 9, "whole": 20, "all": 50}
TODAY = {"short": 8, "whole": 18, "all": 36}
"""What it costs now. A page more must be noticed here first, long before the promise is broken."""

EARLIER: dict[str, dict[str, Any]] = {
    "besoeg": {
        "dato": "2026-04-20",
        "fra": "10:00",
        "til": "11:00",
        "sted": "hjem",
        "besoeg_status": "holdt",
    },
    "samarbejdsaftale": {
        "aktuel_situation": "Anna bor alene og sover dårligt.",
        "naeste_dato": "2026-05-04",
        "naeste_tid": "10:00",
        "naeste_sted": "hjem",
        "krise_kontakt": "Lægevagten",
        "krise_telefon": "12345600",
        "netvaerkskort_udfyldt": True,
    },
    "netvaerkskort": {
        "privat_netvaerk_nu": True,
        "privat_netvaerk": [{"navn": "Eva Nørgaard", "relation_eller_rolle": "søster", "telefon_mobil": "11223344"}],
        "sundhed_og_behandling_nu": True,
        **{f"{group}_nu": False for group in ("beskaeftigelse", "uddannelsessted", "hverdagen_i_hjemmet", "socialforvaltning")},
        **{f"{group}_nu": False for group in ("kriminalforsorgen", "andre")},
        "bolig_nu": True,
    },
}


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> Iterator[Table]:
    with second_visit(qapp, tmp_path) as laid_table:
        yield laid_table


@contextmanager
def second_visit(app: QApplication, folder: Path, forms: Library | None = None) -> Iterator[Table]:
    """The home page on the day of Anna's second visit, as it stands after unlocking; nothing is pressed yet."""
    with laid(app, folder, forms=forms, foedselsdato="1980-01-07") as laid_table:
        for form, answers in EARLIER.items():
            document = cases.open_document(laid_table.desk, laid_table.case, form)
            cases.fill(laid_table.desk, laid_table.case, document, answers)
        planned = cases.begin_document(laid_table.desk, laid_table.case, "besoeg")
        cases.fill(laid_table.desk, laid_table.case, planned, {"dato": "2026-05-04", "fra": "10:00", "besoeg_status": "planlagt"})
        laid_table.go(Home())
        yield laid_table


def begin(table: Table) -> None:
    """F5 on the home page begins the day's visit, its opening page leads to the agreement."""
    table.press(Qt.Key.Key_F5)
    assert table.page.place == VisitAt(table.case, visit=table.page.visit.id), "the one visit of today"
    table.press(ENTER)


def standing(table: Table) -> str:
    """The page that stands: its form and page, or where else one is."""
    visit = table.page.visit
    return f"{visit.current}/{visit.form.page.id}" if visit.form else visit.station


def enter_until(table: Table, station: str, most: int = 60) -> None:
    """Enter, as long as everything stands there already."""
    for _ in range(most):
        if standing(table).startswith(station):
            return
        table.press(ENTER)
    raise AssertionError(f"never came to {station}, stands at {standing(table)}")


def choose(table: Table, form: str) -> None:
    """Something else to talk about, by its number on the last page."""
    number = next(number for number, one in enumerate(table.page.visit.choices(), start=2) if one.form == form)
    table.press(Qt.Key(Qt.Key.Key_0.value + number))


def goals(table: Table, *names: str) -> None:
    """The list of goals: each one typed, and Tab to the next line."""
    for number, name in enumerate(names):
        if number:
            table.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        table.type(name)
    table.press(ENTER)


def actions(table: Table, count: int) -> None:
    """Who does what by when, for each goal."""
    for _ in range(count):
        table.type("Går i seng kl. 23 tre dage om ugen")
        table.press(ENTER)
        table.type("Ringer til din læge om en tid")
        table.press(ENTER)


def document_of(table: Table, form: str) -> dict[str, Any]:
    """What stands in the case's document of a form."""
    case = views.case_view(table.desk, table.case)
    document = next(one.document for one in reversed(case.documents) if one.form == form)
    return dict(views.document_view(table.desk, table.case, document).answers)


def test_a_short_agreement_with_one_goal_is_nine_presses(table: Table) -> None:
    short_agreement(table)
    assert len(table.tray.papers) == 1
    agreement = document_of(table, "samarbejdsaftale")
    assert [row["maal"] for row in agreement["aftaler"]] == ["Sove bedre"]
    assert agreement["aftaler"][0]["handling_fs"] == "Ringer til din læge om en tid"
    assert table.presses == TODAY["short"] <= PROMISED["short"]


def test_a_question_more_in_the_form_is_a_press_more(qapp: QApplication, tmp_path: Path) -> None:
    text = (files("forms") / "definitions" / "samarbejdsaftale.toml").read_text("utf-8")
    asked = '  { id = "haab_laengere_sigt", kind = "text", label = "Hvad håber du på senere?", lines = 2 },'
    assert asked in text
    (tmp_path / "kommune").mkdir()
    longer = text.replace(asked, asked.replace("lines = 2", "lines = 2, short = true"))
    (tmp_path / "kommune" / "samarbejdsaftale.toml").write_text(longer, encoding="utf-8")
    with second_visit(qapp, tmp_path, Library.load([tmp_path / "kommune"])) as table:
        short_agreement(table)
        assert table.presses == TODAY["short"] + 1


def short_agreement(table: Table) -> None:
    """One goal, who does what by when, the next time, whom to ring, and the paper."""
    begin(table)
    goals(table, "Sove bedre")
    actions(table, 1)
    enter_until(table, "end")
    table.press(ENTER)


def test_a_whole_agreement_with_two_goals_is_twenty_presses(table: Table) -> None:
    begin(table)
    goals(table, "Sove bedre", "Få styr på huslejen")
    actions(table, 2)
    enter_until(table, "end")
    choose(table, "samarbejdsaftale")
    enter_until(table, "end")
    table.press(ENTER)
    assert len(table.tray.papers) == 2, "the short paper and the whole one"
    assert len(document_of(table, "samarbejdsaftale")["aftaler"]) == 2
    assert table.presses == TODAY["whole"] <= PROMISED["whole"]


def people(table: Table, group: str, *names: str) -> None:
    """New people in one group of the network, each with name, who it is, and number."""
    enter_until(table, f"netvaerkskort/{group}")
    for name in names:
        table.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        table.type(name)
        table.press(ENTER)
        table.type("11 22 33 44")


def party(table: Table, name: str) -> None:
    """One party of the consent: who, yes, what about; until when stands there already."""
    table.type(name)
    table.press(ENTER)
    table.press(Qt.Key.Key_J)
    table.type("5")
    table.press(ENTER)


def test_all_three_papers_printed_once_are_fifty_presses(table: Table) -> None:
    begin(table)
    goals(table, "Sove bedre", "Få styr på huslejen")
    actions(table, 2)
    enter_until(table, "end")
    choose(table, "netvaerkskort")
    people(table, "privat_netvaerk", "Bo Dam")
    people(table, "bolig", "Nordby Bolig", "Ida Vang")
    enter_until(table, "end")
    choose(table, "samtykke")
    enter_until(table, "samtykke/part")
    for name in ("Bo Dam", "Nordby Bolig"):
        party(table, name)
        while not table.page.visit.form.page.is_empty_card:
            table.press(ENTER)
    enter_until(table, "end")
    table.press(ENTER)
    assert len(table.tray.papers) == 3
    network = document_of(table, "netvaerkskort")
    assert {row["navn"] for row in network["bolig"]} == {"Nordby Bolig", "Ida Vang"}
    parties = document_of(table, "samtykke")["part"]
    assert [(row["part_navn"], row["svar"]) for row in parties] == [("Bo Dam", True), ("Nordby Bolig", True)]
    assert table.presses == TODAY["all"] <= PROMISED["all"]
