"""The changes that columns give are those that the saves' own bytes give."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from rygsaek.history.entries import unpack as unpack_entry
from sync.columns import unpack
from sync.laid import read
from sync.opening import opened
from tests.support.packs import Packs, packs


@settings(max_examples=100)
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
