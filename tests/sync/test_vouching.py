"""What a checkpoint may not say of chains that a lead vouches for: nobody has their envelopes to hold it against."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from rygsaek.history.entries import Entry
from sync.aside import AsideError
from sync.sealing.bodies import Covered
from sync.vouching import Vouched, all_of, check, put
from tests.support.offices import CASE
from tests.support.small_laptops import pattern

ONE, TWO, OTHER = b"1" * 32, b"2" * 32, b"o" * 32
SURE = Vouched("hendes", b"d" * 32, 4, b"i" * 32, 7, TWO)
END = Covered("hendes", 7, TWO, SURE.device, 4, SURE.id)
SAVES = {6: ONE, 7: TWO}


def refused(end: Covered | None, saves: dict[int, bytes]) -> str:
    entries = [Entry(CASE, "hendes", n, b"", hash_) for n, hash_ in saves.items()]
    try:
        check({"hendes": SURE}, () if end is None else (end,), entries)
    except AsideError as error:
        return error.reason
    return ""


def test_it_says_of_each_what_the_lead_saw_or_more_behind_it() -> None:
    assert refused(END, SAVES) == refused(replace(END, seq=5, id=OTHER, last=8), {**SAVES, 8: OTHER}) == ""
    wrong: dict[str, tuple[Covered | None, dict[int, bytes]]] = {
        "nothing": (None, SAVES),
        "less": (replace(END, seq=3), SAVES),
        "its last save is not there": (END, {6: ONE}),
        "another save": (END, {**SAVES, 7: OTHER}),
        "another save under more": (replace(END, seq=5, last=8), {**SAVES, 7: OTHER, 8: ONE}),
        "another envelope": (replace(END, id=OTHER), SAVES),
        "more in the same envelopes": (replace(END, last=8), {**SAVES, 8: ONE}),
        "another laptop": (replace(END, device=OTHER), SAVES),
        "another laptop under more": (replace(END, device=OTHER, seq=5, last=8), {**SAVES, 8: ONE}),
    }
    assert {what: refused(*said) for what, said in wrong.items()} == dict.fromkeys(wrong, "checkpoint.differs")


def test_the_furthest_that_a_lead_has_vouched_for_counts() -> None:
    further: dict[str, Any] = {"seq": 6, "id": ONE, "last": 9, "hash": ONE}
    with pattern().write() as tx:
        for one in (SURE, SURE._replace(**further), SURE):
            put(tx, CASE, one)
        assert all_of(tx, CASE) == {"hendes": SURE._replace(**further)}
