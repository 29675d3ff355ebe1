"""People with laptops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.staff import Staffroom


@pytest.fixture
def hire(tmp_path: Path, empty: tuple[Path, bytes]) -> Iterator[Staffroom]:
    """Makes a person with a laptop and a vault; all are closed at the end."""
    room = Staffroom(tmp_path, empty)
    yield room
    room.close()
