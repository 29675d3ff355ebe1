"""Two cases of one citizen are found by the CPR number, else proposed by name and birth date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from forms.paths import Answers
from forms.roles import Colleague
from rygsaek.casework import accesslog, cases, linking, preview, twins, views
from rygsaek.casework.desk import Desk
from rygsaek.casework.preview import Preview
from rygsaek.casework.summary import Head
from rygsaek.casework.twins import Likeness, likeness
from rygsaek.errors import InputError
from tests.support.desks import BO, SetClock, merge, new_desk

BENT: Answers = {"navn": "Bent Holm", "foedselsdato": "1961-01-07"}


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"cpr": "670161-1234"}, {"cpr": "6701611234", "navn": "B. Holm"}, "cpr"),
        (BENT, {"navn": "bent  holm", "foedselsdato": "1961-01-07"}, "name_and_birth"),
        (BENT, {"navn": "Bent Holm", "cpr": "6701611234"}, "name_and_birth"),
        ({**BENT, "cpr": "6701611234"}, {**BENT, "cpr": "6701611235"}, "name_and_birth"),
        ({**BENT, "cpr": "0701611234"}, {**BENT, "cpr": "0701611235"}, None),
        (BENT, {"navn": "Bent Holm", "foedselsdato": "1962-01-07"}, None),
        ({"navn": "Bent Holm"}, {"navn": "Bent Holm"}, None),
        ({"foedselsdato": "1961-01-07"}, {"foedselsdato": "1961-01-07"}, None),
        ({}, {}, None),
    ],
)
def test_a_number_tells_and_a_name_with_a_birth_date_proposes(one: Answers, other: Answers, told: Likeness | None) -> None:
    assert likeness(one, other) == likeness(other, one) == told


def test_the_other_cases_of_a_citizen_are_found_certain_ones_first_and_the_look_is_written_down(desk: Desk, anna: str) -> None:
    bent = cases.create_case(desk, {**BENT, "cpr": "670161-1234"})
    proposed = cases.create_case(desk, BENT)
    certain = cases.create_case(desk, {"navn": "Bent H.", "cpr": "6701611234"})
    assert [(one.case, one.by) for one in twins.twins(desk, bent)] == [(certain, "cpr"), (proposed, "name_and_birth")]
    assert twins.twins(desk, anna) == ()
    for case in (bent, certain, proposed):
        assert twins.DETAIL in [entry.detail for entry in accesslog.entries(desk, case)]


def test_a_case_that_is_not_here_is_told(desk: Desk) -> None:
    with pytest.raises(InputError):
        twins.twins(desk, "ukendt")


def test_a_role_that_sees_no_cases_is_refused(desk: Desk, anna: str) -> None:
    staff = (Colleague(desk.worker.name, "administrator"),)
    blind = replace(desk, profile=msgspec.structs.replace(desk.profile, staff=staff))
    assert not blind.role.sees_cases
    with pytest.raises(InputError) as raised:
        twins.twins(blind, anna)
    assert raised.value.code == "role.not_yours"


def test_a_number_that_stands_twice_is_looked_for_as_both(tmp_path: Path) -> None:
    with new_desk(tmp_path / "lise", SetClock()) as lise, new_desk(tmp_path / "bo", SetClock(), BO) as bo:
        case = cases.create_case(lise, {"navn": "Bent Holm"})
        merge(bo, case, lise)
        facts = views.case_view(lise, case).facts_document
        cases.fill(lise, case, facts, {"cpr": "6701611234"})
        cases.fill(bo, case, facts, {"cpr": "6701611235"})
        merge(lise, case, bo)
        others = [cases.create_case(lise, {"navn": name, "cpr": cpr}) for name, cpr in (("A", "6701611234"), ("B", "6701611235"))]
        assert [one.case for one in twins.twins(lise, case)] == others
        assert [one.case for one in twins.twins(lise, others[1])] == [case]


def test_a_case_on_its_way_is_told_by_the_name_and_can_be_answered_about_once_it_is_here(desk: Desk) -> None:
    with desk.vault.write() as tx:
        preview.put(tx, "sagb", Preview("Bent Holm", Head("Bent"), 0, 0, 0, ()))
        preview.put(tx, "sagc", Preview("Bent Holmgård", Head("Bent"), 0, 0, 0, ()))
    bent = cases.create_case(desk, {"navn": "bent holm"})
    (found,) = twins.twins(desk, bent)
    assert (found.case, found.name, found.by, found.is_on_its_way) == ("sagb", "Bent Holm", "name_on_its_way", True)
    assert twins.DETAIL in [entry.detail for entry in accesslog.entries(desk, "sagb")]
    assert [one.case for one in twins.everybody(desk).like([{"navn": "Bent Holm"}])] == ["sagb"], "a list brought in asks too"
    with pytest.raises(InputError) as raised:
        linking.link(desk, bent, "sagb")
    assert raised.value.code == "case.on_its_way"
