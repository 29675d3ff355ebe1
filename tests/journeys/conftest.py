"""A desk put together as the program does it, and the door that papers leave by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rygsaek.casework.desk import Desk
from rygsaek.paper.exits import Exits
from tests.support.wired import exits_of, new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_desk(tmp_path / "profile") as found:
        yield found


@pytest.fixture
def exits(desk: Desk) -> Exits:
    return exits_of(desk)
