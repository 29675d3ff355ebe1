"""What tests of the office share: a store that many offices may be founded in, and people with laptops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.central import Central
from tests.support.staff import Staffroom
from tests.support.synced import empty_vault


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
def hire(tmp_path: Path, empty: tuple[Path, bytes]) -> Iterator[Staffroom]:
    """Makes a person with a laptop and a vault; all are closed at the end."""
    room = Staffroom(tmp_path / "staff", empty)
    yield room
    room.close()
