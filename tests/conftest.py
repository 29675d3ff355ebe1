"""What every test shares: windows are drawn offscreen, whatever screen there is; one store holds the offices of all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.support.office_stage import central as central
from tests.support.office_stage import empty as empty
from tests.support.office_stage import hire as hire
from tests.support.vaults import remembered_stretching
from ui.system import keep_singletons

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
keep_singletons()


@pytest.fixture(scope="session", autouse=True)
def stretched_once() -> Iterator[None]:
    """Most vaults are copies of a few, and are unlocked again and again."""
    with remembered_stretching():
        yield
