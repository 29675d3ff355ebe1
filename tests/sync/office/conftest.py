"""A running store that any office may be founded in, and people with laptops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.central import Central
from tests.support.staff import Hire, hiring


@pytest.fixture(scope="session")
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    one = Central(tmp_path_factory.mktemp("central") / "store", "", ("--open",))
    one.init()
    one.start()
    yield one
    assert one.stop() == 0, one.log()


@pytest.fixture
def hire(tmp_path: Path) -> Iterator[Hire]:
    with hiring(tmp_path) as hire:
        yield hire
