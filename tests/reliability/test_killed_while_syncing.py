"""A few rounds of two laptops and a store that are killed, and the sabotage."""

from __future__ import annotations

import pytest

from tests.long import sync_kills

pytestmark = [pytest.mark.xdist_group("sync kills"), pytest.mark.timeout(400)]


def test_no_kill_of_laptop_or_store_loses_what_was_acknowledged() -> None:
    assert sync_kills.run(0, 3).startswith("4 rounds")


def test_an_acknowledged_save_that_is_nowhere_is_found_out() -> None:
    with pytest.raises(AssertionError, match="lost 1 acknowledged saves"):
        sync_kills.run(0, 0, acknowledges_nothing=True)
