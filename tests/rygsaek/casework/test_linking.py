"""Two cases of one citizen are linked by a person, in both; or told apart, and not proposed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.casework import accesslog, cases, held, linking, purging, twins, views
from rygsaek.casework.desk import Desk
from rygsaek.errors import InputError
from rygsaek.history.checking import check
from tests.support.desks import ANNA, BO, SetClock, as_role, merge, new_desk


@pytest.fixture
def other(desk: Desk, anna: str) -> str:
    return cases.create_case(desk, ANNA)


def others(desk: Desk, case: str) -> list[str]:
    return [one.case for one in linking.linked(desk, case)]


def told(desk: Desk, case: str) -> list[str]:
    return [line.what for line in views.history(desk, case) if "sag" in line.what and "oprettede" not in line.what]


def test_a_link_is_said_in_both_cases_and_in_the_history_of_both(desk: Desk, anna: str, other: str) -> None:
    linking.link(desk, anna, other)
    assert linking.linked(desk, anna) == (linking.Linked(other, "Anna Nørgaard"),)
    assert others(desk, other) == [anna]
    assert told(desk, anna) == told(desk, other) == ["skrev, at borgeren også har en anden sag"]
    looks = [(one.what, one.detail) for one in accesslog.entries(desk, other)]
    assert ("list", twins.DETAIL) in looks, "whose other case was shown is written down there"
    assert cases.undo(desk, anna) is None, "one side is never taken back alone"
    assert check(desk.vault, desk.journal.projectors) == ()


def test_who_is_told_apart_is_not_proposed_again_and_may_be_linked_after_all(desk: Desk, anna: str, other: str) -> None:
    assert [one.case for one in twins.twins(desk, anna)] == [other]
    linking.unlink(desk, anna, other)
    assert twins.twins(desk, anna) == twins.twins(desk, other) == ()
    assert told(desk, other) == ["skrev, at en anden sag er en anden borgers"]
    linking.link(desk, other, anna)
    assert others(desk, anna) == [other]
    linking.unlink(desk, anna, other)
    assert others(desk, anna) == others(desk, other) == []


def test_two_laptops_that_link_and_tell_apart_at_the_same_time_come_to_the_same(
    desk: Desk, anna: str, other: str, tmp_path: Path, clock: SetClock
) -> None:
    with new_desk(tmp_path / "bo", clock, BO) as bo:
        for case in (anna, other):
            merge(bo, case, desk)
        linking.link(desk, anna, other)
        linking.link(bo, other, anna)
        for case in (anna, other):
            merge(bo, case, desk)
            merge(desk, case, bo)
        assert [others(one, case) for one in (desk, bo) for case in (anna, other)] == [[other], [anna]] * 2
        linking.unlink(desk, anna, other)
        assert others(desk, anna) == []
        linking.link(bo, anna, other)
        for case in (anna, other):
            merge(bo, case, desk)
            merge(desk, case, bo)
        assert [others(one, anna) for one in (desk, bo)] == [[other], [other]], "who says that they are the same is heard"
        assert views.case_view(desk, anna).conflicts == 0


def test_a_look_is_written_down_only_in_the_case_that_is_told_of(desk: Desk, anna: str) -> None:
    assert linking.likely(desk, anna) == ()
    assert twins.DETAIL not in [one.detail for one in accesslog.entries(desk, anna)]
    other = cases.create_case(desk, ANNA)
    assert [(one.case, one.by) for one in linking.likely(desk, anna)] == [(other, "cpr")]
    assert [one.detail for one in accesslog.entries(desk, other) if one.what == "list"] == [twins.DETAIL]
    assert twins.DETAIL not in [one.detail for one in accesslog.entries(desk, anna)]


def test_a_case_that_is_deleted_takes_the_line_with_it(desk: Desk, anna: str, other: str) -> None:
    linking.link(desk, anna, other)
    with desk.vault.write() as tx:
        purging.forget_case(desk.journal, other, tx=tx)
    assert others(desk, anna) == []


def test_what_cannot_be_linked_says_why_and_nothing_is_written(desk: Desk, anna: str, other: str) -> None:
    before = desk.journal.entries(anna), desk.journal.entries(other)
    for one, two, code in ((anna, anna, "link.same_case"), (anna, "findes-ikke", "case.unknown"), ("nej", anna, "case.unknown")):
        with pytest.raises(InputError) as wrong:
            linking.link(desk, one, two)
        assert wrong.value.code == code
    with pytest.raises(InputError) as role:
        linking.link(as_role(desk, "administrator"), anna, other)
    assert role.value.code == "role.not_yours"
    with desk.vault.write() as tx:
        held.hold(tx, other, is_held=True)
    with pytest.raises(InputError) as unchecked:
        linking.link(desk, anna, other)
    assert unchecked.value.code == "case.unchecked"
    assert (desk.journal.entries(anna), desk.journal.entries(other)) == before
