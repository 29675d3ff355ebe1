"""A laptop that dies while it sends and gets: a few of the steps; all of them in `long sync_deaths`."""

from __future__ import annotations

from tests.long.sync_deaths import PUT_BACK, World, named
from tests.support.synced import SyncedOffice


def test_a_laptop_that_dies_on_the_way_loses_nothing(office: SyncedOffice) -> None:
    world = World(office)
    assert [world.one(step, is_put_back=False) for step in (1, 3, 6, PUT_BACK)] == [True, True, True, False]
    world.end()


def test_the_places_that_commit_or_send_are_found_by_reading_the_source() -> None:
    assert {"ask", "post", "prepare", "keep", "keep_heads", "in_one", "_lay", "begin_again"} <= {one.function for one in named()}
