"""Looks at a case come to the colleagues who have it, so that a citizen can be told of all of them."""

from __future__ import annotations

from rygsaek.casework import accesslog, cases, search, views
from sync.status import standing
from tests.support.desks import ANNA
from tests.support.synced import SyncedOffice


def test_a_colleagues_looks_stand_in_the_citizens_extract(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case, other = cases.create_case(lise.desk, ANNA), cases.create_case(lise.desk, {"navn": "Anne Lund"})
    lise.sync()
    lise.share(case, bo)
    views.case_view(lise.desk.for_purpose("Besøg"), case)
    assert {hit.case for hit in search.find(lise.desk, "ann")} == {case, other}
    lise.sync()
    bo.sync()
    assert accesslog.entries(bo.desk, case) == ()
    office.clock.forward(hours=7)
    assert standing(lise.desk).local.changes == 0
    for one in (lise, bo, lise, bo):
        one.sync()
    told = {(entry.user, entry.what, entry.purpose, entry.detail) for entry in accesslog.entries(bo.desk, case)}
    assert told == {("Lise Holm", "open", "Besøg", ""), ("Lise Holm", "search", "Sagsbehandling", "")}
    assert [line.what for line in accesslog.extract(bo.desk, case)] == [accesslog.WORDS["open"], accesslog.WORDS["search"]]
    assert len(accesslog.entries(lise.desk, case)) == 2
    views.case_view(bo.desk, case)
    office.clock.forward(hours=7)
    for one in (bo, lise):
        one.sync()
    assert [entry.user for entry in accesslog.entries(lise.desk, case)] == ["Lise Holm", "Lise Holm", "Bo Krag"]
