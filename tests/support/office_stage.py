"""What tests of the office share: a store that many offices may be founded in, and people with laptops.

Store and laptops are loaded when a test asks for them: those that do not begin half a second sooner.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.central import Central
    from tests.support.staff import Staffroom
    from tests.support.synced import Empty


@pytest.fixture(scope="session")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    """A store in which many offices may be founded. Whoever stops it starts it again on its port."""
    from tests.support.central import Central

    store = Central(tmp_path_factory.mktemp("store"), options=("--open",))
    store.init()
    store.start()
    yield store
    assert store.stop() == 0, store.log()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Empty:
    """A vault that laptops begin with a copy of."""
    from tests.support.synced import empty_vault

    return empty_vault(tmp_path_factory.mktemp("empty") / "profil")


@pytest.fixture
def hire(tmp_path: Path, empty: Empty) -> Iterator[Staffroom]:
    """Makes a person with a laptop and a vault; all are closed at the end."""
    from tests.support.staff import Staffroom

    room = Staffroom(tmp_path / "staff", empty)
    yield room
    room.close()
