"""Packs of saves as several laptops may write them, and some as none of them would."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from rygsaek.history.changes import ANSWER_CLEARED, ANSWER_GIVEN, CASE, REDACTED, ROW_ADDED, ROW_REMOVED, UNDONE, Change
from rygsaek.history.clock import Stamp
from rygsaek.history.entries import NO_HASH, Entry, issued_again
from rygsaek.history.entries import pack as packed
from rygsaek.history.ids import ChangeId
from sync.columns import Save, pack

KINDS = (ANSWER_GIVEN, ANSWER_GIVEN, ANSWER_GIVEN, ANSWER_CLEARED, ROW_ADDED, ROW_REMOVED, REDACTED, UNDONE, "KindOfTheFuture")
REGISTERS = ("navn", "@adresse", "maal/r1", "maal/r1/^", "maal/r1/tekst", "maal/r2/tekst")
VALUES = ("Bo", "Bo", "Bo Krag", "", "æøå", "\0", None, True, 1, 1.0, {"vej": "Elmegade", "nr": 3}, ["a", 1], b"\0")
Packs = list[bytes]


def examples(count: int) -> settings:
    """So many, however busy the machine is."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def written(draw: st.DrawFn, most: int = 24) -> list[Save]:
    """Saves of up to four laptops: each supersedes what it sees, and sees what the others did now and then. Some name what
    stands elsewhere, or is never to come; some undo; some are of a later program, issued again, or no saves at all."""
    heads = {who: dict[tuple[str, str], tuple[ChangeId, ...]]() for who in "abcd"}
    numbers, made, saves = dict.fromkeys("abcd", 0), [ChangeId("b", "case", 3, 0)], list[Save]()
    is_wild, has_odd = draw(st.sampled_from([(False, False), (False, False), (True, False), (True, True)]))
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
        saves.append((who, numbers[who], draw(odd(Entry("case", who, 1, payload, NO_HASH))) if has_odd else payload))
    return saves


def odd(entry: Entry) -> st.SearchStrategy[bytes]:
    """A save as it is, nearly always; else of a later program (in its fields, or in its changes'), or issued again."""
    fields = msgspec.msgpack.decode(entry.payload)
    changes = [[*change, "senere"] for change in fields[5]]
    others = [[*fields, None, "senere"], [*fields, "senere"], [*fields[:5], changes], [*fields[:5], []], [2, -1, *fields[2:]]]
    return st.sampled_from([entry.payload] * 15 + [*map(msgspec.msgpack.encode, others), issued_again(entry)])


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
