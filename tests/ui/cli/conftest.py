"""A user whose commands run in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.synced import Empty
from tests.support.terminals import Terminal, terminal_of


@pytest.fixture
def user(tmp_path: Path, empty: Empty) -> Terminal:
    """A user at a terminal, with an empty vault."""
    return terminal_of(tmp_path / "lise", empty)
