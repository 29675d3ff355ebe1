"""Two laptops and a real store: what one writes, the other reads."""

from __future__ import annotations

from rygsaek.casework import cases, views
from tests.support.desks import ANNA
from tests.support.synced import SyncedOffice


def test_a_case_comes_over_whole(office: SyncedOffice) -> None:
    lise, bo = office.laptop(), office.laptop()
    case = cases.create_case(lise.desk, ANNA)
    lise.sync()
    bo.sync()
    assert views.case_list(bo.desk) == ()
    lise.share(case, bo)
    lise.sync()
    bo.sync()
    assert [row.name for row in views.case_list(bo.desk)] == ["Anna Nørgaard"]
    assert bo.desk.journal.state(case) == lise.desk.journal.state(case)
