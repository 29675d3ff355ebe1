"""A plan says what would be made, and who is here already; it writes nothing but that others' cases were seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.casework import accesslog, cases, twins
from rygsaek.casework.desk import Desk
from rygsaek.casework.importing.planning import Plan, plan, read_plan
from rygsaek.casework.importing.tables import table_of
from rygsaek.errors import InputError
from tests.support.desks import as_role

LIST = """Navn;CPR;Født;Mobil
Bent Holm;670161-1234;;12345678
Anna N.;6701801234;;
Ida Lund;;1/2-1990;
Ida  lund;;1-2-1990;
Ida Lund;;2/2-1990;
Carl Dam;;;1
;;;12345678
"""


def planned(desk: Desk, text: str = LIST) -> Plan:
    return plan(desk, table_of("liste.csv", text.encode()))


def test_each_row_says_whether_the_citizen_is_here_or_stands_above(desk: Desk, anna: str) -> None:
    ida = cases.create_case(desk, {"navn": "Ida Lund", "foedselsdato": "1990-02-01"})
    found = planned(desk)
    assert [(row.number, [(one.case, one.by) for one in row.twins], row.rows) for row in found.rows] == [
        (2, [], ()),
        (3, [(anna, "cpr")], ()),
        (4, [(ida, "name_and_birth")], ()),
        (5, [(ida, "name_and_birth")], (4,)),
        (6, [], ()),
        (7, [], ()),
        (8, [], ()),
    ]
    for case in (anna, ida):
        assert [one.detail for one in accesslog.entries(desk, case) if one.what == "list"] == [twins.DETAIL]


def test_only_clear_rows_are_made_unless_a_person_says_so(desk: Desk, anna: str) -> None:
    found = planned(desk)
    assert [one.number for one in found.chosen()] == [2, 4, 6]
    assert [one.number for one in found.chosen(take={3, 7, 8}, leave={2})] == [3, 4, 6, 7]


def test_a_plan_makes_no_case(desk: Desk, anna: str, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text(LIST, encoding="cp1252")
    before = desk.journal.entries(anna)
    assert read_plan(desk, tmp_path / "liste.csv").name == "liste.csv"
    assert desk.journal.cases() == (anna,) and desk.journal.entries(anna) == before


def test_a_role_that_makes_no_cases_brings_none_in(desk: Desk) -> None:
    with pytest.raises(InputError) as raised:
        planned(as_role(desk, "administrator"))
    assert raised.value.code == "role.not_yours"
