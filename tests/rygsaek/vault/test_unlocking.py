"""The wait after wrong passphrases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

import pytest

from rygsaek.errors import DiskError, VaultError
from rygsaek.vault import stretching, unlocking, waiting
from rygsaek.vault.migrations import Migration
from rygsaek.vault.unlocking import Wait, unlock, wait_left_s
from rygsaek.vault.vault import Vault
from tests.support.vaults import OTHER, PASSPHRASE, STEPS

THINGS = (*STEPS, Migration("test-things-1", ("CREATE TABLE thing (name TEXT PRIMARY KEY) STRICT",)))


class Made(Protocol):
    vault: Vault


@pytest.fixture
def folder(made: Made) -> Path:
    made.vault.close()
    return made.vault.folder


def attempt(folder: Path, passphrase: str, now: int) -> str:
    try:
        unlock(folder, passphrase, migrations=THINGS, now=now).close()
    except VaultError as problem:
        return problem.code
    return "open"


def test_each_wrong_passphrase_doubles_the_wait_up_to_a_minute() -> None:
    assert [Wait(count, 0).left_s(0) for count in range(10)] == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_wait_is_kept_also_by_another_process_and_ends(folder: Path) -> None:
    assert attempt(folder, OTHER, 1000) == "vault.wrong_passphrase"
    assert attempt(folder, OTHER, 1001) == "vault.wrong_passphrase"
    assert wait_left_s(folder, 1002) == 1
    assert attempt(folder, PASSPHRASE, 1002) == "vault.wait"
    assert attempt(folder, PASSPHRASE, 1003) == "open"
    assert wait_left_s(folder, 1003) == 0


def test_where_there_is_no_vault_nothing_is_left_that_keeps_one_from_being_made(tmp_path: Path) -> None:
    assert attempt(tmp_path, PASSPHRASE, 1000) == "vault.missing"
    assert list(tmp_path.iterdir()) == []


def test_an_attempt_counts_before_it_is_made(folder: Path) -> None:
    with patch.object(stretching, "stretch", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        unlock(folder, OTHER, migrations=THINGS, now=1000)
    assert wait_left_s(folder, 1000) == 1


def test_what_is_not_the_passphrases_fault_costs_no_wait(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE, migrations=THINGS):
        assert attempt(folder, PASSPHRASE, 1000) == "vault.open_elsewhere"
    assert wait_left_s(folder, 1000) == 0


def test_a_clock_put_back_neither_ends_the_wait_nor_makes_it_longer_than_whole() -> None:
    assert Wait(3, 1000).left_s(10) == 4
    assert Wait(9, 10**12).left_s(0) == 60


def test_a_clock_that_was_years_ahead_at_a_wrong_passphrase_locks_nobody_out_when_it_is_right_again(folder: Path) -> None:
    assert attempt(folder, OTHER, 10**9) == "vault.wrong_passphrase"
    assert [wait_left_s(folder, now) for now in (1000, 1001)] == [1, 0]
    assert attempt(folder, PASSPHRASE, 1001) == "open"


@pytest.mark.parametrize("content", [b"", b"nonsense", b'{"attempts": "many"}', b'{"attempts": -9, "at": 1}', b'{"at": -1}'])
def test_a_wait_that_cannot_be_read_is_none(folder: Path, content: bytes) -> None:
    (folder / unlocking.WAIT).write_bytes(content)
    assert wait_left_s(folder, 0) == 0


def test_a_full_disk_locks_nobody_out(folder: Path) -> None:
    with patch.object(waiting, "replace_file", side_effect=DiskError("Fuld.", "Ryd op.")):
        assert attempt(folder, PASSPHRASE, 1000) == "open"


def test_the_file_tells_nothing_but_the_count_and_the_time(folder: Path) -> None:
    attempt(folder, OTHER, 1000)
    assert json.loads((folder / unlocking.WAIT).read_bytes()) == {"attempts": 1, "at": 1000}
