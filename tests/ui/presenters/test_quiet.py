"""Quiet minutes: dim, pause, lock, and any touch counts."""

from __future__ import annotations

from ui.presenters.quiet import Quiet, QuietLimits

MINUTE = 60.0


def test_a_table_where_something_happens_stays_awake() -> None:
    quiet = Quiet(QuietLimits(), now_s=0)
    for minute in range(0, 60, 4):
        quiet.touched(minute * MINUTE)
        assert quiet.state((minute + 4.9) * MINUTE) == "awake"


def test_five_fifteen_and_thirty_quiet_minutes_dim_pause_and_lock() -> None:
    quiet = Quiet(QuietLimits(), now_s=100)
    told = {minute: quiet.state(100 + minute * MINUTE) for minute in (0, 4.99, 5, 14.99, 15, 29.99, 30, 600)}
    assert told == {0: "awake", 4.99: "awake", 5: "dim", 14.99: "dim", 15: "pause", 29.99: "pause", 30: "lock", 600: "lock"}


def test_a_touch_in_the_dim_wakes_the_screen() -> None:
    quiet = Quiet(QuietLimits(), now_s=0)
    assert quiet.state(6 * MINUTE) == "dim"
    quiet.touched(6 * MINUTE)
    assert quiet.state(6 * MINUTE) == "awake"
    assert quiet.state(10.9 * MINUTE) == "awake"


def test_the_next_step_is_told_so_that_one_timer_is_enough() -> None:
    quiet = Quiet(QuietLimits(), now_s=0)
    assert quiet.next_step_s(MINUTE) == 4 * MINUTE
    assert quiet.next_step_s(5 * MINUTE) == 10 * MINUTE
    assert quiet.next_step_s(30 * MINUTE) is None


def test_a_municipality_may_lock_where_others_pause() -> None:
    quiet = Quiet(QuietLimits(dim_min=1, pause_min=2, lock_min=2), now_s=0)
    assert quiet.state(2 * MINUTE) == "lock"
