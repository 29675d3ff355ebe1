"""A municipality writes a form of its own, from forms/FORMAT.md alone, and has it everywhere without a line of code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from rygsaek.casework import cases, search, views
from rygsaek.casework.desk import Desk
from tests.support.desks import PASSPHRASE
from tests.support.papers import faults, text_of
from tests.support.table import Table, at_table
from tests.support.terminals import Terminal
from tests.support.wired import new_desk, reopened
from ui.form.wizard import WizardPage
from ui.places import WizardAt

FORM = """
# Svømmehallens ugeplan, skrevet af kommunens egen superbruger.
id = "svoemmeplan"
version = 1
standard_name = "Plan for svømning"
title = "Dine dage i svømmehallen"

[[section]]
id = "dig"
title = "Dig og vandet"
intro = "Vi skriver det med dine ord."
field = [
  { id = "navn", kind = "person", label = "Hvad er dit navn?", required = "hard", prefill = "borger.navn", short = true },
  { id = "kan_svoemme", kind = "yes_no", label = "Kan du svømme?", required = "soft", short = true },
  { id = "bange_for", kind = "text", label = "Hvad er svært ved vandet?", show_if = { field = "kan_svoemme", is = false } },
  { id = "hvor", kind = "choice", label = "Hvor vil du helst være?", short = true, options = [
    { id = "bassin", label = "I det store bassin" },
    { id = "varmt", label = "I det varme vand" },
  ] },
  { id = "naeste_dato", kind = "date", label = "Hvilken dag er du med første gang?", required = "soft", short = true },
]

[[section]]
id = "dage"
title = "Dine dage"

  [[section.field]]
  id = "dage"
  kind = "rows"
  label = "Hvilke dage vil du derhen?"
  row_name = "dag"
  short = true
  field = [
    { id = "dag", kind = "line", label = "Dagen", required = "hard", short = true },
    { id = "med", kind = "person", label = "Hvem går med?", suggest = "netvaerkskort.*.navn", short = true },
  ]

[[section]]
id = "internt"
title = "Til kommunen"
visible = "internal"
field = [{ id = "pris", kind = "number", label = "Hvad koster det?" }]

[[short_paper]]
heading = "Første gang"
style = "big"
lines = ["{naeste_dato}", "Kan du ikke, så ring til {Navn} på {tlf}."]

[[short_paper]]
heading = "Dine dage"
style = "list"
rows = "dage"
lines = ["{dag}[ sammen med {med}]"]
"""
ANSWERS = {
    "kan_svoemme": False,
    "bange_for": "Det dybe vand ved vippen.",
    "hvor": "varmt",
    "naeste_dato": "2026-12-03",
    "dage": [{"dag": "Torsdag", "med": "Karen Nordvang"}, {"dag": "Lørdag"}],
    "pris": 45,
}


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A caseworker's machine with the municipality's folder on it: its own profile, and the form."""
    found = Terminal(tmp_path, PASSPHRASE)
    with new_desk(found.profile):
        (found.profile / "kommune" / "svoemmeplan.toml").write_text(FORM, encoding="utf-8")
    return found


@pytest.fixture
def case(terminal: Terminal) -> str:
    """Anna's case, with the form filled in from the terminal."""
    case = terminal.done("case", "create", terminal.write("borger.json", {"navn": "Anna Nordvang"})).last
    terminal.done("case", "fill", case, "svoemmeplan", terminal.write("svar.json", ANSWERS))
    return case


@pytest.fixture
def desk(terminal: Terminal, case: str) -> Iterator[Desk]:
    with reopened(terminal.profile) as found:
        yield found


def test_an_author_checks_it_and_sees_both_papers(terminal: Terminal) -> None:
    folder = terminal.profile / "kommune"
    form = str(folder / "svoemmeplan.toml")
    assert terminal.run("forms", "check", form, is_locked=False).code == 0
    for name, more in (("tomt", ["--blank"]), ("fyldt", [terminal.write("svar.json", {"navn": "Anna", **ANSWERS})])):
        target = terminal.work / f"{name}.pdf"
        words = ("forms", "render", form, "-o", str(target), *more, "--profile", str(folder / "kommune.toml"))
        assert terminal.run(*words, is_locked=False).code == 0
        data = target.read_bytes()
        said = " ".join(text_of(data))
        assert "Dine dage i svømmehallen" in said and "Nordby Kommune" in said
        assert ("Det dybe vand ved vippen." in said) is (name == "fyldt")
        assert "Hvad koster det?" not in said, "what is the municipality's own is not the citizen's to read"
        assert faults(data) == []


def test_it_is_in_the_case_in_search_in_history_and_owed_a_print(desk: Desk, case: str) -> None:
    line = next(one for one in views.case_view(desk, case).documents if one.form == "svoemmeplan")
    assert (line.title, line.state, line.is_unprinted) == ("Plan for svømning", "i gang", True)
    view = views.document_view(desk, case, line.document)
    assert view.answers["navn"] == "Anna Nordvang", "known from the case, asked only once"
    assert [hit.form for hit in search.find(desk, "vippen")] == ["svoemmeplan"]
    told = {(one.field_label, one.new) for one in views.history(desk, case, document=line.document)}
    assert ("Hvad er svært ved vandet?", "Det dybe vand ved vippen.") in told
    assert next(row for row in views.case_list(desk) if row.case == case).next_date == "2026-12-03"


def test_its_paper_leaves_by_the_same_door(terminal: Terminal, case: str) -> None:
    terminal.done("case", "export", case, "ud")
    papers = [" ".join(text_of(paper.read_bytes())) for paper in sorted((terminal.work / "ud").glob("*.pdf"))]
    (paper,) = [said for said in papers if "Dine dage i svømmehallen" in said]
    assert "Torsdag" in paper and "Karen Nordvang" in paper and "45" in paper


def test_the_wizard_asks_it_and_what_is_typed_there_is_kept(qapp: QApplication, desk: Desk, case: str) -> None:
    document = next(one.document for one in views.case_view(desk, case).documents if one.form == "svoemmeplan")
    with at_table(qapp, desk.vault, case) as table:
        wizard(table, desk)
        page = table.go(WizardAt(case, document, "dage"))
        assert page.wizard.title == "Dine dage i svømmehallen"
        page.wizard.go("dig")
        table.settle()
        field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Hvilken dag er du med første gang?")
        field.setFocus()
        field.selectAll()
        table.type("7/12-2026")
        page.leave()
        table.settle()
    assert views.document_view(desk, case, document).answers["naeste_dato"] == "2026-12-07"


def test_a_citizen_without_it_gets_it_as_a_new_paper(desk: Desk) -> None:
    other = cases.create_case(desk, {"navn": "Bo Lund"})
    document = cases.begin_document(desk, other, "svoemmeplan")
    assert views.document_view(desk, other, document).answers == {"navn": "Bo Lund"}


def wizard(table: Table, desk: Desk) -> None:
    """The table's own desk knows only the built-in forms; this one has the municipality's."""
    from ui.timers import QtTimers

    timers = QtTimers(table.window)
    table.window.register(WizardAt, lambda place, scope: WizardPage(place, scope, desk, timers))  # type: ignore[arg-type]
