"""What stands after changes, in whatever order they come."""

from __future__ import annotations

import itertools
import random
import sys
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygsaek.history import registers
from rygsaek.history.changes import ANSWER_CLEARED, ANSWER_GIVEN, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState, fold, in_order, same


def change(
    name: str, value: Any = None, *supersedes: str, register: str = "navn", kind: str = ANSWER_GIVEN, at: int = 0
) -> Change:
    """A change called like "a1": incarnation a, save 1."""
    return Change(named(name), Stamp(at, 0), "fs", "aftale", register, kind, value, tuple(map(named, supersedes)))


def named(name: str) -> ChangeId:
    return ChangeId(name[0], "case", int(name[1:]), 0)


def values(state: CaseState, register: str = "navn") -> list[Any]:
    return [standing.value for standing in state.register("aftale", register).standings]


def test_what_a_later_change_supersedes_stands_no_more() -> None:
    assert values(fold([change("a1", "Bo"), change("a2", "Bo Krag", "a1")])) == ["Bo Krag"]


def test_two_who_knew_nothing_of_each_other_both_stand() -> None:
    state = fold([change("a1", "Bo"), change("a2", "Bo Krag", "a1"), change("b1", "Bo Lund", "a1")])
    assert values(state) == ["Bo Krag", "Bo Lund"]
    assert state.register("aftale", "navn").is_conflict
    assert state.conflicts() == (("aftale", "navn"),)


def test_whoever_has_seen_both_ends_the_conflict() -> None:
    changes = [change("a1", "Bo"), change("b1", "Ib"), change("a2", "Bo Ib", "a1", "b1")]
    for order in itertools.permutations(changes):
        assert values(fold(order)) == ["Bo Ib"]


def test_equal_values_are_one_value_and_no_conflict() -> None:
    state = fold([change("a1", {"vej": "Elmegade", "nr": 3}), change("b1", {"nr": 3, "vej": "Elmegade"})])
    assert len(state.register("aftale", "navn").heads) == 2
    assert not state.register("aftale", "navn").is_conflict
    assert len(values(state)) == 1


@pytest.mark.parametrize(("one", "other"), [(True, 1), (1, 1.0), ("1", 1), (None, ""), ([], None), ({"a": 1}, {"a": True})])
def test_values_of_different_kinds_are_different(one: Any, other: Any) -> None:
    assert not same(one, other)
    assert len(values(fold([change("a1", one), change("b1", other)]))) == 2


def test_clearing_against_writing_is_a_conflict_in_which_nothing_is_lost() -> None:
    state = fold([change("a1", "Bo"), change("a2", None, "a1", kind=ANSWER_CLEARED), change("b1", "Bo Krag", "a1")])
    assert values(state) == [None, "Bo Krag"]
    assert state.register("aftale", "navn").is_conflict
    assert state.register("aftale", "navn").value == "Bo Krag"


def test_a_change_whose_past_is_not_known_yet_waits_and_nothing_else_does() -> None:
    changes = {name: change(name, name, *before) for name, before in (("a1", ()), ("a2", ("a1",)), ("a3", ("a2",)))}
    state = fold([changes["a1"], changes["a3"]])
    assert values(state) == ["a1"]
    assert [one.id for one in state.pending] == [named("a3")]
    assert state.missing == (named("a2"),)
    after = state.plus([changes["a2"]])
    assert values(after) == ["a3"] and not after.pending and not after.missing


def test_what_many_wrote_unseen_is_put_in_order_once() -> None:
    """Who may write may write as many as they like that none of the others saw."""
    many, sorted_ones = [change(f"a{number}", number) for number in range(1, 501)], list[int]()
    ends_all = change("b1", "valgt", *(f"a{number}" for number in range(1, 500)))

    def counted(heads: tuple[Change, ...]) -> tuple[Change, ...]:
        sorted_ones.append(len(heads))
        return in_order(heads)

    with patch.object(registers, "in_order", counted):
        state = fold(reversed(many))
        chosen = state.plus([ends_all, change("c1", "også")])
    assert values(state) == list(range(1, 501))
    assert values(chosen) == [500, "valgt", "også"]
    assert sum(sorted_ones) < 10 * len(many)


def test_a_long_chain_that_came_backwards_wakes_from_its_beginning_at_once() -> None:
    first, *others = [change("a1"), *(change(f"a{n}", n, f"a{n - 1}") for n in range(2, 201))]
    calls = list[str]()
    sys.setprofile(lambda frame, event, _: calls.append(event) if event == "call" else None)
    try:
        state = fold([*reversed(others), first])
    finally:
        sys.setprofile(None)
    assert values(state) == [200]
    assert not state.pending
    assert len(calls) < 20 * len(others)


def test_a_state_is_not_changed_by_what_comes_after() -> None:
    state = fold([change("a1", "Bo")])
    state.plus([change("a2", "Bo Krag", "a1")])
    assert values(state) == ["Bo"] and not state.has(named("a2"))


def test_a_link_into_another_register_takes_nothing_away() -> None:
    state = fold([change("a1", "Bo"), change("a2", "Elmegade", "a1", register="adresse")])
    assert values(state) == ["Bo"] and values(state, "adresse") == ["Elmegade"]


def test_changes_that_supersede_each_other_wait_for_ever() -> None:
    state = fold([change("a1", "x", "b1"), change("b1", "y", "a1"), change("c1", "Bo")])
    assert values(state) == ["Bo"] and len(state.pending) == 2


def test_the_clock_decides_nothing() -> None:
    changes = [change("a1", "Bo", at=10**15), change("a2", "Bo Krag", "a1", at=-(10**15)), change("b1", "Ib", "a1", at=5)]
    wrong = fold(changes)
    right = fold([change(str(one.id.incarnation) + str(one.id.txn), one.value, *names(one)) for one in changes])
    assert values(wrong) == values(right) == ["Bo Krag", "Ib"]


def names(one: Change) -> list[str]:
    return [before.incarnation + str(before.txn) for before in one.supersedes]


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of up to five laptops in three registers, each superseding any of those made before it."""
    made: list[Change] = []
    saves = dict.fromkeys("abcde", 0)
    for _ in range(draw(st.integers(1, 25))):
        who = draw(st.sampled_from("abcde"))
        saves[who] += 1
        register = draw(st.sampled_from(["navn", "adresse", "maal"]))
        known = [one.id for one in made if one.register == register]
        seen = tuple(draw(st.lists(st.sampled_from(known), max_size=3, unique=True))) if known else ()
        kind = draw(st.sampled_from([ANSWER_GIVEN, ANSWER_GIVEN, ANSWER_CLEARED, "KindOfTheFuture"]))
        value = draw(st.integers(0, 3))
        one = ChangeId(who, "case", saves[who], 0)
        made.append(Change(one, Stamp(draw(st.integers(-9, 9)), 0), who, "aftale", register, kind, value, seen))
    return made


@given(histories(), st.randoms(use_true_random=False))
def test_the_same_changes_in_any_order_any_number_of_times_give_the_same_state(made: list[Change], chance: random.Random) -> None:
    shuffled = [*made, *chance.sample(made, len(made) // 2)]
    chance.shuffle(shuffled)
    cut = chance.randint(0, len(shuffled))
    assert fold(shuffled) == fold(made) == fold(shuffled[:cut]).plus(shuffled[cut:])


@given(histories())
def test_every_change_stands_or_was_superseded_by_one_that_had_seen_it(made: list[Change]) -> None:
    state = fold(made)
    gone = {(one.register, before) for one in made for before in one.supersedes}
    for one in made:
        stands = one.id in {head.id for head in state.register("aftale", one.register).heads}
        assert stands is ((one.register, one.id) not in gone)


def test_what_follows_from_a_state_is_worked_out_once_for_it_and_anew_for_the_next() -> None:
    asked: list[CaseState] = []

    def count(state: CaseState) -> int:
        asked.append(state)
        return len(state.register("aftale", "navn").heads)

    one = fold([change("a1", "Bo")])
    two = one.plus([change("b1", "Ib")])
    assert (one.once(count), two.once(count), one.once(count), two.once(count)) == (1, 2, 1, 2)
    assert asked == [one, two]


def test_a_conflict_among_three_is_one_though_two_of_them_wrote_the_same() -> None:
    state = fold([change("a1", 1), change("b1", 1), change("c1", True)])
    assert state.register("aftale", "navn").is_conflict
    assert not fold([change("a1", 1), change("b1", 1), change("c1", 1)]).register("aftale", "navn").is_conflict
    assert state.has_all([named("a1"), named("c1")]) and not state.has_all([named("a1"), named("d1")])
