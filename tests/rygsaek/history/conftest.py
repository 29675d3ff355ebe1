"""Vaults that are cheap to have many of: one is made, the others are copies, and a copy numbers its changes anew."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rygsaek.history.journal import Journal
from rygsaek.vault.vault import Vault
from tests.support.vaults import create, journal_of, open_by_ring, ring_of

NewJournal = Callable[[], Journal]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """An empty vault's folder, closed, and its ring."""
    vault = create(tmp_path_factory.mktemp("empty") / "vault")
    ring = ring_of(vault)
    vault.close()
    return vault.folder, ring


@pytest.fixture
def new_journal(empty: tuple[Path, bytes], tmp_path: Path) -> Iterator[NewJournal]:
    """Journals of laptops that have nothing yet; their vaults are closed at the end."""
    opened: list[Vault] = []
    numbers = itertools.count()

    def new() -> Journal:
        folder = tmp_path / f"laptop{next(numbers)}"
        shutil.copytree(empty[0], folder)
        opened.append(open_by_ring(folder, empty[1]))
        return journal_of(opened[-1])

    yield new
    for vault in opened:
        vault.close()


@pytest.fixture
def journal(new_journal: NewJournal) -> Journal:
    return new_journal()
