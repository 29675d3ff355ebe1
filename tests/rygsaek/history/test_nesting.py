"""How deep a save may be nested is the same wherever it is read, however much of the stack is used up already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygsaek.errors import InputError
from rygsaek.history.changes import ANSWER_GIVEN, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.entries import pack, unpack
from rygsaek.history.ids import ChangeId
from rygsaek.history.nesting import DEEPEST, DeepError, holds_more, is_deep

ABOVE = 3
"""Levels of a save that a value lies in."""
leaves = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=40) | st.binary()
anything = st.recursive(
    leaves | st.lists(st.just(0), min_size=14, max_size=18) | st.dictionaries(st.text(max_size=3), st.none(), max_size=18),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def nested(levels: int, *, is_table: bool = False) -> Any:
    value: Any = "inderst"
    for _ in range(levels):
        value = {"a": value} if is_table else [value]
    return value


def levels_of(value: Any) -> int:
    """The same, found by going down into it."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(levels_of, inner), default=0)


def things_in(value: Any) -> int:
    """Itself, and what lies in it."""
    if isinstance(value, dict):
        return 1 + len(value) + sum(map(things_in, value.values()))
    return 1 + sum(map(things_in, value)) if isinstance(value, list) else 1


def saved(value: Any) -> Change:
    return Change(ChangeId("a", "case", 1, 0), Stamp(5, 0), "fs", "aftale", "felt", ANSWER_GIVEN, value)


def payload_of(value: Any) -> bytes:
    """What a save of it is, whoever wrote it."""
    return msgspec.msgpack.encode([1, 5, 0, "fs", None, [["aftale", "felt", ANSWER_GIVEN, value, []]]])


def deep_down(calls: int, work: Callable[[], Any]) -> Any:
    """Do it with so many calls on the stack."""
    return work() if calls == 0 else deep_down(calls - 1, work)


@given(anything, st.integers(0, 5), st.binary(max_size=3))
def test_levels_are_counted_without_decoding(value: Any, most: int, behind: bytes) -> None:
    assert is_deep(msgspec.msgpack.encode(value) + behind, most) == (levels_of(value) > most)


@given(anything, st.integers(0, 30))
def test_so_are_all_the_things_in_it(value: Any, most: int) -> None:
    assert holds_more(msgspec.msgpack.encode(value), most) == (things_in(value) > most)


@given(st.binary(max_size=200), st.integers(0, 5))
def test_of_any_bytes_something_is_told(data: bytes, most: int) -> None:
    assert is_deep(data, most) in (True, False)
    assert holds_more(data, most) in (True, False)


@pytest.mark.parametrize("calls", [0, 600])
@pytest.mark.parametrize("is_table", [False, True])
def test_the_deepest_value_is_saved_and_one_level_more_is_refused_whatever_is_on_the_stack(calls: int, is_table: bool) -> None:
    deepest, more = (nested(levels, is_table=is_table) for levels in (DEEPEST - ABOVE, DEEPEST - ABOVE + 1))
    kept = deep_down(calls, lambda: unpack("case", "a", 1, pack([saved(deepest)], None)))
    assert kept.changes[0].value == deepest
    with pytest.raises(DeepError):
        deep_down(calls, lambda: unpack("case", "a", 1, payload_of(more)))
    with pytest.raises(InputError) as raised:
        deep_down(calls, lambda: pack([saved(more)], None))
    assert raised.value.code == "input.too_deep"


def test_a_value_nested_without_end_is_refused_as_one_level_more_is() -> None:
    with pytest.raises(InputError) as raised:
        pack([saved(nested(5000))], None)
    assert raised.value.code == "input.too_deep"
    payload = payload_of(0)
    with pytest.raises(DeepError):
        unpack("case", "a", 1, payload[:-2] + b"\x91" * 5000 + payload[-2:])
