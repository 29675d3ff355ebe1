"""Opening, writing, reading, closing: the real SQLCipher file."""

from __future__ import annotations

from pathlib import Path

import pytest

from rygsaek.errors import OursError, VaultError
from rygsaek.vault.migrations import Migration
from rygsaek.vault.sealing import FLOOR
from rygsaek.vault.vault import Vault

PASSPHRASE = "hest gulerod måne trappe kaffe sne"
STEPS = (Migration("test-1", ("CREATE TABLE thing (name TEXT) STRICT",)),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vault, _ = Vault.create(tmp_path / "vault", PASSPHRASE, migrations=STEPS, kdf=FLOOR)
    with vault, vault.write() as tx:
        tx.execute("INSERT INTO thing VALUES (?)", ("first",))
    return tmp_path / "vault"


def things(vault: Vault) -> list[str]:
    with vault.read() as reader:
        return [row[0] for row in reader.query("SELECT name FROM thing ORDER BY name")]


def test_what_was_written_is_there_after_opening_again(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE, migrations=STEPS) as vault:
        assert things(vault) == ["first"]


def test_a_wrong_passphrase_opens_nothing(folder: Path) -> None:
    with pytest.raises(VaultError) as refused:
        Vault.open(folder, PASSPHRASE + "!", migrations=STEPS)
    assert refused.value.code == "vault.wrong_passphrase"


def test_a_vault_that_is_open_is_not_opened_twice(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE, migrations=STEPS):
        with pytest.raises(VaultError) as refused:
            Vault.open(folder, PASSPHRASE, migrations=STEPS)
        assert refused.value.code == "vault.open_elsewhere"
        assert "åben i vinduet" in str(refused.value)
        assert refused.value.exit_code == 3


def test_a_failed_write_leaves_nothing(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE, migrations=STEPS) as vault:
        with pytest.raises(KeyError), vault.write() as tx:
            tx.execute("INSERT INTO thing VALUES (?)", ("second",))
            raise KeyError("something else went wrong")
        assert things(vault) == ["first"]


def test_a_write_within_a_write_is_a_bug_and_says_so(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE, migrations=STEPS) as vault:
        with pytest.raises(OursError), vault.write(), vault.write():
            pytest.fail("two writers at once")
        with vault.write() as tx:
            tx.execute("INSERT INTO thing VALUES (?)", ("second",))
        assert things(vault) == ["first", "second"]
