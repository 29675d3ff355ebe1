"""A desk on a fresh vault, and a clock that the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rygsaek.casework import cases
from rygsaek.casework.desk import Desk
from tests.support.desks import ANNA, SetClock, new_desk


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    with new_desk(tmp_path / "vault", clock) as found:
        yield found


@pytest.fixture
def anna(desk: Desk) -> str:
    return cases.create_case(desk, ANNA)
