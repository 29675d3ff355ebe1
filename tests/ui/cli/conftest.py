"""Commands that run in this process unlock the same few vaults again and again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.vaults import remembered_stretching


@pytest.fixture(scope="module", autouse=True)
def stretched_once() -> Iterator[None]:
    with remembered_stretching():
        yield
