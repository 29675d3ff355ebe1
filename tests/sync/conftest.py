"""A store that many tests share, and offices in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.central import Central
from tests.support.synced import Empty, SyncedOffice


@pytest.fixture
def office(tmp_path: Path, central: Central, empty: Empty) -> Iterator[SyncedOffice]:
    """An office with a founder and no laptops yet."""
    made = SyncedOffice(tmp_path, central, empty)
    yield made
    made.close()
