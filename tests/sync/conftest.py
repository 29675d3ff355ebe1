"""A store that many tests share, and offices in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.central import Central
from tests.support.synced import SyncedOffice, empty_vault


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    """A store in which many offices may be founded."""
    store = Central(tmp_path_factory.mktemp("store"), options=("--open",))
    store.init()
    store.start()
    yield store
    store.stop()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A vault with nothing in it, to copy, and its ring."""
    return empty_vault(tmp_path_factory.mktemp("empty") / "profil")


@pytest.fixture
def office(tmp_path: Path, central: Central, empty: tuple[Path, bytes]) -> Iterator[SyncedOffice]:
    """An office with a founder and no laptops yet."""
    made = SyncedOffice(tmp_path, central, empty)
    yield made
    made.close()
