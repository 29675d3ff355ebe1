"""A database that goes away under a store that runs, and comes again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.errors import RefusedError
from tests.support.central import Central, Client, found
from tests.support.offices import Office
from tests.support.postgres import Postgres, wheel


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """One of this test's own, which it may stop."""
    one = Postgres(wheel())
    one.start()
    yield one
    one.remove()


@pytest.fixture
def store(postgres: Postgres, tmp_path: Path) -> Iterator[Central]:
    one = Central(tmp_path / "store", postgres.database(), ("--open",))
    one.init()
    one.start()
    yield one
    one.stop()


def test_while_it_is_away_whoever_asks_is_told_and_who_asks_first_when_it_is_back_is_served(
    store: Central, postgres: Postgres, office: Office
) -> None:
    client = Client(store.port, office.devices[0])
    found(client, office)
    postgres.stop()
    for _ in range(3):
        with pytest.raises(RefusedError) as refused:
            client.exchange()
        assert refused.value.code == "store.unavailable" and refused.value.retry_after_s
    before = seconds_of(store)
    time.sleep(0.5)  # nobody asks: it does nothing
    assert seconds_of(store) - before < 0.2
    postgres.start()
    client.exchange()
    time.sleep(1.1)  # longer than a connection is taken to stand unlooked at
    postgres.stop()
    postgres.start()
    client.exchange()
    client.close()


def seconds_of(store: Central) -> float:
    """What it has computed so far."""
    assert store.process is not None
    parts = Path(f"/proc/{store.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
