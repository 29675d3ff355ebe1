"""A vault that was copied or moved numbers its changes anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

from rygsaek.vault import identity
from rygsaek.vault.migrations import Migration
from rygsaek.vault.vault import Vault
from tests.support.vaults import STEPS, open_by_ring

THINGS = (*STEPS, Migration("test-things-1", ("CREATE TABLE thing (name TEXT PRIMARY KEY) STRICT",)))


class Made(Protocol):
    vault: Vault
    ring: bytes


def test_a_copied_folder_begins_a_new_incarnation_and_the_original_goes_on(made: Made, tmp_path: Path) -> None:
    made.vault.close()
    shutil.copytree(made.vault.folder, tmp_path / "copy")
    with open_by_ring(tmp_path / "copy", made.ring, THINGS) as copy:
        assert copy.was_copied and copy.incarnation != made.vault.incarnation
        begun = copy.incarnation
    with open_by_ring(tmp_path / "copy", made.ring, THINGS) as copy:
        assert not copy.was_copied and copy.incarnation == begun
    with open_by_ring(made.vault.folder, made.ring, THINGS) as original:
        assert not original.was_copied and original.incarnation == made.vault.incarnation


def test_a_vault_on_another_machine_begins_a_new_incarnation(made: Made) -> None:
    made.vault.close()
    with (
        patch.object(identity, "machine", lambda: "another machine"),
        open_by_ring(made.vault.folder, made.ring, THINGS) as vault,
    ):
        assert vault.was_copied


def test_an_incarnation_that_did_not_come_to_stand_is_not_kept(made: Made) -> None:
    before = made.vault.incarnation

    def begin_and_fail() -> None:
        with made.vault.write() as tx:
            made.vault.begin_incarnation(tx)
            assert made.vault.incarnation != before
            raise KeyError

    try:
        begin_and_fail()
    except KeyError:
        assert made.vault.incarnation == before
