"""Erasing a vault."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from rygsaek.errors import DiskError, VaultError
from rygsaek.vault.erasing import erase
from rygsaek.vault.keys import COPIES, DATABASE
from rygsaek.vault.vault import Vault
from tests.rygsaek.vault.conftest import THINGS, Made
from tests.support.vaults import PASSPHRASE


def test_nothing_is_left_of_an_erased_vault(made: Made) -> None:
    erase(made.vault)
    assert not made.folder.exists()
    assert not made.vault.is_open
    with pytest.raises(VaultError) as refused:
        Vault.open(made.folder, PASSPHRASE, migrations=THINGS)
    assert refused.value.code == "vault.missing"


def test_what_others_have_put_beside_it_stays(made: Made) -> None:
    (made.folder / "fremmed").mkdir()
    erase(made.vault)
    assert [path.name for path in made.folder.iterdir()] == ["fremmed"]


def test_a_kill_after_the_keys_leaves_nothing_that_opens(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [(made.folder / name).read_bytes() for name in COPIES]

    def killed(path: Path, *_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "unlink", killed)
    with pytest.raises(KeyboardInterrupt):
        erase(made.vault)
    monkeypatch.undo()
    assert (made.folder / DATABASE).exists()
    assert [(made.folder / name).read_bytes() for name in COPIES] != keys
    with pytest.raises(VaultError) as refused:
        Vault.open(made.folder, PASSPHRASE, migrations=THINGS)
    assert refused.value.code == "vault.keys_damaged"


def test_a_disk_that_does_not_let_it_is_told_and_it_can_be_tried_again(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(os, "fsync", refused)
    with pytest.raises(DiskError):
        erase(made.vault)
    monkeypatch.undo()
    erase(made.vault)
    assert not made.folder.exists()
