"""How much is asked for at once follows from the line: all streams are used, and what somebody opens need not wait long."""

from __future__ import annotations

from sync.fetching import CASES_AT_ONCE, LINES_AT_ONCE, QUICK_MS, QUICKLY, SLOW, SLOWLY, TELLING_BYTES, Fetching, want
from sync.session import STREAMS, Content
from tests.support.synced import SyncedOffice

MANY = STREAMS * LINES_AT_ONCE * QUICKLY


def first_of(fetching: Fetching) -> Content:
    """What it would ask for now."""
    one = next(Fetching(fetching.vault, fetching.is_quick, fetching.is_slow).wanted())
    assert len({case.case for case in one.cases}) == len(one.cases)
    return one


def test_fewer_cases_go_into_a_question_where_the_line_is_slow_and_more_where_it_is_quick(office: SyncedOffice) -> None:
    vault = office.laptop().vault
    with vault.write() as tx:
        want(tx, [f"sag{number:07}" for number in range(MANY)])
    fetching, size, middling = Fetching(vault), TELLING_BYTES, 2 * QUICK_MS
    assert len(first_of(fetching).cases) == LINES_AT_ONCE
    with vault.write() as tx:
        tx.execute("DELETE FROM sync_fetching WHERE stage = 'summary'")
    large = SLOW * middling
    for size_bytes, took_ms, expected in (
        (large, middling, CASES_AT_ONCE),
        (large - 1, middling, CASES_AT_ONCE // SLOWLY),
        (size - 1, 10 * middling, CASES_AT_ONCE // SLOWLY),  # too little to tell
        (large, middling, CASES_AT_ONCE),
        (size - 1, 10 * middling, CASES_AT_ONCE),
        (large, QUICK_MS - 1, CASES_AT_ONCE * QUICKLY),
    ):
        fetching.heard(size_bytes, took_ms)
        assert len(first_of(fetching).cases) == expected, (size_bytes, took_ms)


def test_a_few_cases_are_shared_among_all_streams(office: SyncedOffice) -> None:
    vault = office.laptop().vault
    with vault.write() as tx:
        want(tx, [f"sag{number:07}" for number in range(STREAMS + 1)])
    assert [len(one.cases) for one in Fetching(vault).wanted()] == [2, 2, 1]
