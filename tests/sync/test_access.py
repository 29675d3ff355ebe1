"""Looks at a case come to the colleagues who have it, so that a citizen can be told of all of them."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from rygsaek.casework import accesslog, cases, search, views
from rygsaek.casework.accesslog import Told
from sync import aside
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


@pytest.mark.parametrize("at", ["", "i går", "2026-11-28T12:00:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-14:00"])
def test_looks_at_no_time_at_all_are_set_aside_and_the_extract_is_as_it_was(office: SyncedOffice, at: str) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    lise.share(case, bo)
    views.case_view(lise.desk, case)
    office.clock.forward(hours=7)
    told = [Told(1, at, "Lise Holm", "open", "Besøg", "")]
    with patch.object(accesslog, "to_tell", lambda *_: told):
        lise.sync()
    bo.sync()
    with bo.vault.read() as reader:
        assert [one.reason for one in aside.all_of(reader)] == ["body.unreadable"]
    assert accesslog.extract(bo.desk, case) == ()
