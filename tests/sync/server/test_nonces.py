"""What was asked is remembered for as long as its time alone would let it be asked again."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, insert, select

from sync.server.nonces import forget, mark_of
from sync.server.tables import nonce
from sync.wire.requests import SKEW_MS, Auth

NOW = 1_790_000_123_456


@pytest.mark.parametrize("now_ms", [NOW, NOW - NOW % SKEW_MS, NOW - NOW % SKEW_MS - 1])
def test_nothing_that_could_be_asked_again_is_forgotten_and_what_could_not_is(now_ms: int) -> None:
    timely = [now_ms - SKEW_MS, now_ms, now_ms + SKEW_MS]
    late = [now_ms - 4 * SKEW_MS, 0]
    marks = {at: mark_of(Auth(bytes(32), bytes(32), at.to_bytes(32, "big"), at, bytes(64))) for at in (*timely, *late)}
    engine = create_engine("sqlite://")
    nonce.create(engine)
    with engine.begin() as connection:
        connection.execute(insert(nonce), [{"slot": one.slot, "mark": one.mark} for one in marks.values()])
        forget(connection, now_ms)
        left = {bytes(mark) for mark in connection.execute(select(nonce.c.mark)).scalars()}
    engine.dispose()
    assert left == {marks[at].mark for at in timely}
