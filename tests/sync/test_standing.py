"""What stands after packed saves is what folding every one of their changes makes stand."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rygsaek.history.changes import ANSWER_CLEARED, ANSWER_GIVEN, CASE, REDACTED, ROW_ADDED, ROW_REMOVED, UNDONE, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.entries import NO_HASH, Entry, issued_again
from rygsaek.history.entries import pack as packed
from rygsaek.history.entries import unpack as unpack_entry
from rygsaek.history.ids import ChangeId
from rygsaek.history.registers import CaseState, fold
from rygsaek.history.rows import all_rows
from sync import standing as module
from sync.columns import Save, pack, unpack
from sync.standing import standing
from sync.wire.codec import WireError

KINDS = (ANSWER_GIVEN, ANSWER_GIVEN, ANSWER_GIVEN, ANSWER_CLEARED, ROW_ADDED, ROW_REMOVED, REDACTED, UNDONE, "KindOfTheFuture")
REGISTERS = ("navn", "@adresse", "maal/r1", "maal/r1/^", "maal/r1/tekst", "maal/r2/tekst")
VALUES = ("Bo", "Bo", "Bo Krag", "", "æøå", "\0", None, True, 1, 1.0, {"vej": "Elmegade", "nr": 3}, ["a", 1], b"\0")
Packs = list[bytes]


def folded(packs: Packs) -> CaseState | None:
    """Every save given back, every change made, and folded one by one."""
    opened = [unpack_entry("case", *save) for data in packs for save in unpack(data)]
    if any(one.again is not None for one in opened):
        return None
    return fold(change for one in opened for change in one.changes)


@st.composite
def written(draw: st.DrawFn, most: int = 24) -> list[Save]:
    """Saves of up to four laptops: each supersedes what it sees, and sees what the others did now and then. Some name what
    stands elsewhere, or is never to come; some undo; some are of a later program, issued again, or no saves at all."""
    heads = {who: dict[tuple[str, str], tuple[ChangeId, ...]]() for who in "abcd"}
    numbers, made, saves, is_wild = dict.fromkeys("abcd", 0), [ChangeId("b", "case", 3, 0)], list[Save](), draw(st.booleans())
    for _ in range(draw(st.integers(0, most))):
        who, changes = draw(st.sampled_from("aabcd")), list[Change]()
        numbers[who] += 1
        if draw(st.integers(0, 9)) == 0:
            heads[who] |= heads[draw(st.sampled_from("abcd"))]
        at = Stamp(draw(st.integers(0, 9)), draw(st.integers(0, 1)))
        for n in range(draw(st.sampled_from((1, 1, 1, 3)))):
            one, kind, value = ChangeId(who, "case", numbers[who], n), draw(st.sampled_from(KINDS)), draw(st.sampled_from(VALUES))
            key = draw(st.sampled_from(["aftale", CASE])), draw(st.sampled_from(REGISTERS))
            names = heads[who].get(key, ())
            if is_wild and draw(st.integers(0, 5)) == 0:
                names = tuple(name for name in draw(st.lists(st.sampled_from(made), max_size=3, unique=True)) if name != one)
            if kind == ROW_REMOVED:
                value = {"seen": [[*name[:1], *name[2:]] for name in made], "wins": draw(st.booleans())}
            changes.append(Change(one, at, who, *key, kind, value, names))
            heads[who][key] = (one,)
            made.append(one)
        payload = packed(changes, draw(st.none() | st.integers(1, 30)))
        saves.append((who, numbers[who], draw(odd(Entry("case", who, 1, payload, NO_HASH))) if is_wild else payload))
    return saves


def odd(entry: Entry) -> st.SearchStrategy[bytes]:
    """A save as it is, nearly always; else of a later program (in its fields, or in its changes'), or issued again."""
    fields = msgspec.msgpack.decode(entry.payload)
    changes = [[*change, "senere"] for change in fields[5]]
    others = [[*fields, None, "senere"], [*fields, "senere"], [*fields[:5], changes], [*fields[:5], []], [2, -1, *fields[2:]]]
    return st.sampled_from([entry.payload] * 30 + [*map(msgspec.msgpack.encode, others), issued_again(entry)])


@st.composite
def packs(draw: st.DrawFn) -> Packs:
    """Saves in one pack or in several; a few are missing, and now and then one is there twice."""
    saves = draw(written())
    if draw(st.integers(0, 3)) == 0:
        saves = draw(st.lists(st.sampled_from(saves), max_size=30)) if saves else []
    order = draw(st.sampled_from([sorted(saves), saves]))
    cuts = sorted(draw(st.lists(st.integers(0, len(saves)), max_size=2)))
    by_laptop = [[save for save in order if save[0] == who] for who in "abcd"]
    parts = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    return [pack(some) for some in draw(st.sampled_from([parts, by_laptop]))]


def ids(state: CaseState) -> list[bool]:
    return [state.has(ChangeId(who, "case", txn, n)) for who in "abcd" for txn in range(26) for n in range(3)]


@settings(max_examples=150)
@given(packs())
def test_what_stands_is_what_folding_every_change_gives(some: Packs) -> None:
    try:
        every = folded(some)
    except ValueError:
        with pytest.raises(ValueError, match=r".*"):
            standing("case", some)
        return
    read = standing("case", some)
    assert read == every
    if read is not None and every is not None:
        assert (read.latest, read.conflicts(), read.missing) == (every.latest, every.conflicts(), every.missing)
        assert (read.pending, ids(read)) == (every.pending, ids(every))
        assert all_rows(read, "aftale", "maal") == all_rows(every, "aftale", "maal")


@settings(max_examples=40)
@given(written(), st.integers(0, 24))
def test_what_comes_later_finds_the_same_state(saves: list[Save], cut: int) -> None:
    try:
        every, later = folded([pack(saves)]), [change for save in saves[cut:] for change in unpack_entry("case", *save).changes]
    except ValueError:
        return
    read = standing("case", [pack(saves[:cut])])
    if every is not None and read is not None:
        assert read.plus(later) == every


@settings(max_examples=100)
@given(written(8), st.data())
def test_a_pack_that_was_tampered_with_is_refused_or_stands_as_its_saves_do(saves: list[Save], data: st.DataObject) -> None:
    tampered = bytearray(pack(saves))
    for _ in range(data.draw(st.integers(1, 4))):
        tampered[data.draw(st.integers(0, len(tampered) - 1))] = data.draw(st.integers(0, 255))
    try:
        every = folded([bytes(tampered)])
    except ValueError as error:
        with pytest.raises(WireError if isinstance(error, WireError) else ValueError):
            standing("case", [bytes(tampered)])
        return
    assert standing("case", [bytes(tampered)]) == every


def test_of_two_forks_no_save_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(case: str, laid: Sequence[object]) -> None:
        raise AssertionError("save by save")

    forks = [fork(who) for who in "ab"]
    every = folded(forks)
    monkeypatch.setattr(module, "_folded", refuse)
    read = standing("case", forks)
    assert read == every and read is not None
    assert read.conflicts() == tuple(sorted(("aftale", f"felt{n}") for n in range(7)))


def fork(who: str) -> bytes:
    """Twenty saves of one laptop in seven fields."""
    saves = []
    for txn in range(1, 21):
        gone = (ChangeId(who, "case", txn - 7, 0),) if txn > 7 else ()
        one = Change(
            ChangeId(who, "case", txn, 0), Stamp(txn, 0), who, "aftale", f"felt{txn % 7}", ANSWER_GIVEN, f"{who}{txn}", gone
        )
        saves.append((who, txn, packed([one], None)))
    return pack(saves)
