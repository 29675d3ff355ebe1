"""Is everything there, and whole."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from rygsaek.vault.checking import check_vault
from rygsaek.vault.keys import COPIES
from rygsaek.vault.migrations import Migration
from rygsaek.vault.vault import Vault
from tests.support.vaults import STEPS, open_by_ring

THINGS = (*STEPS, Migration("test-things-1", ("CREATE TABLE thing (name TEXT PRIMARY KEY) STRICT",)))


class Made(Protocol):
    vault: Vault
    ring: bytes


def codes(vault: Vault) -> set[str]:
    return {problem.code for problem in check_vault(vault)}


def test_a_whole_vault_has_no_problems(made: Made) -> None:
    assert check_vault(made.vault) == ()


def test_a_page_that_was_changed_is_found(made: Made) -> None:
    with made.vault.write() as tx:
        tx.executemany("INSERT INTO thing VALUES (?)", [(f"{number} " * 50,) for number in range(400)])
    made.vault.close()
    path = made.vault.folder / "vault.db"
    data = bytearray(path.read_bytes())
    data[-5000] ^= 1
    path.write_bytes(data)
    with open_by_ring(made.vault.folder, made.ring, THINGS) as vault:
        assert "check.page" in codes(vault)


def test_a_blob_that_was_changed_is_found(made: Made) -> None:
    with made.vault.write() as tx:
        tx.blobs.put(b"the form")
        tx.execute("UPDATE blob SET data = ?", (b"another",))
    assert codes(made.vault) == {"check.blob"}


def test_a_copy_of_the_key_file_that_is_gone_is_found(made: Made) -> None:
    (made.vault.folder / COPIES[1]).unlink()
    assert codes(made.vault) == {"check.keys"}


def test_a_search_index_that_does_not_fit_its_table_is_found(made: Made, tmp_path: Path) -> None:
    with made.vault.write() as tx:
        tx.execute("INSERT INTO test_search VALUES ('case', 'x', 'some words')")
        tx.execute("DELETE FROM test_search_data WHERE id > 10")
    assert "check.structure" in codes(made.vault)
