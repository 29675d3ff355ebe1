"""The lead's page, on a real vault: what waits, who has what, figures with nobody in them; whole at every look."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from forms.problems import Problem
from rygsaek.casework import cases, views
from rygsaek.casework.desk import Desk
from rygsaek.paper import saved
from tests.support.accessibles import Role, met, unnamed
from tests.support.clipping import clipped, cut_above, sideways, too_small
from tests.support.desks import as_role
from tests.support.screens import LOOKS
from tests.ui.stage import arrive, go, press
from ui import theme
from ui.desk.home import HomePage
from ui.desk.overview import OverviewPage
from ui.places import CaseAt, Home, OverviewAt, WizardAt
from ui.presenters.overview_source import COURSE_LEFT_OUT
from ui.shell import Shell


def give(desk: Desk, case: str, whom: str, *, day: str = "2026-04-28") -> None:
    document = cases.begin_document(desk, case, "beslutning")
    cases.fill(desk, case, document, {"skridt": "tildeling", "dato": day, "hvem": "Lise Holm", "tildelt_til": whom})


@pytest.fixture
def lead(shell: Shell) -> Desk:
    """An office with six cases: three have somebody, one waits for a decision, the others for somebody to have them."""
    assert shell.opened is not None
    desk = shell.opened.desk = as_role(shell.opened.desk, "tovholder")
    for number, name in enumerate(("Ida Bro", "Per Lund", "Ane Dal", "Jon Vig", "Eva Holst")):
        case = cases.create_case(desk, {"navn": name})
        said = {"henvendelse_dato": f"2026-04-2{number}"}
        if name != "Ida Bro":
            said |= {"beslutning": "videregives", "videregivet_dato": "2026-04-27"}
        cases.fill_form(desk, case, "screeningsskema", said)
        if number >= 2:
            give(desk, case, "Bo Krag" if number < 4 else "Mette Sand")
            cases.fill_form(desk, case, "besoeg", {"dato": "2026-04-30", "besoeg_status": "holdt", "foerste_moede": True})
    return desk


def page_of(qapp: QApplication, shell: Shell) -> OverviewPage:
    go(qapp, shell, OverviewAt())
    page = shell.window.page
    assert isinstance(page, OverviewPage)
    return page


def test_home_leads_there_for_whoever_leads_and_for_nobody_else(qapp: QApplication, shell: Shell) -> None:
    assert shell.opened is not None
    for role, is_there in (("fs", False), ("tovholder", True)):
        shell.opened.desk = as_role(shell.opened.desk, role)
        go(qapp, shell, Home())
        assert isinstance(shell.window.page, HomePage)
        assert shell.window.page.overview.isVisible() == is_there
    press(qapp, shell, "Overblik over alle sager")
    assert isinstance(shell.window.page, OverviewPage)


def test_what_waits_stands_first_abbreviated_and_leads_into_its_paper(qapp: QApplication, shell: Shell, lead: Desk) -> None:
    page_of(qapp, shell)
    told = " ".join(f"{one.name} {one.description}" for one in met(shell.window))
    assert "Ida" not in told and "Lund" not in told and "Nordvang" not in told
    assert shell.window.focusWidget().accessibleName() == "Åbn, I. B., kom mandag 20. april"
    press(qapp, shell, "Åbn, I. B., kom mandag 20. april")
    place = shell.window.page.place  # type: ignore[union-attr]
    assert isinstance(place, WizardAt)
    assert views.document_view(lead, place.case, place.document).form == "screeningsskema"


def test_a_case_is_given_to_somebody_and_given_on(qapp: QApplication, shell: Shell, lead: Desk) -> None:
    page_of(qapp, shell)
    press(qapp, shell, "Fordel, P. L., kom tirsdag 21. april")
    place = shell.window.page.place  # type: ignore[union-attr]
    assert isinstance(place, WizardAt)
    assert views.document_view(lead, place.case, place.document).answers["skridt"] == "tildeling"
    page_of(qapp, shell)
    press(qapp, shell, "Vis sagerne, Bo Krag")
    assert shell.window.focusWidget().accessibleName() == "Åbn, A. D., kom onsdag 22. april"
    press(qapp, shell, "Giv videre, A. D., kom onsdag 22. april")
    again = shell.window.page.place  # type: ignore[union-attr]
    assert isinstance(again, WizardAt) and again.case != place.case


def test_what_takes_longer_stands_with_who_has_it_and_why_and_leads_to_the_case(
    qapp: QApplication, shell: Shell, lead: Desk
) -> None:
    case = cases.create_case(lead, {"navn": "Ole Kier"})
    give(lead, case, "Bo Krag", day="2026-04-20")
    page_of(qapp, shell)
    who_why = "Bo Krag. Der er ikke skrevet en grund endnu."
    assert any(one.name == who_why for one in met(shell.window))
    press(qapp, shell, f"Åbn, O. K., Kontakt til borgeren, senest onsdag 22. april, {who_why}")
    assert shell.window.page is not None and shell.window.page.place == CaseAt(case)


def test_figures_are_words_and_bars_and_are_saved_as_a_file(qapp: QApplication, shell: Shell, lead: Desk, tmp_path: Path) -> None:
    page = page_of(qapp, shell)
    told = met(shell.window)
    bars = {one.name: one.description for one in told if one.role == Role.Graphic}
    assert bars["Bo Krag"] == "2 åbne"
    assert any("Færre end fem" in one.name for one in told), "three visits are not shown"
    for span, words in (("last_year", "Færre end fem, så det vises ikke."), ("this_year", "5 henvendelser")):
        page.figures.span.setCurrentIndex(page.figures.span.findData(span))
        page.figures.span.activated.emit(page.figures.span.currentIndex())
        arrive(qapp, shell)
        told = met(shell.window)
        place = next(place for place, one in enumerate(told) if one.name == "Henvendelser")
        assert told[place + 1].name == words
    target = tmp_path / "tal.csv"
    page.figures._ask_file = lambda *_: target
    press(qapp, shell, "Gem tal som fil")
    assert "sager;Henvendelser;sager;5;5;2026-01-01;2026-12-31;" in target.read_text("utf-8-sig")
    assert page.figures._kept.text().startswith("Tallene er gemt")
    assert [one.path for one in saved.listed(lead.vault)] == [str(target)]
    page.figures._ask_file = lambda *_: tmp_path / "ingen" / "mappe.csv"
    press(qapp, shell, "Gem tal som fil")
    assert page.figures._problem.isVisible() and page.figures._problem.text()


def test_an_auditor_sees_figures_and_no_case(qapp: QApplication, shell: Shell, lead: Desk) -> None:
    assert shell.opened is not None
    shell.opened.desk = as_role(lead, "revisor")
    page = page_of(qapp, shell)
    assert page.figures.isVisible()
    assert not page.inbox.isVisible() and not page.unassigned.isVisible() and not page.load.isVisible()
    told = " ".join(one.name for one in met(shell.window))
    assert "I. B." not in told and "Bo Krag" not in told


def test_it_is_whole_at_every_look_and_tab_comes_round(qapp: QApplication, shell: Shell, lead: Desk) -> None:
    assert shell.opened is not None
    shell.opened.desk = replace(lead, problems=(Problem("course.file", "", "", ""),))
    for look in (LOOKS[0], LOOKS[-1]):
        theme.apply(qapp, dark=look.dark, scale=look.scale)
        shell.window.resize(look.width, look.height)
        shell.window.lay_out_anew()
        page_of(qapp, shell)
        press(qapp, shell, "Vis sagerne, Bo Krag")
        window = shell.window
        assert (clipped(window), sideways(window), too_small(window, theme.TARGET), unnamed(window)) == ([], [], [], []), (
            look.name
        )
        assert cut_above(window) == [], look.name
    page = shell.window.page
    assert isinstance(page, OverviewPage) and page.inbox.take_focus()
    assert page.told.text() == COURSE_LEFT_OUT and page.told.isVisible()
    walked = []
    for _ in range(20):
        shell.window.focusNextChild()
        walked.append(shell.window.focusWidget().accessibleName().partition(",")[0])
    theme.apply(qapp)
    assert {"I dag", "Lås", "Åbn", "Fordel", "Giv videre", "Vis sagerne", "Gem tal som fil"} <= set(walked)
    order = [walked.index(name) for name in ("Fordel", "Giv videre", "Vis sagerne", "Hvornår?", "Gem tal som fil", "I dag")]
    assert order == sorted(order), "as the eye reads"
