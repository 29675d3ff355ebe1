"""From one version of a vault to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.errors import OursError, VaultError
from rygsaek.vault.migrations import Migration
from rygsaek.vault.vault import OWN_MIGRATIONS, Vault
from tests.support.vaults import PASSPHRASE, create, open_by_ring, ring_of

FIRST = Migration("test-1", ("CREATE TABLE thing (name TEXT) STRICT", "INSERT INTO thing VALUES ('old')"))
SECOND = Migration("test-2", ("ALTER TABLE thing ADD COLUMN number INTEGER", "UPDATE thing SET number = 2"))
BROKEN = Migration("test-3", ("CREATE TABLE other (name TEXT)", "INSERT INTO nowhere VALUES (1)"))


@pytest.fixture
def old(tmp_path: Path) -> Vault:
    return create(tmp_path / "vault", steps=(FIRST,))


def test_steps_that_are_missing_are_taken_once(old: Vault) -> None:
    ring = ring_of(old)
    old.close()
    with open_by_ring(old.folder, ring, (FIRST, SECOND)) as vault:
        assert vault.was_migrated
        with vault.read() as reader:
            assert reader.query("SELECT name, number FROM thing") == [("old", 2)]
    with open_by_ring(old.folder, ring, (FIRST, SECOND)) as vault:
        assert not vault.was_migrated


def test_a_newer_vault_is_refused_with_both_versions_and_left_as_it_is(old: Vault) -> None:
    ring = ring_of(old)
    old.close()
    open_by_ring(old.folder, ring, (FIRST, SECOND)).close()
    before = (old.folder / "vault.db").read_bytes()
    with pytest.raises(VaultError) as refused:
        Vault.open(old.folder, PASSPHRASE, migrations=(FIRST,))
    assert refused.value.code == "vault.newer"
    assert str(len(OWN_MIGRATIONS) + 2) in refused.value.title
    assert str(len(OWN_MIGRATIONS) + 1) in refused.value.title
    assert (old.folder / "vault.db").read_bytes() == before


def test_a_step_that_fails_leaves_nothing_of_itself(old: Vault) -> None:
    ring = ring_of(old)
    old.close()
    with pytest.raises(OursError):
        open_by_ring(old.folder, ring, (FIRST, SECOND, BROKEN))
    with open_by_ring(old.folder, ring, (FIRST, SECOND)) as vault, vault.read() as reader:
        assert reader.query("SELECT name FROM sqlite_schema WHERE name IN ('other')") == []
        assert reader.one("PRAGMA user_version") == (len(OWN_MIGRATIONS) + 2,)


def test_two_steps_of_one_name_are_a_bug(old: Vault) -> None:
    ring = ring_of(old)
    old.close()
    with pytest.raises(ValueError, match="one name"):
        open_by_ring(old.folder, ring, (FIRST, FIRST))
