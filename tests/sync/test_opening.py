"""The changes that columns give are those that the saves' own bytes give."""

from __future__ import annotations

import pytest
from hypothesis import given

from rygsaek.history.entries import unpack as unpack_entry
from rygsaek.history.nesting import DeepError
from sync.columns import pack, unpack
from sync.laid import read
from sync.opening import opened
from tests.support.packs import Packs, examples, packs


@examples(100)
@given(packs())
def test_what_each_save_says_is_what_its_bytes_say(some: Packs) -> None:
    for data in some:
        try:
            from_bytes = [unpack_entry("case", *save) for save in unpack(data)]
        except ValueError:
            with pytest.raises(ValueError, match=r".*"):
                opened("case", read(data))
        else:
            assert opened("case", read(data)) == from_bytes


def test_a_value_that_is_nested_without_end_is_refused() -> None:
    payload = b"\x96\x01\x05\x00\xa2fs\xc0\x91\x95\xa6aftale\xa4navn\xabAnswerGiven" + b"\x91" * 5000 + b"\xc0" + b"\x90"
    packed = pack([("a", 1, payload)])
    assert unpack(packed) == [("a", 1, payload)]
    with pytest.raises(DeepError):
        opened("case", read(packed))
