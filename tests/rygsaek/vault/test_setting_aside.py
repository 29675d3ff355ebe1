"""A damaged vault goes out of the way whole, never over another, and never from under another process."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.errors import VaultError
from rygsaek.vault.opening import LOCK
from rygsaek.vault.setting_aside import put_back, set_aside
from rygsaek.vault.system import lock_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "vault.db").write_bytes(b"sealed")
    return tmp_path / "vault"


def test_each_gets_a_name_of_its_own_and_keeps_what_was_in_it(folder: Path) -> None:
    first = set_aside(folder)
    folder.mkdir()
    second = set_aside(folder)
    assert (first.name, second.name) == ("vault.damaged-1", "vault.damaged-2")
    assert (first / "vault.db").read_bytes() == b"sealed"
    assert not folder.exists()


def test_it_can_stand_again(folder: Path) -> None:
    put_back(set_aside(folder), folder)
    assert (folder / "vault.db").read_bytes() == b"sealed"


def test_one_that_is_open_stays(folder: Path) -> None:
    held = lock_file(folder / LOCK)
    assert held is not None
    with held, pytest.raises(VaultError) as refused:
        set_aside(folder)
    assert refused.value.code == "vault.open_elsewhere"
    assert folder.exists()


def test_where_there_is_none_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(VaultError) as refused:
        set_aside(tmp_path / "vault")
    assert refused.value.code == "vault.missing"
