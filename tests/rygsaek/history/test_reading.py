"""A case read from its log stands as folding every change makes it stand."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rygsaek.history.changes import ANSWER_CLEARED, ANSWER_GIVEN, CASE, REDACTED, ROW_ADDED, ROW_REMOVED, UNDONE, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.entries import pack, unpack
from rygsaek.history.ids import ChangeId
from rygsaek.history.reading import state_of
from rygsaek.history.registers import CaseState, fold
from rygsaek.history.rows import all_rows

Save = tuple[str, int, bytes]
KINDS = (ANSWER_GIVEN, ANSWER_GIVEN, ANSWER_CLEARED, ROW_ADDED, ROW_REMOVED, REDACTED, UNDONE, "KindOfTheFuture")
REGISTERS = ("navn", "@adresse", "maal/r1", "maal/r1/^", "maal/r1/tekst", "maal/r2/tekst")


def folded(saves: Sequence[Save]) -> CaseState:
    """Every change made, and folded one by one."""
    return fold(change for save in saves for change in unpack("case", *save).changes)


@st.composite
def logs(draw: st.DrawFn) -> list[Save]:
    """Saves of up to four laptops with clocks of any kind; some name what stands elsewhere, or has not come, or is never to."""
    numbers, made, saves = dict.fromkeys("abcd", 0), list[ChangeId](), list[Save]()
    for _ in range(draw(st.integers(1, 20))):
        who = draw(st.sampled_from("abcd"))
        numbers[who] += 1
        at, changes = Stamp(draw(st.integers(0, 9)), draw(st.integers(0, 1))), list[Change]()
        for n in range(draw(st.integers(1, 3))):
            one = ChangeId(who, "case", numbers[who], n)
            of_all = st.sampled_from([*made, ChangeId("b", "case", draw(st.integers(1, 9)), 0)])
            names = tuple(name for name in draw(st.lists(of_all, max_size=3, unique=True)) if name != one)
            kind, register = draw(st.sampled_from(KINDS)), draw(st.sampled_from(REGISTERS))
            value = {"seen": [[*name[:1], *name[2:]] for name in made], "wins": draw(st.booleans())} if kind == ROW_REMOVED else n
            changes.append(Change(one, at, who, draw(st.sampled_from(["aftale", CASE])), register, kind, value, names))
            made.append(one)
        saves.append((who, numbers[who], pack(changes, None)))
    return sorted(draw(st.lists(st.sampled_from(saves), unique=True))) if draw(st.booleans()) else sorted(saves)


@given(logs())
def test_reading_a_log_gives_what_folding_every_change_gives(saves: list[Save]) -> None:
    read, every = state_of("case", saves), folded(saves)
    assert read == every and read is not None
    assert (read.latest, read.conflicts(), read.missing) == (every.latest, every.conflicts(), every.missing)
    assert all_rows(read, "aftale", "maal") == all_rows(every, "aftale", "maal")


@given(logs(), st.integers(0, 20))
def test_what_comes_later_finds_the_same_state(saves: list[Save], cut: int) -> None:
    read = state_of("case", saves[:cut])
    assert read is not None
    assert read.plus(change for save in saves[cut:] for change in unpack("case", *save).changes) == folded(saves)


def test_a_log_in_which_something_was_issued_again_is_not_read_this_way() -> None:
    save = msgspec.msgpack.encode([1, 5, 0, "fs", None, [], ["a", 1, bytes(32)]])
    assert state_of("case", [("b", 1, save)]) is None


@pytest.mark.parametrize("name", [[], ["a"], ["b", "c", "d"], ["a", 1, 2, 3]])
def test_a_name_that_is_none_is_told_as_such(name: list[object]) -> None:
    row = ["aftale", "navn", ANSWER_GIVEN, "Bo", [name]]
    with pytest.raises(ValueError, match=r".*"):
        state_of("case", [("a", 1, msgspec.msgpack.encode([1, 5, 0, "fs", None, [row]]))])
