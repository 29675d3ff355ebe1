"""When to talk: soon after a wish, seldom while it fails, and never all laptops at once."""

from __future__ import annotations

import pytest

from sync.schedule import (
    AFTER_NETWORK_MS,
    AFTER_SAVE_MS,
    FIRST_RETRY_MS,
    LAST_RETRY_MS,
    METERED_REST_MS,
    REST_MS,
    SPREAD,
    Schedule,
)

NOW = 1_790_000_000_000


def test_it_rests_after_it_went_well_and_no_two_rest_alike() -> None:
    dues = {Schedule(NOW).done(NOW, chance).due_ms - NOW for chance in (0.0, 0.25, 0.5, 0.75, 1.0)}
    assert len(dues) == 5
    assert min(dues) == int(REST_MS * (1 - SPREAD))
    assert max(dues) == int(REST_MS * (1 + SPREAD))


def test_it_tries_less_and_less_often_while_it_fails() -> None:
    schedule, pauses = Schedule(NOW), []
    for _ in range(12):
        schedule = schedule.failed(NOW, 0.5)
        pauses.append(schedule.due_ms - NOW)
    assert pauses[0] == FIRST_RETRY_MS
    assert pauses == sorted(pauses)
    assert pauses[-1] == LAST_RETRY_MS
    assert schedule.done(NOW, 0.5).failed(NOW, 0.5).due_ms == NOW + FIRST_RETRY_MS


def test_it_waits_as_long_as_the_store_asks_for() -> None:
    assert Schedule(NOW).failed(NOW, 0.5, retry_after_ms=90_000).due_ms == NOW + 90_000


def test_a_network_that_appears_makes_it_soon_and_forgets_the_failures() -> None:
    failed = Schedule(NOW).failed(NOW, 0.5).failed(NOW, 0.5).failed(NOW, 0.5)
    soon = failed.network_appeared(NOW, 1.0)
    assert (soon.due_ms, soon.failures) == (NOW + AFTER_NETWORK_MS, 0)


def test_what_was_saved_goes_within_a_minute_or_so_unless_the_store_is_away() -> None:
    rested = Schedule(NOW).done(NOW, 0.5)
    assert rested.saved(NOW, 0.5).due_ms == NOW + AFTER_SAVE_MS
    away = rested.failed(NOW, 0.5).failed(NOW, 0.5)
    assert away.saved(NOW, 0.5) == away


def test_a_line_that_costs_is_used_seldom() -> None:
    metered = Schedule(NOW, is_metered=True).done(NOW, 0.5)
    assert metered.due_ms == NOW + METERED_REST_MS
    assert metered.saved(NOW, 0.5) == metered


@pytest.mark.parametrize(("due", "is_due"), [(NOW, True), (NOW + 1, False), (NOW - 1, True), (NOW + 10**10, True)])
def test_a_clock_that_was_set_back_keeps_nobody_waiting(due: int, is_due: bool) -> None:
    assert Schedule(due).is_due(NOW) is is_due
