"""A vault as one sealed file, and back."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

import pytest

from rygsaek.errors import VaultError
from rygsaek.history.checking import check
from rygsaek.vault import identity
from rygsaek.vault.backup import backup, restore, restore_with_sheet, verify
from rygsaek.vault.keys import read_keys
from rygsaek.vault.migrations import Migration
from rygsaek.vault.rekeying import change_passphrase
from rygsaek.vault.secret import RecoverySecret
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.vault import Vault
from tests.support.vaults import OTHER, PASSPHRASE, PROJECTORS, STEPS, answer, journal_of

THINGS = (*STEPS, Migration("test-things-1", ("CREATE TABLE thing (name TEXT PRIMARY KEY) STRICT",)))


class Made(Protocol):
    vault: Vault
    sheet: RecoverySecret


@pytest.fixture
def copy(made: Made, tmp_path: Path) -> Path:
    backup(made.vault, tmp_path / "kopi.rygsaek", now=1_795_000_000)
    return tmp_path / "kopi.rygsaek"


def test_a_restored_vault_holds_what_the_backup_did_and_numbers_its_changes_anew(made: Made, copy: Path, tmp_path: Path) -> None:
    journal_of(made.vault).append("case", [answer("navn", "after the backup")], "fs")
    with restore(copy, tmp_path / "again", PASSPHRASE, migrations=THINGS, kdf=FLOOR) as vault:
        journal = journal_of(vault)
        assert journal.state("case").register("aftale", "navn").value == "Bo"
        assert check(vault, PROJECTORS) == ()
        assert vault.was_copied and vault.incarnation != made.vault.incarnation
        (change,) = journal.append("case", [answer("navn", "Bo Krag")], "fs")
        assert change.id.incarnation == vault.incarnation
        assert {one.id for one in journal_of(made.vault).changes("case")}.isdisjoint({change.id})
        old, new = read_keys(made.vault.folder).place, read_keys(vault.folder).place
        assert (old.vault, old.device) == (new.vault, old.device) and new.device != old.device


def test_two_vaults_from_one_backup_never_give_the_same_id(made: Made, copy: Path, tmp_path: Path) -> None:
    incarnations = {made.vault.incarnation}
    for name in ("one", "other"):
        with restore(copy, tmp_path / name, PASSPHRASE, migrations=THINGS, kdf=FLOOR) as vault:
            incarnations.add(vault.incarnation)
    assert len(incarnations) == 3


def test_a_restored_vault_begins_anew_also_where_it_cannot_be_told_from_the_old_one(made: Made, tmp_path: Path) -> None:
    with patch.object(identity, "whereabouts", lambda path: "the same file number on the same machine"):
        with made.vault.write() as tx:
            identity.note(tx, identity.HOME, identity.whereabouts(made.vault.folder))
        backup(made.vault, tmp_path / "kopi.rygsaek", now=1)
        with restore(tmp_path / "kopi.rygsaek", tmp_path / "again", PASSPHRASE, migrations=THINGS, kdf=FLOOR) as vault:
            assert vault.incarnation != made.vault.incarnation


def test_the_sheet_opens_a_backup_too(made: Made, copy: Path, tmp_path: Path) -> None:
    with restore_with_sheet(copy, tmp_path / "again", made.sheet, OTHER, migrations=THINGS, kdf=FLOOR) as vault:
        assert journal_of(vault).cases() == ("case",)
    Vault.open(tmp_path / "again", OTHER, migrations=THINGS).close()


def test_a_backup_opens_with_the_passphrase_of_the_day_it_was_made(made: Made, copy: Path, tmp_path: Path) -> None:
    change_passphrase(made.vault, PASSPHRASE, OTHER, kdf=FLOOR)
    with pytest.raises(VaultError) as refused:
        restore(copy, tmp_path / "again", OTHER, migrations=THINGS, kdf=FLOOR)
    assert refused.value.code == "vault.wrong_passphrase"
    assert not (tmp_path / "again").exists() and not (tmp_path / "again.new").exists()
    restore(copy, tmp_path / "again", PASSPHRASE, migrations=THINGS, kdf=FLOOR).close()


def test_a_backup_is_taken_while_others_read_and_write(made: Made, tmp_path: Path) -> None:
    reading, let_go = threading.Event(), threading.Event()

    def read() -> None:
        with made.vault.read():
            reading.set()
            assert let_go.wait(20)

    reader = threading.Thread(target=read)
    reader.start()
    assert reading.wait(20)
    with made.vault.write() as tx:
        tx.execute("INSERT INTO thing VALUES (?)", ("not yet saved",))
        backup(made.vault, tmp_path / "kopi.rygsaek", now=1)
    let_go.set()
    reader.join()
    again = restore(tmp_path / "kopi.rygsaek", tmp_path / "again", PASSPHRASE, migrations=THINGS, kdf=FLOOR)
    with again, again.read() as view:
        assert view.query("SELECT name FROM thing") == [("first",)]


def test_a_backup_is_as_sealed_as_the_vault(copy: Path) -> None:
    with zipfile.ZipFile(copy) as archive:
        assert sorted(archive.namelist()) == ["contents.json", "vault.db", "vault.keys"]
        assert b"SQLite format" not in archive.read("vault.db")
    assert b"first" not in copy.read_bytes()
    assert verify(copy).made_at == 1_795_000_000


def test_a_backup_leaves_nothing_else_behind(copy: Path) -> None:
    assert sorted(path.name for path in copy.parent.iterdir()) == ["kopi.rygsaek", "vault"]


def test_a_backup_that_is_not_whole_is_refused_and_makes_nothing(copy: Path, tmp_path: Path) -> None:
    data = copy.read_bytes()
    for broken in (data[:-1], data[: len(data) // 2], b"", data.replace(b"made_at", b"made_as")):
        copy.write_bytes(broken)
        with pytest.raises(VaultError) as refused:
            restore(copy, tmp_path / "again", PASSPHRASE, migrations=THINGS, kdf=FLOOR)
        assert refused.value.code == "vault.backup_damaged"
        assert not (tmp_path / "again").exists()


def test_a_restore_never_writes_over_a_vault(made: Made, copy: Path) -> None:
    with pytest.raises(VaultError) as refused:
        restore(copy, made.vault.folder, PASSPHRASE, migrations=THINGS, kdf=FLOOR)
    assert refused.value.code == "vault.exists"
    assert journal_of(made.vault).cases() == ("case",)
