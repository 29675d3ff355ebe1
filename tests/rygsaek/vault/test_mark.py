"""The note of how far the write-ahead log had come."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from rygsaek.errors import VaultError
from rygsaek.vault.mark import accept_loss
from rygsaek.vault.migrations import Migration
from rygsaek.vault.vault import Vault
from tests.support.vaults import STEPS, open_by_ring

ROOT = Path(__file__).resolve().parents[3]
THINGS = (*STEPS, Migration("test-things-1", ("CREATE TABLE thing (name TEXT PRIMARY KEY) STRICT",)))


class Made(Protocol):
    vault: Vault
    ring: bytes


@pytest.fixture
def crashed(made: Made, tmp_path: Path) -> Path:
    """What a kill leaves: four saves in the log."""
    for number in range(4):
        with made.vault.write() as tx:
            tx.execute("INSERT INTO thing VALUES (?)", (f"{number}",))
    shutil.copytree(made.vault.folder, tmp_path / "crashed", ignore=shutil.ignore_patterns("*-shm"))
    return tmp_path / "crashed"


def things(folder: Path, ring: bytes) -> list[str]:
    with open_by_ring(folder, ring, THINGS) as vault, vault.read() as reader:
        return [row[0] for row in reader.query("SELECT name FROM thing ORDER BY name")]


def refused(folder: Path, ring: bytes) -> str:
    with pytest.raises(VaultError) as problem:
        open_by_ring(folder, ring, THINGS)
    return problem.value.code


def test_a_crash_is_no_damage(made: Made, crashed: Path) -> None:
    assert things(crashed, made.ring) == ["0", "1", "2", "3", "first"]
    assert not list(crashed.glob("*.damaged"))


@pytest.mark.parametrize("place", [8, 100, 5000, -10])
def test_one_flipped_bit_in_the_log_is_noticed_each_time_and_the_log_kept(made: Made, crashed: Path, place: int) -> None:
    log = crashed / "vault.db-wal"
    data = bytearray(log.read_bytes())
    data[place] ^= 1
    log.write_bytes(data)
    assert refused(crashed, made.ring) == "vault.log_damaged"
    assert refused(crashed, made.ring) == "vault.log_damaged"
    assert (crashed / "vault.db-wal.damaged").read_bytes() == bytes(data)


def test_a_log_that_is_missing_is_noticed(made: Made, crashed: Path) -> None:
    (crashed / "vault.db-wal").unlink()
    assert refused(crashed, made.ring) == "vault.log_damaged"


def test_a_log_that_is_too_short_is_noticed(made: Made, crashed: Path) -> None:
    log = crashed / "vault.db-wal"
    log.write_bytes(log.read_bytes()[:-4096])
    assert refused(crashed, made.ring) == "vault.log_damaged"


def test_whoever_accepts_the_loss_gets_what_is_left(made: Made, crashed: Path) -> None:
    log = crashed / "vault.db-wal"
    log.write_bytes(log.read_bytes()[:-4096])
    assert refused(crashed, made.ring) == "vault.log_damaged"
    accept_loss(crashed / "vault.db")
    assert things(crashed, made.ring)[-1] == "first"


def test_an_older_note_alarms_nobody(made: Made, crashed: Path, tmp_path: Path) -> None:
    (crashed / "vault.mark").write_bytes(b"")
    assert things(crashed, made.ring) == ["0", "1", "2", "3", "first"]


def test_a_closed_vault_has_no_log_to_miss(made: Made, tmp_path: Path) -> None:
    made.vault.close()
    assert not (made.vault.folder / "vault.db-wal").exists()
    assert things(made.vault.folder, made.ring) == ["first"]


LEFT_OPEN = """
import sys
from pathlib import Path
from tests.support.vaults import STEPS, open_by_ring
from rygsaek.vault.migrations import Migration

things = Migration("test-things-1", ("CREATE TABLE thing (name TEXT PRIMARY KEY) STRICT",))
vault = open_by_ring(Path(sys.argv[1]), bytes.fromhex(sys.stdin.read()), (*STEPS, things))
with vault.write() as tx:
    tx.execute("INSERT INTO thing VALUES ('last')")
"""


def test_a_process_that_ends_with_the_vault_open_is_no_damage(made: Made) -> None:
    made.vault.close()
    command = [sys.executable, "-c", LEFT_OPEN, str(made.vault.folder)]
    subprocess.run(command, input=made.ring.hex(), text=True, check=True, timeout=100, cwd=ROOT)
    assert things(made.vault.folder, made.ring) == ["first", "last"]
