"""A case made for a citizen whom a colleague has already: told by the office's directory, before any of that case is here."""

from __future__ import annotations

from unittest.mock import patch

from rygsaek.casework import accesslog, cases, preview, twins
from rygsaek.casework.preview import Preview
from rygsaek.casework.summary import Head
from sync.laptop import Laptop
from sync.office import revoking, sharing
from tests.support.central import Central
from tests.support.desks import ANNA
from tests.support.staff import Hire
from tests.support.wired import exits_of
from ui.presenters.case import CaseSheet
from ui.presenters.case_source import DeskCase
from ui.presenters.home_source import DeskHome


def test_the_same_number_is_told_by_who_has_it_and_as_coming_where_the_case_is_on_its_way(central: Central, hire: Hire) -> None:
    lise, bo = hire("Lise Holm"), hire("Bo Krag")
    lise.found(central.url)
    lise.let_in(bo)
    theirs = cases.create_case(bo.desk, ANNA)
    bo.sync()
    lise.sync()
    mine = cases.create_case(lise.desk, {"navn": "Anna N.", "cpr": ANNA["cpr"]})
    other = cases.create_case(lise.desk, {"navn": "Anna N."})

    def sheet(case: str) -> CaseSheet:
        return DeskCase(lise.desk, case, lambda: lise.line, lambda: exits_of(lise.desk)).sheet()

    (told,) = sheet(mine).elsewhere
    assert told.startswith("Bo Krag har en sag med samme CPR-nummer, fortalt i dag")
    assert (sheet(mine).likely, sheet(other).elsewhere, sheet(other).likely) == ((), (), ())
    assert [one.detail for one in accesslog.entries(lise.desk, theirs) if one.what == "list"] == [twins.DETAIL]

    home = DeskHome(lise.desk, lambda: False, lambda: exits_of(lise.desk))
    assert home.elsewhere(ANNA["cpr"]) == told
    assert (home.elsewhere("Anna"), home.elsewhere("670180-1235")) == ("", "Ingen på kontoret har fortalt, at de har borgeren.")
    looks = [one.detail for one in accesslog.entries(lise.desk, theirs) if one.what == "search"]
    assert looks == ["kontorets liste"]

    revoking.revoke(lise.line, bo.device)
    assert sheet(mine).elsewhere == (
        "Bo Krag havde en sag med samme CPR-nummer, men er lukket ude. Spørg en leder, hvor sagen er nu.",
    )

    with lise.desk.vault.write() as tx:
        preview.put(tx, theirs, Preview("Anna N.", Head("Anna"), 0, 0, 0, ()))
    found = sheet(mine)
    assert [(one.case, one.by, one.is_coming) for one in found.likely] == [(theirs, "samme CPR-nummer", True)]
    assert found.elsewhere == (), "it is told once, by what is surest"
    assert home.elsewhere(ANNA["cpr"]) == "»Anna N.« er på vej hertil og har nummeret."
    assert [(one.case, one.by, one.is_coming) for one in sheet(other).likely] == [(theirs, "samme navn", True)]


def test_a_case_that_lies_here_unread_is_not_told_as_on_its_way(central: Central, hire: Hire) -> None:
    lise, bo = hire("Lise Holm"), hire("Bo Krag")
    lise.found(central.url)
    lise.let_in(bo)
    theirs = cases.create_case(bo.desk, ANNA)
    bo.sync()
    known = bo.line.caught_up()
    with bo.desk.vault.write() as tx:
        sharing.share(tx, known, theirs, [lise.device], bo.line.now_ms())
    bo.sync()
    mine = cases.create_case(lise.desk, {"navn": "En anden", "cpr": ANNA["cpr"]})
    with patch.object(Laptop, "read_arrived", lambda _: None):
        lise.sync()
    home = DeskHome(lise.desk, lambda: False, lambda: exits_of(lise.desk))
    assert home.elsewhere(ANNA["cpr"]) == "»Anna Nørgaard« er kommet hertil og har nummeret."
    found = DeskCase(lise.desk, mine, lambda: lise.line, lambda: exits_of(lise.desk)).sheet()
    assert [(one.case, one.by, one.is_coming) for one in found.likely] == [(theirs, "samme CPR-nummer", False)]
    assert found.elsewhere == () and home.elsewhere(ANNA["cpr"]) == "", "it is found as every other"
