"""Saves go into columns and come back the same bytes, whatever they are."""

from __future__ import annotations

import random
import tracemalloc
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rygsaek.history.changes import ANSWER_CLEARED, ANSWER_GIVEN, Change
from rygsaek.history.clock import LAST_MS, Stamp
from rygsaek.history.entries import NO_HASH, Entry, issued_again
from rygsaek.history.entries import pack as packed
from rygsaek.history.ids import ChangeId
from rygsaek.history.nesting import DEEPEST
from sync import columns, laid
from sync.columns import Save, pack, unpack
from sync.laid import MOST, Columns, read
from sync.opening import opened
from sync.planes import column, numbers
from sync.sealing.bodies import ChangesBody, SaveHead, pack_body, read_body
from sync.values import END, Values, laid_out
from sync.wire.codec import KIB, MIB, WireError, decode, encode
from tests.support.offices import refused

CASE = "sag1234567"
Saved = tuple[list[Save], dict[str, tuple[ChangeId, ...]]]


def course(
    seed: object, count: int, incarnation: str = "minbaerbar", before: dict[str, tuple[ChangeId, ...]] | None = None
) -> Saved:
    """So many saves as the log writes them, and what stands after; some fill several registers, some clear one."""
    chance, heads, ms, saves = random.Random(repr(seed)), dict(before or {}), 1_790_000_000_000, []
    for txn in range(1, count + 1):
        ms += chance.randint(0, 90_000)
        changes = []
        for n in range(chance.choice((1, 1, 1, 4))):
            register, one = f"felt{chance.randint(0, 20)}", ChangeId(incarnation, CASE, txn, n)
            value = chance.choice(("tekst om hverdagen", "æøå", None, True, 7, 1.5, ["a", {"b": 1}], f"{txn}", END, ""))
            kind = ANSWER_CLEARED if value is None else ANSWER_GIVEN
            changes.append(Change(one, Stamp(ms, txn % 3), "lise", "aftale", register, kind, value, heads.get(register, ())))
            heads[register] = (one,)
        saves.append((incarnation, txn, packed(changes, txn - 1 if txn % 50 == 0 else None)))
    return saves, heads


def test_a_case_comes_back_byte_for_byte() -> None:
    saves, _ = course(1, 300)
    assert unpack(pack(saves)) == saves


def test_a_day_of_a_case_comes_back_though_what_it_supersedes_is_not_in_it() -> None:
    saves, _ = course(2, 300)
    assert unpack(pack(saves[280:])) == saves[280:]


def test_two_laptops_that_wrote_on_each_others_work_come_back() -> None:
    first, heads = course(3, 40)
    second, heads = course(4, 40, "dinbaerbar", heads)
    third, _ = course(5, 40, "tredje", heads)
    both = [*first, *second, *third]
    assert unpack(pack(both)) == both
    assert unpack(pack([*third, *first, *second])) == [*third, *first, *second]


def test_what_was_written_apart_and_chosen_between_stands_in_columns() -> None:
    a, b, c, d = (
        ChangeId(who, CASE, txn, 0) for who, txn in (("minbaerbar", 1), ("dinbaerbar", 1), ("minbaerbar", 2), ("tredje", 1))
    )
    named = {a: (), b: (), c: (a, b), d: (a,)}
    saves = [
        (one.incarnation, one.txn, packed([replace(answer(1), id=one, supersedes=named[one])], None)) for one in (a, b, c, d)
    ]
    assert unpack(pack(saves)) == saves
    assert not decode(pack(saves), Columns, 1 << 20).odd


def test_what_was_issued_again_comes_back() -> None:
    saves, _ = course(6, 10)
    again = [("nyligt", txn, issued_again(Entry(CASE, who, txn, payload, NO_HASH))) for who, txn, payload in saves]
    assert unpack(pack([*saves, *again])) == [*saves, *again]


def test_an_id_that_is_nothing_but_zeros_comes_back() -> None:
    """What was issued again may name a number that is its own now, in the words of another incarnation."""
    changes = [["aftale", "@adresse", "AnswerGiven", "a", []], ["aftale", "navn", "AnswerGiven", "b", [[2, 0]]]]
    payload = msgspec.msgpack.encode([1, 1, 1, "fs", None, changes, ["another", 3, bytes(32)]])
    assert unpack(pack([("minbaerbar", 2, payload)])) == [("minbaerbar", 2, payload)]
    assert not decode(pack([("minbaerbar", 2, payload)]), Columns, 1 << 20).odd


def test_what_columns_would_not_give_back_travels_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    saves, _ = course("whole", 5)
    right = columns.unpack
    monkeypatch.setattr(columns, "unpack", lambda data: right(data)[::-1])
    made = pack(saves)
    monkeypatch.undo()
    assert unpack(made) == saves
    assert len(decode(made, Columns, 1 << 20).odd) == 5


def test_a_save_of_another_make_travels_whole_and_its_neighbours_do_not_mind() -> None:
    saves, _ = course(7, 5)
    odd = [
        b"",
        b"\xc1",
        b"nothing of ours",
        msgspec.msgpack.encode([2, 1, 0, "a", None, []]),
        b"\x96\x01\xcd\x00\x01" + saves[0][2][2:],
    ]
    mixed = [
        save for txn, (one, payload) in enumerate(zip(saves, odd, strict=True), 1) for save in (one, ("anden", txn, payload))
    ]
    assert unpack(pack(mixed)) == mixed


def test_nothing_is_something_too() -> None:
    assert unpack(pack([])) == []


def test_columns_pack_to_less_than_the_saves_themselves() -> None:
    saves, _ = course(8, 300)
    whole = zstandard.compress(b"".join(payload for _, _, payload in saves), 12)
    assert len(zstandard.compress(pack(saves), 12)) < 0.8 * len(whole)


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=6) | st.binary(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(["a", "b", "minbaerbar", "dinbaerbar", ""])
small = st.integers(0, 6) | st.integers(0, 2**64 - 1)
ids = st.lists(st.tuples(small, small) | st.tuples(names, small, small), max_size=3)
change = st.tuples(names, names, names, anything, ids) | st.tuples(names, names, names, st.text(max_size=9), ids)
payload = st.tuples(st.just(1), small, small, names, st.none() | small, st.lists(change, max_size=3)).map(list)
written = st.builds(lambda said, more: msgspec.msgpack.encode([*said, *more]), payload, st.lists(anything, max_size=1))
save = st.tuples(names, st.integers(1, 5), written | st.binary(max_size=12) | anything.map(msgspec.msgpack.encode))


@settings(max_examples=150)
@given(st.lists(save, max_size=12))
def test_any_saves_in_any_order_come_back_byte_for_byte(saves: list[Save]) -> None:
    assert unpack(pack(saves)) == saves


@settings(max_examples=150)
@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=20) | st.lists(st.integers(0, 300), max_size=20))
def test_numbers_come_back_from_their_planes(values: list[int]) -> None:
    assert list(numbers(column(values), len(values))) == values


@settings(max_examples=150)
@given(st.data())
def test_columns_that_were_tampered_with_are_refused_or_give_some_saves(data: st.DataObject) -> None:
    packed = bytearray(pack(course(9, 6)[0]))
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = unpack(bytes(packed))
    except WireError:
        return
    assert all(type(payload) is bytes for _, _, payload in found)


@settings(max_examples=60)
@given(st.lists(anything, min_size=14, max_size=14).map(msgspec.msgpack.encode) | st.binary(max_size=60))
def test_what_is_no_columns_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        unpack(data)


def test_a_few_bytes_that_claim_many_saves_are_refused_before_any_is_made() -> None:
    said = decode(pack(course(10, 3)[0]), Columns, 10**6)
    for count, code in ((2**40, "columns.too_large"), (1000, "columns.unreadable")):
        with refused(code):
            unpack(encode(replace(said, runs=((0, 1, count),))))


def bomb(kind: str, count: int) -> bytes:
    """A pack that claims many things in few bytes, once compressed."""
    one = decode(pack([("minbaerbar", 1, packed([answer(1)], None))]), Columns, 10**6)
    empty = replace(one, since=0, by=(), keys=(), kinds=(), latest=laid_out([]))
    texts = Values(b"", (count - 1) * END.encode(), ())
    match kind:
        case "saves":
            said = replace(one, runs=((0, 1, count),), earlier=texts)
        case "changes in one save":
            said = replace(one, of_saves=(*one.of_saves[:4], column([count - 1])), earlier=texts)
        case "others":
            said = replace(one, runs=((0, 1, count),), earlier=laid_out([[]] * (count - 1)))
        case "lists in one value":
            said = replace(one, latest=laid_out([[[]] * count]))
        case "behind the known fields":
            said = replace(one, later=((0, [[]] * count),))
        case "in one odd save":
            payload = msgspec.msgpack.encode([1, 1, 0, "fs", None, [["aftale", "felt", ANSWER_GIVEN, [[]] * count, []]]])
            said = replace(empty, odd=((0, payload),))
        case "odd saves":
            said = replace(empty, runs=((0, 1, count),), odd=tuple((place, b"") for place in range(count)))
        case "runs":
            said = replace(one, runs=((0, 1, 1),) * count, earlier=texts)
        case "ids":
            far = column([*(0 for _ in range(999)), count + 1])
            ids = (column([1] * count), b"", b"")
            said = replace(
                one, runs=((0, 1, 1000),), earlier=laid_out([""] * 999), of_changes=(*one.of_changes[:2], far), of_ids=ids
            )
        case _:
            said = replace(one, by=("",) * count)
    return encode(said)


KINDS = ("saves", "changes in one save", "others", "ids", "odd saves", "runs")
THINGS = ("lists in one value", "behind the known fields", "in one odd save", "names")


@pytest.mark.parametrize("kind", [*KINDS, *THINGS])
def test_a_few_bytes_that_make_more_things_than_any_history_has_are_refused_before_they_are_made(kind: str) -> None:
    with patch.multiple(laid, MOST=2_000, MOST_THINGS=20_000):
        assert read(bomb(kind, 2_000)).said.runs
        data = bomb(kind, 200_000 if kind in THINGS else 20_000)
        assert len(zstandard.compress(data)) < len(data) / 2
        tracemalloc.start()
        with refused("columns.too_large"):
            read(data)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 3 * MIB


def test_so_is_a_body_that_tells_of_more_colleagues_than_there_are() -> None:
    heads = (SaveHead("a", 1, bytes(32)),) * (2**18 + 1)
    body = pack_body(ChangesBody(1, CASE, "minbaerbar", 1, 1, bytes(32), 1, 1, bytes(32), heads, b""))
    assert len(body) < 4 * KIB
    with refused("body.too_large"):
        read_body(body, ChangesBody)


def test_a_history_as_long_as_any_goes_into_one_pack() -> None:
    data = bomb("saves", MOST)
    assert len(read(data).key) == MOST


@pytest.mark.parametrize("wrong", ["twice", "document twice", "unused", "no end", "no text", "beyond the calendar", "before it"])
def test_columns_that_do_not_fit_together_are_refused(wrong: str) -> None:
    said = decode(pack([("a", txn, packed([answer(txn)], None)) for txn in range(1, 4)]), Columns, 10**6)
    (document, names), latest, steps = said.keys[0], said.latest, said.of_saves[1:]
    two, one = replace(latest, texts=latest.texts * 2), replace(said.earlier, texts=said.earlier.texts[: len(latest.texts)])
    by_turns = replace(said, latest=two, earlier=one, of_changes=(column([0, 1, 0]), *said.of_changes[1:]))
    changed = {
        "twice": replace(by_turns, keys=((document, names * 2),)),
        "document twice": replace(by_turns, keys=said.keys * 2),
        "unused": replace(said, keys=(*said.keys, ("andet", names)), latest=two, earlier=latest),
        "no end": replace(said, latest=replace(latest, texts=latest.texts + b"mere")),
        "no text": replace(said, latest=replace(latest, texts=b"\xff\0")),
        "beyond the calendar": replace(said, since=LAST_MS),
        "before it": replace(said, of_saves=(column([-2, 1, 1]), *steps)),
    }
    for sound in (said, replace(by_turns, keys=((document, (*names, "andet")),))):
        assert len(unpack(encode(sound))) == 3
    with refused("columns.unreadable"):
        unpack(encode(changed[wrong]))


@pytest.mark.parametrize("where", ["value", "earlier value", "later field"])
def test_columns_hold_values_as_deep_as_a_save_may_and_none_deeper(where: str) -> None:
    def laid(levels: int) -> bytes:
        deep: Any = 0
        for _ in range(levels):
            deep = [deep]
        said = decode(pack([("a", txn, packed([replace(answer(txn), value=txn)], None)) for txn in (1, 2)]), Columns, 10**6)
        fields = {"value": "latest", "earlier value": "earlier"}
        if where == "later field":
            return encode(replace(said, later=((0, [None, deep]),)))
        values = replace(getattr(said, fields[where]), others=(deep,))
        return encode(replace(said, **{fields[where]: values}))

    above = 1 if where == "later field" else 3
    assert len(opened("sag", read(laid(DEEPEST - above)))) == 2
    with refused("columns.too_deep"):
        read(laid(DEEPEST - above + 1))


def test_a_save_of_no_time_that_can_be_shown_travels_whole() -> None:
    saves = [("a", 1, packed([replace(answer(1), at=Stamp(LAST_MS + 1, 0))], None))]
    assert unpack(pack(saves)) == saves
    assert len(decode(pack(saves), Columns, 10**6).odd) == 1


def test_a_long_name_used_often_is_refused_before_any_of_it_is_made() -> None:
    saves = [("minbaerbar", txn, packed([answer(txn)], None)) for txn in range(1, 301)]
    said = decode(pack(saves), Columns, 10**6)
    assert len(unpack(encode(replace(said, keys=(("x" * 10_000, ("felt",)),))))) == 300
    with refused("columns.too_large"):
        unpack(encode(replace(said, keys=(("x" * 1_000_000, ("felt",)),))))


def test_so_is_a_long_name_of_another_incarnation_whose_changes_are_superseded_often() -> None:
    theirs = [ChangeId("dinbaerbar", CASE, txn, 0) for txn in range(1, 301)]
    saves = [("minbaerbar", one.txn, packed([replace(answer(1), supersedes=(one,))], None)) for one in theirs]
    said = decode(pack(saves), Columns, 10**6)
    assert said.incarnations == ("minbaerbar", "dinbaerbar")
    assert len(unpack(encode(replace(said, incarnations=("minbaerbar", "x" * 10_000))))) == 300
    with refused("columns.too_large"):
        unpack(encode(replace(said, incarnations=("minbaerbar", "x" * 1_000_000))))


def answer(txn: int) -> Change:
    one = ChangeId("minbaerbar", CASE, txn, 0)
    before = (ChangeId("minbaerbar", CASE, txn - 1, 0),) if txn > 1 else ()
    return Change(one, Stamp(txn, 0), "lise", "aftale", "felt", ANSWER_GIVEN, "tekst", before)
