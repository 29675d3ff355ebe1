"""One vault is made for all these tests, and each gets a copy of its own: making one takes as long as a passphrase does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from rygsaek.vault import identity
from rygsaek.vault.migrations import Migration
from rygsaek.vault.secret import RecoverySecret
from rygsaek.vault.slots import FLOOR
from rygsaek.vault.vault import Vault
from tests.support.vaults import PASSPHRASE, STEPS, answer, journal_of, open_by_ring, ring_of

THINGS = (*STEPS, Migration("test-things-1", ("CREATE TABLE thing (name TEXT PRIMARY KEY) STRICT",)))


class Made(NamedTuple):
    """An open vault with one case and one thing in it, its recovery sheet, and its ring."""

    vault: Vault
    sheet: RecoverySecret
    ring: bytes

    @property
    def folder(self) -> Path:
        return self.vault.folder


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Made:
    vault, sheet = Vault.create(tmp_path_factory.mktemp("pattern") / "vault", PASSPHRASE, migrations=THINGS, kdf=FLOOR)
    with vault:
        journal_of(vault).append("case", [answer("navn", "Bo")], "fs")
        with vault.write() as tx:
            tx.execute("INSERT INTO thing VALUES (?)", ("first",))
    return Made(vault, sheet, ring_of(vault))


@pytest.fixture
def made(pattern: Made, tmp_path: Path) -> Iterator[Made]:
    """A copy that thinks itself at home, so that it is the same vault on."""
    shutil.copytree(pattern.folder, tmp_path / "vault")
    vault = open_by_ring(tmp_path / "vault", pattern.ring, THINGS)
    with vault.write() as tx:
        identity.note(tx, identity.INCARNATION, pattern.vault.incarnation)
    vault.incarnation = pattern.vault.incarnation
    yield Made(vault, pattern.sheet, pattern.ring)
    if vault.is_open:
        vault.close()


@pytest.fixture
def vault(made: Made) -> Vault:
    return made.vault
